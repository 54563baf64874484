"""Spellings of a column that are no code list's: the layout's, the year's, the system's own."""

from __future__ import annotations

from cpims_report.records.columns import bare
from cpims_report.records.deliveries.table_reading import TableReading
from cpims_report.records.read.headers import HeaderMap
from cpims_report.records.systems.lexicon import Lexicon
from cpims_report.records.text.normalisation import fold


def find_lexicon(reading: TableReading, column: str) -> Lexicon | None:
    """Return the system's own list of a column, where its dictionary has one."""
    dictionary = reading.extract.profile.dictionary
    return dictionary.lexicons.get(qualify(reading, column)) if dictionary else None


def own_spellings(reading: TableReading, column: str) -> dict[str, str]:
    """Return the spellings that profile and configuration add to the list of a column.

    `values:` of a year may name our column, the file's own header or the field of the system.
    """
    own = reading.extract.profile.spellings.get(bare(column), {})
    if not reading.extract.source.values:
        return own
    headers = HeaderMap(reading.extract.profile, reading.extract.source)
    names = {fold(name) for name in (bare(column), reading.block.origins[column].header)}
    names |= {fold(header) for header in headers.headers_of(qualify(reading, column))}
    mapped = [found for name, found in reading.extract.source.values.items() if fold(name) in names]
    return {**own, **{word: code for found in mapped for word, code in found.items()}}


def qualify(reading: TableReading, column: str) -> str:
    """Return the name of a column as layouts have it, that of a subform before it."""
    return f"{reading.table}.{column}" if reading.table else column
