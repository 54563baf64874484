"""Rows of a text file that are not all as wide as the headers: what is short, long or cut off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd

from cpims_report.errors import InputRefused, Problem
from cpims_report.records.issues import damage
from cpims_report.records.read.delimiters import read_cells
from cpims_report.records.read.received import Received
from cpims_report.records.read.remarks import is_beside
from cpims_report.records.read.sheets import stack_rows

END = b"\nEND OF TEXT"
"""Put behind a text: inside the last cell, it shows that a quotation mark was never closed."""
MOST_TOLD = 20
"""Short rows told one by one."""


@dataclass
class Widths:
    """Rows that are not as wide as the headers: number -> cells, as met while reading.

    `spare` counts rows whose surplus cells are all blank.
    """

    width: int
    short: dict[int, int] = field(default_factory=dict)
    long: dict[int, int] = field(default_factory=dict)
    spare: int = 0

    def fit(self, row: list[str], number: int) -> list[str]:
        """Return a row as wide as the headers; what was amiss with it is kept in mind."""
        surplus = row[self.width :]
        if any(cell.strip() for cell in surplus):
            self.long[number] = len(row)
        elif surplus:
            self.spare += 1
        elif row and len(row) < self.width and not is_beside(next(filter(str.strip, row), "")):
            self.short[number] = len(row)
        return [*row[: self.width], *[""] * (self.width - len(row))]


def read_ragged(
    content: bytes, separator: str, above: int, width: int, file: Received
) -> tuple[pd.DataFrame, list[Problem], frozenset[int]]:
    """Return the rows below the headers, all as wide as these, notes of others, and short ones.

    Surplus cells without a value are passed over. Raise InputRefused where surplus cells hold
    values, a quotation mark is never closed, or the last row was cut off.
    """
    widths = Widths(width)
    rows = read_to_end(content, separator, above, file)
    numbered = (widths.fit(row, number) for number, row in enumerate(rows, above + 2))
    table = stack_rows(numbered, width)
    last = above + 1 + len(table)
    if widths.long:
        row = next(iter(widths.long))
        problem = damage.long_row(
            file.agency, file.name, row, widths.long[row], width, len(widths.long)
        )
        raise InputRefused("Uneven rows.", [problem])
    if last in widths.short and not content.endswith((b"\n", b"\r")):
        problem = damage.cut_off(
            file.agency, file.name, last, f"it has {widths.short[last]} of {width} cells"
        )
        raise InputRefused("Cut off.", [problem])
    notes = [*note_short(widths, len(table), file), *note_spare(widths, file)]
    return table, notes, frozenset(widths.short)


def read_to_end(content: bytes, separator: str, above: int, file: Received) -> Iterator[list[str]]:
    """Yield the rows below the headers; raise InputRefused where the text ends inside a cell."""
    rows = read_cells(content.rstrip(b"\r\n") + END, separator)
    for _ in range(above + 1):
        next(rows)
    waiting = next(rows, None)
    number = above + 2
    for row in rows:
        yield waiting or []
        waiting = row
        number += 1
    if waiting != [END.decode().strip()]:
        raise InputRefused("Cut off.", [damage.cut_off(file.agency, file.name, number)])


def note_short(widths: Widths, rows: int, file: Received) -> Iterator[Problem]:
    """Yield a note for each short row, and one for all that are too many to be told.

    Where most rows lack equally many cells, that is one cause and told once.
    """
    counts = Counter(widths.short.values())
    usual, count = max(counts.items(), key=lambda pair: pair[1], default=(0, 0))
    if count > MOST_TOLD or 2 * count > rows > 2:
        first = next(row for row, cells in widths.short.items() if cells == usual)
        yield damage.short_rows(file.agency, file.name, first, count, usual, widths.width)
        rest = {row: cells for row, cells in widths.short.items() if cells != usual}
    else:
        rest = widths.short
    for row, cells in list(rest.items())[:MOST_TOLD]:
        yield damage.short_row(file.agency, file.name, row, cells, widths.width)
    if len(rest) > MOST_TOLD:
        row = list(rest)[MOST_TOLD]
        yield damage.more_short_rows(file.agency, file.name, row, len(rest) - MOST_TOLD)


def note_spare(widths: Widths, file: Received) -> list[Problem]:
    """Return the note of rows that end in delimiters without a header."""
    return [damage.spare_cells(file.agency, file.name, widths.spare)] if widths.spare else []
