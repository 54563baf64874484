"""Rows of an indicator crossed with sex or age: what most tables of the report are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cpims_report.report.cell import Cell
from cpims_report.report.tables.table import count, largest_first, share
from cpims_report.schema import TOTAL, UNKNOWN_CELL

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition


NO_SHARE = (UNKNOWN_CELL, TOTAL)
"""Rows without a percentage: shares are of what is recorded, which the caption gives."""


def one_way(edition: Edition, indicator: str, by: str) -> dict[str, Cell]:
    """Return the cells of a one-way breakdown by code, in the list's order, without `_U`."""
    return {
        code: edition.cell(indicator, **edition.at(by, code))
        for code in edition.codes(by)
        if edition.has(indicator, **edition.at(by, code))
    }


def ordered(edition: Edition, indicator: str, by: str) -> list[str]:
    """Return the codes largest first, `other` and then `_U` at the end where they are listed."""
    codes = [code for code in largest_first(one_way(edition, indicator, by)) if code != "other"]
    ends = (
        code for code in ("other", UNKNOWN_CELL) if edition.has(indicator, **edition.at(by, code))
    )
    return [*codes, *ends]


def used(edition: Edition, indicator: str, codes: Iterable[str], by: str) -> list[str]:
    """Return the codes that are not a published zero: an empty row tells nothing."""
    cells = {code: edition.cell(indicator, **edition.at(by, code)) for code in codes}
    return [code for code, cell in cells.items() if not (cell.shown and cell.value == 0)]


def by_sex(edition: Edition, indicator: str, by: str, code: str) -> list[str]:
    """Return girls, boys, all and the share of all, for one code of a breakdown."""
    at = edition.at(by, code)
    whole = edition.cell(indicator, **at)
    return [
        *(count(edition, edition.cell(indicator, sex=sex, **at)) for sex in ("F", "M")),
        count(edition, whole),
        blank(edition) if code in NO_SHARE else share(edition, whole),
    ]


def with_shares(edition: Edition, indicator: str, by: str, code: str) -> list[str]:
    """Return count and share of girls, of boys and of all, for one code of a breakdown."""
    at = edition.at(by, code)
    cells = [edition.cell(indicator, sex=sex, **at) for sex in ("F", "M", TOTAL)]
    return [
        written
        for cell in cells
        for written in (
            count(edition, cell),
            blank(edition) if code in NO_SHARE else share(edition, cell),
        )
    ]


def known_base(cells: Iterable[Cell]) -> int | None:
    """Return the base that the cells of one breakdown share, None where no cell shows it."""
    return next((cell.base for cell in cells if cell.shown and cell.base is not None), None)


def shares_of(edition: Edition, indicator: str, cells: Iterable[Cell]) -> str:
    """Return what shares are of, with the number, for a caption; empty where it is not shown."""
    base = known_base(cells)
    if base is None:
        return ""
    what = edition.indicator(indicator, "base")
    return edition.text("shares_of", what=what, base=edition.number(base))


def sexes(edition: Edition) -> list[str]:
    """Return the headings for `by_sex`."""
    return [edition.text(key) for key in ("girls", "boys", "all", "share")]


def sexes_with_shares(edition: Edition) -> list[str]:
    """Return the headings for `with_shares`."""
    keys = ("girls", "girls_percent", "boys", "boys_percent", "all", "all_percent")
    return [edition.text(key) for key in keys]


def blank(edition: Edition) -> str:
    """Return the mark of a share that cannot be: percentages are of what is recorded."""
    return edition.symbol("not_applicable")
