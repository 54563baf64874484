"""Settings that only the country itself knows: valid as they are, with marks where to fill in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import yaml

from cpims_report.config import TO_FILL
from cpims_report.new_country.territory import Territory

PLACES = """# Places of the country. Write in place of each "{fill}"; `check` names what is left.
# `governorates` is the level at which the report counts: a department, a district, a province.
# `aliases` are spellings and codes met in files; `primero` and `iso` are codes of those systems.
timezone: {timezone}
regions:
  region_1: {{label: {open}}}
governorates:
  area_1: {{label: {open}, region: region_1, iso: "", primero: "", aliases: []}}
camps: {{}}    # such as: camp_1: {{label: {{en: A camp}}, governorate: area_1, aliases: []}}
# Kinds of site, published as places of indicator PR05.
sites:
  camp: {{label: {{en: Refugee camps, ar: مخيمات اللاجئين}}}}
  host: {{label: {{en: Host communities, ar: المجتمعات المضيفة}}}}
country: {names}
country_aliases: {codes}
# labour_law: {open}  # the law on children's work, a sentence of the chapter on it
"""
AGENCIES = """# Members of the Task Force: who contributes records, since when, in which layout.
agencies:
  member_1: {{label: {open}, short: "{fill}", from: {year}, system: primero_v2_csv, aliases: []}}
advisor: {{label: {open}}}
"""
YEAR = """# All that changes from one year to the next.
year: {year}
cut_off: {after}-01-31            # records entered later are late entries and not in this edition
sources:
  - {{agency: "{fill}", profile: primero_v2_csv, system: {system}, files: ["{fill}"]}}
focus: child_labour          # the year's thematic chapter
notes: {{}}                    # indicator id -> the reason behind a change, in prose
"""


def places(territory: Territory) -> str:
    """Return `places.yml`."""
    return PLACES.format(
        fill=TO_FILL,
        open=flow(dict.fromkeys(territory.names, TO_FILL)),
        timezone=flow(territory.timezone),
        names=flow(territory.names),
        codes=flow(territory.codes),
    )


def agencies(languages: Sequence[str], year: int) -> str:
    """Return `agencies.yml`."""
    return AGENCIES.format(fill=TO_FILL, open=flow(dict.fromkeys(languages, TO_FILL)), year=year)


def first_year(year: int, system: str) -> str:
    """Return the settings of the first year."""
    return YEAR.format(fill=TO_FILL, year=year, after=year + 1, system=system)


def flow(value: str | Sequence[str] | Mapping[str, str]) -> str:
    """Return a value as YAML in one line."""
    given = value if isinstance(value, str | Mapping) else list(value)
    text: str = yaml.safe_dump(given, default_flow_style=True, allow_unicode=True, sort_keys=False)
    return text.removesuffix("...\n").strip()
