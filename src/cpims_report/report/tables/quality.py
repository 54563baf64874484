"""How good the records are, and how much of the tables is withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpims_report.report.absent import needs
from cpims_report.report.tables.method import FAMILIES, family_of
from cpims_report.report.tables.table import Table, bold, count, table

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition


@needs("DQ04")
def things_found(edition: Edition) -> Table:
    """Return what was found in the files, by what was done about it (DQ04)."""
    rows = [
        [edition.label("severity", code), count(edition, edition.cell("DQ04", category=code))]
        for code in edition.codes("severity")
        if edition.has("DQ04", category=code)
    ]
    headings = [edition.text("done"), edition.text("times")]
    return table(edition, "things-found", edition.text("topic_found"), headings, rows)


@needs("DQ06")
def cells_withheld(edition: Edition) -> Table:
    """Return how many cells are withheld, by group of indicators (DQ06)."""
    listed = {
        indicator: edition.cell("DQ06", category=indicator)
        for indicator in edition.about["indicators"]
        if edition.has("DQ06", category=indicator)
    }
    sums = {
        family: [
            (cell.value or 0, cell.base or 0)
            for indicator, cell in listed.items()
            if family_of(indicator) == family and cell.shown
        ]
        for family in FAMILIES
    }
    totals = {
        family: (sum(v for v, _ in pairs), sum(b for _, b in pairs))
        for family, pairs in sums.items()
        if pairs
    }
    rows = [
        withheld_row(edition, edition.text(f"family_{name}"), *of) for name, of in totals.items()
    ]
    hidden, cells = withheld(edition)
    headings = [edition.text(key) for key in ("family", "withheld", "cells", "share")]
    finding = edition.text("topic_withheld")
    if cells:
        finding = edition.text(
            "finding_withheld", percent=edition.percent(100 * hidden / cells), topic=finding
        )
    total = bold(withheld_row(edition, edition.text("total"), hidden, cells))
    return table(edition, "cells-withheld", finding, headings, [*rows, total])


def withheld(edition: Edition) -> tuple[int, int]:
    """Return how many cells of the public tables are withheld, and of how many (DQ06)."""
    counted = [
        cell
        for indicator in edition.about["indicators"]
        if edition.has("DQ06", category=indicator)
        and (cell := edition.cell("DQ06", category=indicator)).shown
    ]
    return sum(cell.value or 0 for cell in counted), sum(cell.base or 0 for cell in counted)


def withheld_row(edition: Edition, name: str, hidden: int, cells: int) -> list[str]:
    """Return one row: withheld cells, all cells, and the share of them."""
    part = edition.percent(100 * hidden / cells) if cells else edition.symbol("not_applicable")
    return [name, edition.number(hidden), edition.number(cells), part]
