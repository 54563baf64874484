"""Numbers that prose works out from several sealed cells: sums, last year's, cells withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpims_report.report.cell import Cell

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition

CELLS_WITHHELD = "DQ06"


def together(*cells: Cell) -> Cell:
    """Return the sum of published counts; the first cell that has none instead of it."""
    missing = [cell for cell in cells if not cell.shown]
    if missing:
        return missing[0]
    return Cell(sum(cell.value or 0 for cell in cells), None, None, "published")


def previous(edition: Edition, indicator: str, **dimensions: str) -> Cell:
    """Return the cell as last year's edition published it."""
    return edition.cell(indicator, year=edition.year - 1, **dimensions)


def still(edition: Edition) -> bool:
    """Return True where it is published that no member joined or left since last year."""
    moved = [edition.cell("CL08", category=code) for code in ("joined", "left")]
    return all(cell.shown and cell.value == 0 for cell in moved)


def withheld(edition: Edition, *indicators: str) -> str:
    """Return a sentence: how many cells of indicators whose ids begin so are withheld.

    Counts cells, not children. Empty where the edition does not publish how many.
    """
    if not edition.publishes(CELLS_WITHHELD):
        return ""
    cells_of_all = edition.sealed[-1].cells
    table = cells_of_all[
        cells_of_all["indicator"].eq(CELLS_WITHHELD)
        & cells_of_all["category"].str.startswith(indicators or ("",))
        & cells_of_all["base"].notna()
    ]
    hidden, cells = int(table["value"].sum()), int(table["base"].sum())
    if not cells:
        return ""
    key = {0: "none_withheld", 1: "withheld_one"}.get(hidden, "withheld_cells")
    key = key if indicators else "withheld_in_all"
    return edition.text(key, hidden=edition.number(hidden), cells=edition.number(cells))
