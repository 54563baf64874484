"""What the Unicode Common Locale Data Repository knows of a country, by its English name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from babel import Locale
from babel.core import get_global

from cpims_report.config import TO_FILL
from cpims_report.spoken import SOURCE_LANGUAGE


@dataclass(frozen=True)
class Territory:
    """A country's name by language, its codes, and its time zone where it has one alone."""

    names: dict[str, str]
    codes: tuple[str, ...] = ()
    timezone: str = TO_FILL


def find_territory(name: str, languages: Sequence[str]) -> Territory:
    """Return what is known of a country; of an unknown one the name as it is given."""
    known = Locale.parse(SOURCE_LANGUAGE).territories
    code = next((key for key, each in known.items() if each.casefold() == name.casefold()), "")
    if not code:
        return Territory(dict.fromkeys(languages, name or TO_FILL))
    names = {each: Locale.parse(each).territories.get(code, name) for each in languages}
    long = [key for key, short in get_global("territory_aliases").items() if short == [code]]
    zones = [zone for zone, each in get_global("zone_territories").items() if each == code]
    return Territory(
        names,
        (*(key for key in long if len(key) == 3 and key.isalpha()), code),
        zones[0] if len(zones) == 1 else TO_FILL,
    )
