"""The cells of one indicator as one tidy table over the years, in words and symbols."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from cpims_report.schema import DIMENSIONS, TOTAL

if TYPE_CHECKING:
    from cpims_report.report.cell import Cell
    from cpims_report.report.edition import Edition

SYMBOLS = {
    "suppressed": "[c]",
    "not_applicable": "[z]",
    "not_collected": "[x]",
    "revised": "[r]",
}
"""Marks in the place of a number, in brackets: what screen readers say and formulas leave out."""


def indicator_table(edition: Edition, indicator: str) -> pd.DataFrame:
    """Return one row for each group that the edition lists, one column a dimension and a number.

    Columns: the dimensions by which the indicator is broken down, in words, then for each year the
    number and, where the indicator has shares, the percentage. A cell is a number or one of
    `SYMBOLS`, never empty.
    """
    cells = next(each.cells for each in edition.sealed if each.year == edition.year)
    listed = cells[cells["indicator"].eq(indicator)]
    used = [name for name in DIMENSIONS if listed[name].ne(TOTAL).any()]
    years = [year for year in edition.years if edition.publishes(indicator, year=year)]
    shares = bool(listed["percent"].notna().any())
    order = {
        name: {code: at for at, code in enumerate(list_of(edition, indicator, name))}
        for name in used
    }
    keys = sorted(codes_of(listed), key=lambda key: place(key, order))
    words = {name: edition.text("breakdown" if name == "category" else name) for name in used}
    rows: list[dict[str, float | int | str]] = [
        {
            **{words[name]: in_words(edition, indicator, name, key[name]) for name in used},
            **dict(numbers(edition, indicator, key, years or [edition.year], shares)),
        }
        for key in keys
    ]
    return pd.DataFrame(rows)


def codes_of(cells: pd.DataFrame) -> list[dict[str, str]]:
    """Return the codes of each cell by dimension."""
    columns = (cells[name].astype(str) for name in DIMENSIONS)
    return [dict(zip(DIMENSIONS, codes, strict=True)) for codes in zip(*columns, strict=True)]


def place(key: dict[str, str], order: dict[str, dict[str, int]]) -> tuple[int, ...]:
    """Return where a row stands: totals first, then as the code lists are, not recorded last."""
    return tuple(
        -1 if key[name] == TOTAL else codes.get(key[name], len(codes))
        for name, codes in order.items()
    )


def list_of(edition: Edition, indicator: str, dimension: str) -> list[str]:
    """Return the codes of a dimension; of a category, those of the indicator's own list."""
    name = list_name(edition, indicator, dimension)
    return list(edition.about["indicators"]) if name == "indicator" else edition.codes(name)


def list_name(edition: Edition, indicator: str, dimension: str) -> str:
    """Return the code list of a dimension: of a category the indicator's own, if it names one."""
    if dimension != "category":
        return dimension
    return str(edition.about["indicators"][indicator].get("category") or dimension)


def in_words(edition: Edition, indicator: str, dimension: str, code: Any) -> str:
    """Return the label of a code."""
    if dimension == "category" and code in edition.about["indicators"]:
        return f"{code} {edition.indicator(code)}"
    if dimension == "category" and edition.about["indicators"][indicator]["measure"] == "mark":
        return edition.text("mainly_one_mark")
    return edition.label(list_name(edition, indicator, dimension), code)


def numbers(
    edition: Edition, indicator: str, key: dict[str, Any], years: list[int], shares: bool
) -> Iterator[tuple[str, float | int | str]]:
    """Yield heading and content of each number of a row."""
    for year in years:
        cell = edition.cell(indicator, year=year, **key)
        name = edition.text("number_in", year=edition.dated(year))
        yield name, marked(cell, cell.value)
        if shares:
            yield edition.text("percent_in", year=edition.dated(year)), marked(cell, cell.percent)


def marked(cell: Cell, number: float | int | None) -> float | int | str:
    """Return a cell's number, or the symbol of why there is none."""
    if cell.shown:
        return SYMBOLS["not_applicable"] if number is None else number
    return SYMBOLS.get(cell.status, SYMBOLS["not_applicable"])
