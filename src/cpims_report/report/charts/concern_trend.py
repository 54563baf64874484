"""The most frequent primary concerns over the published years, a panel each."""

from __future__ import annotations

from matplotlib.figure import Figure

from cpims_report.report.cell import Cell
from cpims_report.report.charts.findings import NOTHING, amount, each_told
from cpims_report.report.charts.frames import REST, named, ranked
from cpims_report.report.charts.messages import say
from cpims_report.report.charts.rows import Block, Series, draw_rows
from cpims_report.report.charts.years import draw_years, follow
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture
from cpims_report.report.ranking import name_in_text

MOST = 6
"""Panels that stand on one page."""


def concern_trend(edition: Edition) -> Picture:
    """Return `fig-concern-trend`: CN01, children by primary concern, the largest this year."""
    now = ranked(named(edition.table("CN01", by=["concern"])))
    first = now[now["value"].notna() & now["code"].ne(REST)].head(MOST)
    codes = list(first["code"])
    panels = {
        label: follow(edition, "CN01", "primary", "concern", code)
        for code, label in zip(codes, first["label"], strict=True)
    }
    cells = {
        code: {year: edition.cell("CN01", year=year, concern=code) for year in edition.years}
        for code in codes
    }

    def draw(narrow: bool) -> Figure:
        if len(edition.years) == 1 or not codes:
            bars = {"": Series("primary", first, list(first["words"]))}
            return draw_rows([Block("", "", list(first["label"]), bars, by="value")], narrow)
        return draw_years(edition, panels, narrow)

    notes = [
        say(
            edition,
            "Only the concerns with the largest numbers shown in {year}.",
            year=edition.plain(edition.year),
        )
    ]
    return edition.publish(
        draw,
        id="fig-concern-trend",
        finding=finding(edition, cells),
        alt=say(
            edition,
            "Columns by year. {numbers}.",
            numbers=each_told(edition, {name: each.rows for name, each in panels.items()}, False),
        ),
        measure=say(edition, "Children supported, by primary concern"),
        notes=notes,
    )


def finding(edition: Edition, cells: dict[str, dict[int, Cell]]) -> str:
    """Return which of the lines moved most since the year before, in children."""
    earlier = edition.years[:-1]
    if not cells:
        return say(edition, NOTHING)
    moved = [
        (abs(now.value - before.value), concern, before, now)
        for concern, years in cells.items()
        if earlier
        and (before := years[earlier[-1]]).shown
        and before.value is not None
        and (now := years[edition.year]).value is not None
    ]
    widest = max((distance for distance, *_ in moved), default=0)
    leaders = [each for each in moved if each[0] == widest]
    if not widest or len(leaders) > 1:
        return say(edition, "Children supported by primary concern, for the largest numbers shown.")
    _, concern, before, now = leaders[0]
    return say(
        edition,
        "Of the concerns drawn, {label} changed most: {before} in {since}, {now} in {year}.",
        label=name_in_text(edition, "concern", concern),
        before=amount(edition, before, share=False),
        since=edition.dated(earlier[-1]),
        now=amount(edition, now, share=False),
        year=edition.plain(edition.year),
    )
