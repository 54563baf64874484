"""A file laid open as it stands, headers and all, to be written again with fewer columns."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cpims_report.records.deidentify.choices import Column
from cpims_report.records.deidentify.needed_columns import resolve_headers
from cpims_report.records.read.headers import HeaderMap
from cpims_report.records.read.sheets import Sheet
from cpims_report.records.text.distinct_words import count_words
from cpims_report.records.text.normalisation import tidy

LANGUAGES = " | "


@dataclass(frozen=True)
class Table:
    """One sheet: its row of headers, the records as text, and what each column is.

    `name` is one that may be sent: a sheet of some layouts can have any name, a child's too.
    """

    name: str
    top: int
    headers: list[str]
    body: pd.DataFrame
    columns: list[Column]


def lay_open(sheet: Sheet, number: int, headers: HeaderMap) -> Table | None:
    """Return a sheet with the meaning of every column, or None for one that no layout knows."""
    name = sheet.name.split(LANGUAGES, 1)[0]
    if headers.names.is_skipped(name):
        return None
    top, names, rows = read_head(sheet, headers)
    body = sheet.cells.loc[sheet.cells.index > rows]
    form = headers.form_of(Sheet(name, tuple(names), body))
    if form is None:
        return None
    called = name if headers.names.is_known(name) else f"Sheet {number}"
    meanings = resolve_headers(names, form, headers)
    columns = [
        describe(called, word, meaning, body[place])
        for place, (word, meaning) in enumerate(zip(names, meanings, strict=True))
    ]
    return Table(called, top, names, body, columns)


def read_head(sheet: Sheet, headers: HeaderMap) -> tuple[int, list[str], int]:
    """Return the row of the headers, one header a column, and the number of the last row of them.

    What stands above the headers is not read by anybody, so it may be anything: it goes.
    """
    first = list(sheet.headers)
    if "stacked_headers" not in headers.profile.layout:
        headed = headers.profile.reader != "json"
        return 1, [word.split(LANGUAGES, 1)[0] for word in first], int(headed)
    body = sheet.cells.astype("object").where(sheet.cells.notna(), "")
    rows = [first, *body.head(5).to_numpy().tolist()]
    top = next((place for place, row in enumerate(rows) if tidy(row[0])), 0)
    lower = [tidy(word) for word in rows[top + 1]] if len(rows) > top + 1 else ["0"]
    stacked = not any(letter.isdigit() for letter in lower[0])
    upper = [tidy(word) for word in rows[top]]
    names = [up or low for up, low in zip(upper, lower, strict=True)] if stacked else upper
    numbers = [1, *map(int, body.index[: top + stacked])]
    return numbers[top], names, numbers[-1]


def describe(sheet: str, header: str, meaning: str | None, cells: pd.Series) -> Column:
    """Return a column with how often it has each value."""
    return Column(sheet, header, meaning, count_words(cells))
