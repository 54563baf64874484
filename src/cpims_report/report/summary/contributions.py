"""By how many children each primary concern moved the total since last year."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from cpims_report.report.absent import Absent, needs
from cpims_report.report.charts.frames import named
from cpims_report.report.charts.paper import NARROW, WIDE
from cpims_report.report.charts.style import palette
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture

MOST = 8
TALL, NARROW_TALL = 2.5, 2.7


@needs("CL08")
def contributions(edition: Edition) -> Picture | Absent:
    """Return `fig-contributions`: CL08, change of the children supported by primary concern.

    The concerns that moved most, largest rise first; those whose change is withheld have no bar.
    """
    if not edition.compares:
        return Absent("")
    rows = moved_most(named(edition.table("CL08", by=["concern"], comparison="change")))
    if rows.empty:
        return Absent("")
    counts = [edition.signed(int(value)) for value in rows["value"]]

    def draw(narrow: bool) -> Figure:
        figure = Figure(figsize=(NARROW if narrow else WIDE, NARROW_TALL if narrow else TALL))
        axes = figure.subplots()
        rising, falling = palette()["primary"], palette()["neutral"]
        colours = [rising if value > 0 else falling for value in rows["value"]]
        bars = axes.barh(rows["label"], rows["value"], color=colours, height=0.66)
        axes.bar_label(bars, counts, padding=3)
        axes.axvline(0, color=palette()["ink"], linewidth=0.6)
        axes.invert_yaxis()
        axes.xaxis.set_visible(False)
        axes.margins(x=0.18)
        return figure

    words = {"since": edition.dated(edition.year - 1), "year": edition.plain(edition.year)}
    told = [
        edition.text("sum_moved_by", name=name, number=count)
        for name, count in zip(rows["label"], counts, strict=True)
    ]
    return edition.publish(
        draw,
        id="fig-contributions",
        finding=edition.text("sum_moved_most", name=most(rows), **words),
        alt=edition.text("sum_moved_alt", numbers=edition.listed(told), **words),
        measure=edition.text("sum_moved_measure", **words),
    )


def moved_most(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the shown rows that moved most, the largest rise first."""
    shown = rows[rows["value"].fillna(0).ne(0)]
    leading = shown.loc[
        shown["value"].abs().sort_values(ascending=False, kind="stable").index[:MOST]
    ]
    return leading.sort_values("value", ascending=False, kind="stable")


def most(rows: pd.DataFrame) -> str:
    """Return the name of the concern that moved most, up or down."""
    places = rows["value"].abs().to_numpy().argmax()
    return str(rows["label"].iloc[places])
