"""Unaccompanied and separated children over the published years."""

from __future__ import annotations

from cpims_report.report.cell import Cell
from cpims_report.report.charts.findings import amount, each_told
from cpims_report.report.charts.messages import say
from cpims_report.report.charts.years import draw_years, follow
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture

STATUSES = ("unaccompanied", "separated")
"""Ids of the separation statuses that are drawn; the palette's colours have the same names."""


def separated_trend(edition: Edition) -> Picture:
    """Return `fig-separated-trend`: UA01, children supported in each published year."""
    panels = {
        edition.label("protection_status", status): follow(
            edition, "UA01", status, "protection_status", status
        )
        for status in STATUSES
    }
    cells = {
        status: {year: edition.cell("UA01", year=year, category=status) for year in edition.years}
        for status in STATUSES
    }
    told = each_told(edition, {name: each.rows for name, each in panels.items()}, share=False)
    return edition.publish(
        lambda narrow: draw_years(edition, panels, narrow),
        id="fig-separated-trend",
        finding=trend_finding(edition, cells),
        alt=say(edition, "Columns by year. {numbers}.", numbers=told),
        measure=say(edition, "Children supported"),
    )


def trend_finding(edition: Edition, cells: dict[str, dict[int, Cell]]) -> str:
    """Return both numbers of this year, and of the year before where all four are shown."""
    now = {status: cells[status][edition.year] for status in STATUSES}
    if not all(cell.shown for cell in now.values()):
        return say(edition, "Unaccompanied and separated children supported, by year.")
    values = {status: amount(edition, cell, share=False) for status, cell in now.items()}
    values["year"] = edition.plain(edition.year)
    earlier = edition.years[:-1]
    before = {status: cells[status][earlier[-1]] for status in STATUSES} if earlier else {}
    if before and all(cell.shown for cell in before.values()):
        return say(
            edition,
            "Unaccompanied children: {unaccompanied} in {year}, {unaccompanied_before} in {since}; "
            "separated children: {separated}, {separated_before}.",
            **values,
            since=edition.dated(earlier[-1]),
            **{
                f"{status}_before": amount(edition, cell, share=False)
                for status, cell in before.items()
            },
        )
    return say(
        edition,
        "Unaccompanied children in {year}: {unaccompanied}; separated children: {separated}.",
        **values,
    )
