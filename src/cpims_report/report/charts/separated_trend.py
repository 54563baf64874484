"""Unaccompanied and separated children over the published years."""

from __future__ import annotations

from cpims_report.report.cell import Cell
from cpims_report.report.charts.findings import enumerated, join
from cpims_report.report.charts.hanging import hang, withheld_note
from cpims_report.report.charts.marks import amount_words
from cpims_report.report.charts.messages import say
from cpims_report.report.charts.sheet import Sheet
from cpims_report.report.charts.years import Series, draw_years
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture

STATUSES = ("unaccompanied", "separated")
"""Ids of the separation statuses that are drawn; the palette's colours have the same names."""


def separated_trend(edition: Edition) -> Picture:
    """Return `fig-separated-trend`: UA01, children supported in each published year."""
    cells = {
        status: {year: edition.cell("UA01", year=year, category=status) for year in edition.years}
        for status in STATUSES
    }

    def draw(sheet: Sheet) -> float:
        series = [
            Series(edition.label("protection_status", status), sheet.colours[status], cells[status])
            for status in STATUSES
        ]
        return draw_years(sheet, edition, series)

    alt = say(
        edition,
        "Columns by year: {numbers}.",
        numbers=enumerated(
            edition,
            (
                join(
                    f"{edition.label('protection_status', status)} {edition.dated(year)}",
                    say(edition, "withheld")
                    if cell.status == "suppressed"
                    else amount_words(edition, cell),
                )
                for status in STATUSES
                for year, cell in cells[status].items()
            ),
        ),
    )
    withheld = any(c.status == "suppressed" for each in cells.values() for c in each.values())
    return hang(
        edition,
        "separated-trend",
        draw,
        (trend_finding(edition, cells), alt),
        withheld_note(edition, withheld),
    )


def trend_finding(edition: Edition, cells: dict[str, dict[int, Cell]]) -> str:
    """Return both numbers of this year, and of the year before where all four are shown."""
    now = {status: cells[status][edition.year] for status in STATUSES}
    if not all(cell.shown for cell in now.values()):
        return say(edition, "Unaccompanied and separated children supported, by year.")
    values = {status: amount_words(edition, cell) for status, cell in now.items()}
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
            **{f"{status}_before": amount_words(edition, cell) for status, cell in before.items()},
        )
    return say(
        edition,
        "Unaccompanied children in {year}: {unaccompanied}; separated children: {separated}.",
        **values,
    )
