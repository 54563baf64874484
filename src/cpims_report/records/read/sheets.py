"""A table as it stands in a file: headers and cells as text, and the row each one came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TypeVar

import pandas as pd
import pyarrow as pa

from cpims_report.errors import Problem
from cpims_report.records.text.distinct_words import encode

T = TypeVar("T")
Cell = str | float | int | bool | date | datetime | time | timedelta | None
ROWS_AT_A_TIME = 5_000
"""Rows are turned into compact columns in portions, so that no second copy of a sheet is held."""
EXACT = 10**15
"""Whole numbers from here on have more digits than a spreadsheet keeps."""


@dataclass(frozen=True)
class Opened:
    """What a reader found in a file; `notes` is what is to be told of it, but stops nobody.

    `short` are the rows that have fewer cells than there are headers.
    """

    sheets: list[Sheet]
    notice: bool = False
    encoding: str = ""
    notes: tuple[Problem, ...] = ()
    short: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Sheet:
    """One sheet. `cells` has a column a header, by position, and the source row as its index.

    A column holds its distinct texts once, as categories. `places` are the positions that its
    columns had in the file, `hidden` says whether a workbook keeps it from sight.
    """

    name: str
    headers: tuple[str, ...]
    cells: pd.DataFrame
    places: tuple[int, ...] = ()
    hidden: bool = False

    def column(self, position: int) -> pd.Series:
        """Return the cells under one header, by source row; blank ones are null."""
        return self.cells[position]


def build_sheet(name: str, headers: Sequence[str], rows: pd.DataFrame) -> Sheet:
    """Return a sheet from text cells; wholly blank rows and columns without header go.

    Rows are numbered as a person sees them: the header is row 1.
    """
    width = max(len(headers), rows.shape[1])
    names = (*headers, *[""] * (width - len(headers)))
    absent = pd.Series(None, index=rows.index, dtype="str")
    places = range(width)
    found = map_columns(encode, [rows.get(at, absent) for at in places], len(rows))
    columns = dict(zip(places, found, strict=True))
    cells = pd.DataFrame(columns, index=rows.index).dropna(how="all")
    empty = [place for place in range(width) if not names[place] and cells[place].isna().all()]
    kept = [place for place in range(width) if place not in empty]
    return Sheet(
        name=name,
        headers=tuple(names[place] for place in kept),
        cells=cells[kept].set_axis(range(len(kept)), axis=1),
        places=tuple(kept),
    )


def map_columns(work: Callable[[pd.Series], T], columns: Iterable[pd.Series], rows: int) -> list[T]:
    """Return what is made of each column; side by side where there are rows enough to pay."""
    if rows < ROWS_AT_A_TIME:
        return [work(column) for column in columns]
    with ThreadPoolExecutor() as beside:
        return list(beside.map(work, columns))


def stack_rows(rows: Iterable[Sequence[Cell]], width: int) -> pd.DataFrame:
    """Return rows of `width` cells each as columns of text, by position."""
    chunks: list[list[pa.Array]] = [[] for _ in range(width)]
    waiting = iter(rows)
    while portion := list(islice(waiting, ROWS_AT_A_TIME)):
        for place, cells in enumerate(zip(*portion, strict=True)):
            texts = [cell if type(cell) is str else to_text(cell) for cell in cells]
            chunks[place].append(pa.array(texts, type=pa.large_string()))
    columns = [pa.chunked_array(found, type=pa.large_string()) for found in chunks]
    return pd.DataFrame(
        {place: pd.array(column, dtype="str") for place, column in enumerate(columns)}
    )


def to_text(cell: Cell) -> str | None:
    """Return a typed cell as the text that a person would read; dates as YYYY-MM-DD.

    A whole number that has lost digits is written as a spreadsheet shows it (3.70911202104140E+17),
    so that it is not taken for the number it was.
    """
    match cell:
        case None | str():
            return cell
        case bool():
            return str(cell).lower()
        case datetime():
            return cell.date().isoformat()
        case float() if cell.is_integer() and abs(cell) >= EXACT:
            return f"{cell:.14E}"
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)
