"""A table as it stands in a file: headers and cells as text, and the row each one came from."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pandas as pd

from cpims_report.records.distinct import encode

Cell = str | float | int | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True)
class Opened:
    """What a reader found in a file."""

    sheets: list[Sheet]
    notice: bool = False
    encoding: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet. `cells` has a column a header, by position, and the source row as its index.

    A column holds its distinct texts once, as categories.
    """

    name: str
    headers: tuple[str, ...]
    cells: pd.DataFrame

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
    with ThreadPoolExecutor() as beside:
        found = beside.map(encode, (rows.get(at, absent) for at in places))
    columns = dict(zip(places, found, strict=True))
    cells = pd.DataFrame(columns, index=rows.index).dropna(how="all")
    empty = [place for place in range(width) if not names[place] and cells[place].isna().all()]
    kept = [place for place in range(width) if place not in empty]
    return Sheet(
        name=name,
        headers=tuple(names[place] for place in kept),
        cells=cells[kept].set_axis(range(len(kept)), axis=1),
    )


def to_text(cell: Cell) -> str | None:
    """Return a typed cell as the text that a person would read; dates as YYYY-MM-DD."""
    match cell:
        case None | str():
            return cell
        case bool():
            return str(cell).lower()
        case datetime():
            return cell.date().isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)
