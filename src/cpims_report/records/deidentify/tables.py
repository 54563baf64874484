"""A file laid open as it stands, headers and all, to be written again with fewer columns."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cpims_report.records.deidentify.choices import Column
from cpims_report.records.identifying import FORMS
from cpims_report.records.letters import fold, tidy
from cpims_report.records.sources.headers import IDENTIFYING, HeaderMap
from cpims_report.records.sources.numbered import NUMBERED
from cpims_report.records.sources.sheets import Sheet

LANGUAGES = " | "


@dataclass(frozen=True)
class Table:
    """One sheet: the rows above its records, the records as text, and what each column is."""

    name: str
    head: list[list[str]]
    body: pd.DataFrame
    columns: list[Column]


def lay_open(sheet: Sheet, headers: HeaderMap) -> Table | None:
    """Return a sheet with the meaning of every column, or None for one that no layout knows."""
    name = sheet.name.split(LANGUAGES, 1)[0]
    if headers.names.is_skipped(name):
        return None
    head, names = read_head(sheet, headers)
    body = sheet.cells.loc[sheet.cells.index > len(head)]
    form = headers.form_of(Sheet(name, tuple(names), body))
    if form is None:
        return None
    meanings = [
        IDENTIFYING if form in FORMS else find_meaning(word, form, headers) for word in names
    ]
    columns = [
        describe(sheet.name, word, meaning, body[place], headers)
        for place, (word, meaning) in enumerate(zip(names, meanings, strict=True))
    ]
    return Table(sheet.name, head, body, columns)


def read_head(sheet: Sheet, headers: HeaderMap) -> tuple[list[list[str]], list[str]]:
    """Return the rows above the records, and one header a column."""
    first = list(sheet.headers)
    if "stacked_headers" not in headers.profile.layout:
        return [first], [word.split(LANGUAGES, 1)[0] for word in first]
    body = sheet.cells.astype("object").where(sheet.cells.notna(), "")
    rows = [first, *body.head(5).to_numpy().tolist()]
    top = next((place for place, row in enumerate(rows) if tidy(row[0])), 0)
    lower = [tidy(word) for word in rows[top + 1]] if len(rows) > top + 1 else ["0"]
    stacked = not any(letter.isdigit() for letter in lower[0])
    upper = [tidy(word) for word in rows[top]]
    names = [up or low for up, low in zip(upper, lower, strict=True)] if stacked else upper
    numbers = [1, *map(int, body.index[: top + stacked])]
    head = [[""] * len(first) for _ in range(numbers[-1])]
    for number, row in zip(numbers, rows, strict=False):
        head[number - 1] = row
    return head, names


def find_meaning(word: str, form: str, headers: HeaderMap) -> str | None:
    """Return what a header means; one of a numbered list or subform by its parts."""
    known = headers.meaning(word, form)
    match = NUMBERED.fullmatch(word)
    if known is not None or not match or "numbered" not in headers.profile.layout:
        return known if known is not None else find_level(word, form, headers)
    group, field = match["group"], match["field"]
    if not field:
        return headers.meaning(group, form)
    if fold(group) in {fold(name) for name in FORMS}:
        return IDENTIFYING
    inner = headers.form_of(Sheet(group, (field,), pd.DataFrame()))
    return headers.meaning(field, inner if inner is not None else form)


def find_level(word: str, form: str, headers: HeaderMap) -> str | None:
    """Return the meaning of a column that carries on another one, as `CurrentLocation2` does."""
    base = word.rstrip("0123456789")
    return headers.meaning(base, form) if base and base != word else None


def describe(
    sheet: str, header: str, meaning: str | None, cells: pd.Series, headers: HeaderMap
) -> Column:
    """Return a column with its distinct values."""
    filled = cells.dropna()
    catalogued = meaning is not None and not headers.is_opaque(header)
    return Column(sheet, header, meaning, tuple(filled.unique()), len(filled), catalogued)
