"""The year's focus over the years: recorded at all, as primary concern, and in new cases."""

from __future__ import annotations

from cpims_report.report.charts.findings import enumerated, join
from cpims_report.report.charts.hanging import hang, withheld_note
from cpims_report.report.charts.marks import amount_words
from cpims_report.report.charts.messages import say
from cpims_report.report.charts.sheet import Sheet
from cpims_report.report.charts.years import Series, draw_years
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture

PANELS = {
    "CN02": ("Recorded at all", "primary"),
    "CN01": ("Primary concern", "accent"),
    "CL02": ("New cases", "neutral"),
}
"""What is followed: name and colour."""


def focus_trend(edition: Edition) -> Picture:
    """Return `fig-focus-trend`: children with the focus, and new cases for it, by year."""
    concern = edition.focus
    cells = {
        indicator: {
            year: edition.cell(indicator, year=year, concern=concern) for year in edition.years
        }
        for indicator in PANELS
        if edition.has(indicator, concern=concern)
    }
    now = [(say(edition, PANELS[each][0]), years[edition.year]) for each, years in cells.items()]
    words = {
        "concern": edition.label("concern", concern),
        "year": edition.plain(edition.year),
        "numbers": enumerated(
            edition, (join(name, amount_words(edition, cell)) for name, cell in now)
        ),
    }

    def draw(sheet: Sheet) -> float:
        series = [
            Series(say(edition, name), sheet.colours[colour], cells[indicator])
            for indicator, (name, colour) in PANELS.items()
            if indicator in cells
        ]
        return draw_years(sheet, edition, series)

    shown = any(cell.shown for _, cell in now)
    finding = "{concern} in {year}: {numbers}." if shown else "{concern}, by year."
    withheld = any(c.status == "suppressed" for each in cells.values() for c in each.values())
    return hang(
        edition,
        "focus-trend",
        draw,
        (
            say(edition, finding, **words),
            say(edition, "Columns by year, {concern}. In {year}: {numbers}.", **words),
        ),
        [
            say(edition, "The first two panels count children, the last cases by primary concern."),
            *withheld_note(edition, withheld),
        ],
    )
