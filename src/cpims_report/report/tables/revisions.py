"""What an earlier edition published with other numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cpims_report.report.absent import Absent
from cpims_report.report.tables.table import Table, count, table
from cpims_report.schema import DIMENSIONS, TOTAL

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition


def revisions(edition: Edition) -> Table | Absent:
    """Return by year and indicator how many numbers were revised, and the totals, was and now."""
    changed = pd.concat([edition.revisions(year) for year in edition.years])
    if changed.empty:
        return Absent(edition.text("no_revisions"))
    rows = [
        revised_row(edition, indicator, year, cells)
        for year in edition.years
        for indicator, cells in of_year(changed, year)
    ]
    keys = ("indicator", "year", "revised_numbers", "was", "now")
    finding = edition.text("topic_revisions", number=edition.number(len(changed)))
    headings = [edition.text(key) for key in keys]
    return table(edition, "revisions", finding, headings, rows)


def of_year(changed: pd.DataFrame, year: int) -> list[tuple[str, pd.DataFrame]]:
    """Return the revised cells of one year by indicator."""
    ours = changed[changed["year"].astype(int) == year]
    return [(str(name), cells) for name, cells in ours.groupby("indicator", sort=True)]


def revised_row(edition: Edition, indicator: str, year: int, cells: pd.DataFrame) -> list[str]:
    """Return one indicator in one year; its total only where the total was revised."""
    known = indicator in edition.about["indicators"]
    total = cells.loc[(cells[list(DIMENSIONS)] == TOTAL).all(axis=1), "value"].dropna()
    blank = edition.symbol("not_applicable")
    was, now = (
        (edition.number(int(total.iloc[0])), count(edition, edition.cell(indicator, year=year)))
        if len(total)
        else (blank, blank)
    )
    name = f"{edition.indicator(indicator)} ({indicator})" if known else indicator
    return [name, edition.dated(year), edition.number(len(cells)), was, now]
