"""New cases by month: twelve columns in the order of the year."""

from __future__ import annotations

from matplotlib.figure import Figure

from cpims_report.report import numerals
from cpims_report.report.charts.columns import draw_columns
from cpims_report.report.charts.findings import leader, measured, told
from cpims_report.report.charts.frames import named
from cpims_report.report.charts.messages import say, to_say
from cpims_report.report.charts.paper import NARROW, WIDE
from cpims_report.report.charts.style import palette
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture

TALL = 1.6


def months(edition: Edition) -> Picture:
    """Return `fig-months`: CL02, cases whose first spell was opened in the month."""
    rows = named(edition.table("CL02", by=["month"]))
    counts = [
        symbol or edition.number(int(value))
        for value, symbol in zip(rows["value"].fillna(0), rows["symbol"], strict=True)
    ]

    def draw(narrow: bool) -> Figure:
        figure = Figure(figsize=(NARROW if narrow else WIDE, TALL))
        names = [short_month(edition, code, narrow) for code in rows["code"]]
        colours = [palette()["primary"]] * len(rows)
        draw_columns(figure.subplots(), names, rows, counts, colours)
        return figure

    return edition.publish(
        draw,
        id="fig-months",
        finding=leader(
            edition,
            rows,
            "case",
            to_say("{label} had the largest number of new cases: {number}."),
            to_say("Largest number of new cases among the months shown: {label}, {number}."),
        ),
        alt=say(
            edition,
            "Columns of new cases in {year} by month: {numbers}.",
            year=edition.plain(edition.year),
            numbers=told(edition, rows, share=False),
        ),
        measure=measured(edition, say(edition, "New cases by month of opening")),
    )


def short_month(edition: Edition, code: str, narrow: bool) -> str:
    """Return the month's short name; on a narrow screen its number where it has two words."""
    names = numerals.locale(edition.language).months["format"]["abbreviated"]
    name = str(names[int(code)])
    if narrow:
        return (
            name[:3] if all(len(each) < 5 for each in names.values()) else edition.plain(int(code))
        )
    return name.replace(" ", "\n")
