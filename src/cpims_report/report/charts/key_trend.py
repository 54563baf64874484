"""Children supported, and cases new, closed and open, over the published years."""

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
    "CL01": "Children supported",
    "CL02": "New cases",
    "CL05": "Cases closed",
    "CL06": "Open at year end",
}


def key_trend(edition: Edition) -> Picture:
    """Return `fig-key-trend`: CL01 counts children, CL02, CL05 and CL06 count cases."""
    cells = {
        indicator: {year: edition.cell(indicator, year=year) for year in edition.years}
        for indicator in PANELS
    }

    def draw(sheet: Sheet) -> float:
        colours = {"CL01": sheet.colours["primary"]}
        series = [
            Series(
                say(edition, name),
                colours.get(indicator, sheet.colours["neutral"]),
                cells[indicator],
            )
            for indicator, name in PANELS.items()
        ]
        return draw_years(sheet, edition, series)

    withheld = any(c.status == "suppressed" for each in cells.values() for c in each.values())
    alt = say(
        edition,
        "Columns by year: {years}. In {year}: {numbers}.",
        years=edition.listed([edition.dated(year) for year in edition.years]),
        year=edition.plain(edition.year),
        numbers=enumerated(
            edition,
            (
                join(say(edition, name), amount_words(edition, cells[indicator][edition.year]))
                for indicator, name in PANELS.items()
            ),
        ),
    )
    note = say(edition, "Children are counted once; cases are counted at each member.")
    return hang(
        edition,
        "key-trend",
        draw,
        (finding(edition), alt),
        [note, *withheld_note(edition, withheld)],
    )


def finding(edition: Edition) -> str:
    """Return how children supported moved since the last published year, if both are shown."""
    now = edition.cell("CL01")
    earlier = edition.years[:-1]
    year = edition.plain(edition.year)
    if not now.shown or now.value is None:
        return say(edition, "Children supported, and cases new, closed and open, by year.")
    before = edition.cell("CL01", year=earlier[-1]) if earlier else None
    if before is None or not before.shown or before.value is None:
        message = "Members supported {now} in {year}."
        return say(edition, message, now=edition.counted(now, "child"), year=year)
    rose, fell = now.value > before.value, now.value < before.value
    return say(
        edition,
        "Children supported rose from {before} in {since} to {now} in {year}."
        if rose
        else "Children supported fell from {before} in {since} to {now} in {year}."
        if fell
        else "Members supported {now} in {year}, as many as in {since}.",
        before=edition.number(before.value),
        since=edition.dated(earlier[-1]),
        now=edition.number(now.value),
        year=year,
    )
