"""A row of upright bars on one base line: a number above each, a name below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cpims_report.report.cell import Cell
from cpims_report.report.charts.lettering import SMALL, leading
from cpims_report.report.charts.sheet import BAR, Sheet

MARK = 0.24
"""Inches of the height of the mark of a withheld cell, whatever its number."""

FILLED, THICK = 0.68, 0.62
"""Part of a column's place that its bar takes, and the inches that it takes at most."""


@dataclass(frozen=True)
class Column:
    """One bar: its cell, the words above and the lines below, its colour."""

    cell: Cell
    words: str
    below: Sequence[str]
    colour: str


def draw_columns(
    sheet: Sheet,
    columns: Sequence[Column],
    corner: tuple[float, float],
    size: tuple[float, float],
    top: float,
) -> float:
    """Draw the columns into a box and return where the lines below them end.

    `corner` and `size` are of the bars' box in inches; `top` is the amount as high as the box.
    """
    (left, above), (width, height) = corner, size
    foot, step = above + height, width / len(columns)
    for number, column in enumerate(columns):
        middle, thick = left + step * (number + 0.5), min(step * FILLED, THICK)
        tall = 0.0
        if column.cell.status == "suppressed":
            tall = MARK
            sheet.hatch(middle - thick / 2, foot - tall, (thick, tall))
        elif column.cell.shown and column.cell.value:
            tall = height * column.cell.value / top
            sheet.box(middle - thick / 2, foot - tall, (thick, tall), column.colour, BAR)
        colour = sheet.colours["ink" if column.cell.shown else "muted"]
        sheet.write(middle, foot - tall - 0.1, column.words, "middle", fontsize=SMALL, color=colour)
        for line, words in enumerate(column.below):
            sheet.small(middle, foot + 0.12 + line * leading(SMALL), words, "middle")
    sheet.rule([(left, foot), (left + width, foot)], color=sheet.colours["neutral"])
    deepest = max(len(column.below) for column in columns)
    return foot + 0.12 + (deepest - 0.5) * leading(SMALL)
