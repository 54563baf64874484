"""Rows of horizontal bars under one to three headings: label, bar, number at the bar's end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cpims_report.report.cell import Cell
from cpims_report.report.charts.lettering import TEXT, leading, text_width, wrap
from cpims_report.report.charts.marks import Mark, full_words
from cpims_report.report.charts.sheet import BAR, WIDTH, Sheet
from cpims_report.report.edition import Edition

ROW, THICKNESS = 0.25, 0.165
LABELS_AT_MOST = 2.15
"""Inches of the column of labels; longer ones take two lines."""

BETWEEN, BREAK = 0.14, 0.12
"""Inches between two strips, and before a row that opens a group."""

MARK = 0.26
"""Inches of the mark of a withheld cell, whatever its number."""


@dataclass(frozen=True)
class Strip:
    """One column of bars: a heading, a colour, and for each row its cell, amount and words.

    An amount is None where there is nothing to draw; it is never that of a withheld cell.
    """

    heading: str
    colour: str
    cells: Sequence[Cell]
    amounts: Sequence[float | None]
    words: Sequence[str]


def draw_bars(
    sheet: Sheet, labels: Sequence[str], strips: Sequence[Strip], breaks: Collection[int] = ()
) -> float:
    """Draw the rows and return the height used. `breaks` are rows with a gap before them.

    All strips share one scale, set by the largest amount shown.
    """
    column = min(max(text_width(label) for label in labels), LABELS_AT_MOST) + 0.12
    lines = [wrap(label, LABELS_AT_MOST) for label in labels]
    room = [max(text_width(words) for words in strip.words) + 0.12 for strip in strips]
    longest = (WIDTH - column - sum(room) - BETWEEN * (len(strips) - 1)) / len(strips)
    amounts = [amount for strip in strips for amount in strip.amounts if amount]
    unit = longest / max(amounts, default=1)
    first = leading(TEXT) + 0.06 if any(strip.heading for strip in strips) else 0.0
    places = row_places(lines, first, breaks)
    left = column
    for strip, space in zip(strips, room, strict=True):
        sheet.write(left, leading(TEXT) / 2, strip.heading, fontweight="bold", color=strip.colour)
        draw_strip(sheet, strip, left, places, unit)
        foot = [(left, first), (left, places[-1] + ROW / 2)]
        sheet.rule(foot, color=sheet.colours["neutral"])
        left += longest + space + BETWEEN
    for each, place in zip(lines, places, strict=True):
        sheet.write_lines(column - 0.1, place, each, "end")
    return places[-1] + ROW / 2


def row_places(
    lines: Sequence[Sequence[str]], first: float, breaks: Collection[int] = ()
) -> list[float]:
    """Return the middle of each row; a row is as high as its label needs."""
    places, top = [], first
    for row, label in enumerate(lines):
        top += BREAK if row in breaks else 0
        height = ROW + (len(label) - 1) * leading(TEXT) * 0.6
        places.append(top + height / 2)
        top += height
    return places


def draw_strip(
    sheet: Sheet, strip: Strip, left: float, places: Sequence[float], unit: float
) -> None:
    """Draw the bars of one strip from `left` on; a withheld cell has a mark and no length."""
    rows = zip(strip.cells, strip.amounts, strip.words, places, strict=True)
    for cell, amount, words, place in rows:
        corner, end = place - THICKNESS / 2, left
        if cell.status == "suppressed":
            sheet.hatch(left, corner, (MARK, THICKNESS))
            end += MARK
        elif cell.shown and amount:
            sheet.box(left, corner, (amount * unit, THICKNESS), strip.colour, BAR)
            end += amount * unit
        colour = sheet.colours["ink" if cell.shown else "muted"]
        sheet.write(end + 0.06, place, words, color=colour)


def draw_ranking(sheet: Sheet, edition: Edition, marks: Sequence[Mark]) -> float:
    """Draw one bar a mark with number and share, in the order given; return the height used."""
    strip = Strip(
        heading="",
        colour=sheet.colours["primary"],
        cells=[mark.cell for mark in marks],
        amounts=[mark.amount if mark.shown else None for mark in marks],
        words=[full_words(edition, mark.cell) for mark in marks],
    )
    return draw_bars(sheet, [mark.label for mark in marks], [strip])
