"""Pages of the manual that are written from settings and schemas, so that they cannot be old."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import pandera.pandas as pa
from babel import Locale

from cpims_report import schema, table_schemas
from cpims_report.config import Indicator, Settings
from cpims_report.disclosure.package import COLUMNS as PUBLISHED
from cpims_report.disclosure.package import MEASURES
from cpims_report.documentation.meanings import COLUMNS, TABLES
from cpims_report.errors import ConfigurationError
from cpims_report.report.tables.method import FAMILIES, family_of
from cpims_report.report.words import WORDS

CASE_TABLES = (
    table_schemas.CASES,
    table_schemas.SPELLS,
    table_schemas.SERVICES,
    table_schemas.TRANSITIONS,
    table_schemas.FOLLOWUPS,
    table_schemas.INCIDENTS,
    table_schemas.ISSUES,
    table_schemas.WATERFALL,
    table_schemas.SENT,
    table_schemas.EXACT,
)
_KINDS = {"string": "text", "datetime": "day", "int": "whole number", "bool": "yes or no"}
_COUNTED = {"child": "children", "case": "cases", "event": "events"}


def catalogue(settings: Settings) -> str:
    """Return the page of all indicators by group: what each counts, of whom, broken down how."""
    parts = [
        "# The catalogue of indicators",
        "All that is counted, as `config/indicators.yml` defines it, and what a number is not for. "
        "Those marked *internal* are for the Task Force and are never published.",
    ]
    for family in FAMILIES:
        ours = [each for each in settings.indicators.items() if family_of(each[0]) == family]
        if ours:
            parts.append(f"## {WORDS[f'family_{family}']}")
            parts += [_entry(settings, name, indicator) for name, indicator in ours]
    return "\n\n".join(parts)


def _entry(settings: Settings, name: str, indicator: Indicator) -> str:
    breakdowns = "; ".join(" by ".join(each) for each in indicator.breakdowns if each)
    population = settings.populations[indicator.population].label.en
    facts = {
        "Counts": f"{_COUNTED[indicator.unit]}: {population}",
        "Percent of": indicator.base.en,
        "Number": MEASURES[indicator.measure],
        "Age at": indicator.age_at if "age" in breakdowns else "",
        "Broken down by": breakdowns,
        "Not for": indicator.not_for.en,
        "Protection": "higher threshold" if indicator.sensitive else "",
        "Source": indicator.source,
    }
    internal = " *(internal)*" if indicator.audience == "internal" else ""
    listed = "\n".join(f"- {key}: {_text(value)}" for key, value in facts.items() if value)
    head = f"### {name} {_text(indicator.name.en)}{internal}"
    return f"{head} {{#{name}}}\n\n{_text(indicator.definition.en)}\n\n{listed}"


def dictionary(settings: Settings) -> str:
    """Return the page of all columns of all tables: public ones, confidential ones, code lists."""
    parts = [
        "# The data dictionary",
        "Every column of every table that passes between stages, as `table_schemas.py` checks it.",
        "## Public: data/published/<year>/indicators.csv".replace("<", r"\<"),
        "One row per published cell. The same description stands in `datapackage.json` beside it.",
        _table(
            {"Column": 20, "Kind": 15, "Meaning": 65},
            [(f"`{name}`", *each) for name, each in PUBLISHED.items()],
        ),
        "## Confidential: the case tables",
        "In `data/processed/` alone. Four codes are no values: "
        + ", ".join(f"`{code}`" for code in schema.NON_VALUES)
        + f". Several codes in one cell are joined by `{schema.LIST_SEPARATOR}`.",
    ]
    for table in CASE_TABLES:
        parts += [f"### {table.name}", TABLES[str(table.name)], _columns(table)]
    parts += ["## Code lists", "As `config/lookups.yml` has them; each code with its label."]
    for name, codes in settings.lookups.items():
        rows = [(f"`{code}`", each.label.en) for code, each in codes.items()]
        parts += [f"### {name}", _table({"Code": 40, "Label": 60}, rows)]
    return "\n\n".join(parts)


def _columns(table: pa.DataFrameSchema) -> str:
    rows = [
        (f"`{name}`", _kind(column), _allowed(column), COLUMNS[str(name)])
        for name, column in table.columns.items()
    ]
    return _table({"Column": 24, "Kind": 16, "Allowed": 22, "Meaning": 38}, rows)


def _kind(column: pa.Column) -> str:
    written = str(column.dtype).lower()
    kind = next(word for start, word in _KINDS.items() if start in written)
    return f"{kind}, or empty" if column.nullable else kind


def _allowed(column: pa.Column) -> str:
    codes = [
        str(code)
        for check in column.checks
        for code in (check.statistics or {}).get("allowed_values", ())
        if code not in schema.NON_VALUES
    ]
    return ", ".join(f"`{code}`" for code in codes)


def glossary(settings: Settings) -> str:
    """Return the page of the terms of the field, as the report's own glossary has them."""
    more = sorted({name for each in settings.glossary for name in each.term.model_extra or {}})
    names = {Locale(name).get_display_name("en") or name: 20 for name in more}
    rows = [
        (each.term.en, *(_foreign(each.term.text(name), name) for name in more), each.meaning.en)
        for each in settings.glossary
    ]
    told = "The words of the field, as reports explain them."
    return "\n\n".join(["# Glossary", told, _table({"Term": 25, **names, "Meaning": 55}, rows)])


def _foreign(text: str, language: str) -> str:
    direction = Locale(language).text_direction
    return f'[{text}]{{lang="{language}" dir="{direction}"}}' if text else ""


def _table(head: Mapping[str, int], rows: Iterable[Sequence[str]]) -> str:
    """Return a table whose columns have the widths of `head`, in percent."""
    lines = [list(head), ["-" * width for width in head.values()], *rows]
    return "\n".join(f"| {' | '.join(cell or ' ' for cell in line)} |" for line in lines)


def _text(words: str) -> str:
    """Return words of the settings as Markdown that says just them."""
    return words.replace("*", r"\*").replace("_", r"\_").replace("<", r"\<").replace("$", r"\$")


PAGES: dict[str, Callable[[Settings], str]] = {
    "catalogue": catalogue,
    "dictionary": dictionary,
    "glossary": glossary,
}


def generated_page(name: str, settings: Settings) -> str:
    """Return the Markdown of a generated page; ConfigurationError for one that nobody writes."""
    if name not in PAGES:
        raise ConfigurationError(
            f"docs/site.yml names generated/{name}.md, which nothing writes. There are: "
            f"{', '.join(PAGES)}."
        )
    return PAGES[name](settings)
