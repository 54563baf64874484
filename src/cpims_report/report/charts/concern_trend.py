"""The most frequent primary concerns over the published years, named at the end of each line."""

from __future__ import annotations

from collections.abc import Sequence

from cpims_report.report.cell import Cell
from cpims_report.report.charts.bars import draw_ranking
from cpims_report.report.charts.findings import NOTHING, shown_numbers
from cpims_report.report.charts.hanging import hang
from cpims_report.report.charts.lines import Line, draw_lines
from cpims_report.report.charts.marks import REST, Mark, amount_words, ranked, read_marks
from cpims_report.report.charts.messages import say
from cpims_report.report.charts.sheet import Sheet
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture
from cpims_report.report.ranking import name_in_text

MOST = 6
"""Lines that can be told apart."""


def concern_trend(edition: Edition) -> Picture:
    """Return `fig-concern-trend`: CN01, children by primary concern, the largest this year."""
    marks = [
        mark
        for mark in ranked(read_marks(edition, "CN01", "concern", "concerns"))
        if mark.shown and mark.id != REST
    ][:MOST]
    cells = {
        mark.id: {year: edition.cell("CN01", year=year, concern=mark.id) for year in edition.years}
        for mark in marks
    }
    alt = say(
        edition,
        "Lines of children supported by primary concern, {years}. In {year}: {numbers}.",
        years=edition.listed([edition.dated(year) for year in edition.years]),
        year=edition.plain(edition.year),
        numbers=shown_numbers(edition, marks, amount_words),
    )

    def draw(sheet: Sheet) -> float:
        if len(edition.years) == 1 or not marks:
            return draw_ranking(sheet, edition, marks) if marks else 0.0
        return draw_lines(sheet, edition, [Line(mark.label, cells[mark.id]) for mark in marks])

    notes = [
        say(
            edition,
            "Only the concerns with the largest numbers shown in {year}.",
            year=edition.plain(edition.year),
        )
    ]
    broken = any(cell.status == "suppressed" for each in cells.values() for cell in each.values())
    if broken:
        notes.append(say(edition, "A line is broken where a year\u2019s number is withheld."))
    return hang(edition, "concern-trend", draw, (finding(edition, marks, cells), alt), notes)


def finding(edition: Edition, marks: Sequence[Mark], cells: dict[str, dict[int, Cell]]) -> str:
    """Return which of the lines moved most since the year before, in children."""
    earlier = edition.years[:-1]
    if not marks:
        return say(edition, NOTHING)
    moved = [
        (abs(now.value - before.value), mark.id, before, now)
        for mark in marks
        if earlier
        and (before := cells[mark.id][earlier[-1]]).shown
        and before.value is not None
        and (now := cells[mark.id][edition.year]).value is not None
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
        before=amount_words(edition, before),
        since=edition.dated(earlier[-1]),
        now=amount_words(edition, now),
        year=edition.plain(edition.year),
    )
