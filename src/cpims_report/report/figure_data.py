"""The sealed cells behind a figure or a table, as a file that a reader can take away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from cpims_report.report.tidy import SHOWN
from cpims_report.schema import CELL_COLUMNS, CELL_KEY

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition

FOLDER = Path("figures")
"""Where a chapter leaves what is drawn in it, and the data of it."""


def figure_data(edition: Edition) -> str:
    """Return as CSV the cells that were read since the last figure or table, "" where none were.

    Columns: `schema.CELL_COLUMNS`, as sealed; `symbol`, the mark that stands for a number that is
    not there; `indicator_name`. A cell that is withheld has no number here either.
    """
    keys = list(edition.asked)
    edition.asked.clear()
    if not keys:
        return ""
    asked = pd.DataFrame(keys, columns=list(CELL_KEY)).drop_duplicates()
    cells = pd.concat([each.cells for each in edition.sealed])
    found = asked.merge(cells, on=list(CELL_KEY), how="inner")[list(CELL_COLUMNS)]
    named = found.assign(
        symbol=["" if status in SHOWN else edition.symbol(status) for status in found["status"]],
        indicator_name=[edition.indicator(each) for each in found["indicator"]],
    )
    return named.to_csv(index=False, lineterminator="\n")


def anchor(indicator: str) -> str:
    """Return the id under which the definition of an indicator is found in the methodology."""
    return f"indicator-{indicator}"


def write_data(name: str, text: str) -> None:
    """Write the data of the figure or table `name` beside the drawings of the chapter.

    The mark at the file's beginning lets spreadsheets read Arabic names.
    """
    if text:
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{name}.csv").write_text(text, encoding="utf-8-sig", newline="")
