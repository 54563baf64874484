"""Spellings of a column that are no code list's: the layout's, the year's, the system's own."""

from __future__ import annotations

from cpims_report.records.columns import bare
from cpims_report.records.letters import fold
from cpims_report.records.sources.headers import HeaderMap
from cpims_report.records.systems.lexicon import Lexicon
from cpims_report.records.values.desk import Desk


def find_lexicon(desk: Desk, column: str) -> Lexicon | None:
    """Return the system's own list of a column, where its dictionary has one."""
    dictionary = desk.extract.profile.dictionary
    return dictionary.lexicons.get(qualify(desk, column)) if dictionary else None


def own_spellings(desk: Desk, column: str) -> dict[str, str]:
    """Return the spellings that profile and configuration add to the list of a column.

    `values:` of a year may name our column, the file's own header or the field of the system.
    """
    own = desk.extract.profile.spellings.get(bare(column), {})
    if not desk.extract.source.values:
        return own
    headers = HeaderMap(desk.extract.profile, desk.extract.source)
    names = {fold(name) for name in (bare(column), desk.block.origins[column].header)}
    names |= {fold(header) for header in headers.headers_of(qualify(desk, column))}
    mapped = [found for name, found in desk.extract.source.values.items() if fold(name) in names]
    return {**own, **{word: code for found in mapped for word, code in found.items()}}


def qualify(desk: Desk, column: str) -> str:
    """Return the name of a column as layouts have it, that of a subform before it."""
    return f"{desk.table}.{column}" if desk.table else column
