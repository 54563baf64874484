"""From one stock to another, step by step: each flow drawn where the one before it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cpims_report.report.cell import Cell
from cpims_report.report.charts.columns import Column, draw_columns
from cpims_report.report.charts.lettering import SMALL, wrap
from cpims_report.report.charts.marks import amount_words
from cpims_report.report.charts.sheet import BAR, WIDTH, Sheet
from cpims_report.report.edition import Edition

TALL, ABOVE, FILLED = 1.9, 0.24, 0.62


@dataclass(frozen=True)
class Step:
    """One part of the bridge: name, sign of what is added (0 for a stock), colour and cell."""

    name: str
    sign: int
    colour: str
    cell: Cell

    @property
    def amount(self) -> int:
        """The step's own number with its sign; only for a shown cell."""
        return (self.sign or 1) * (self.cell.value or 0)


def draw_steps(sheet: Sheet, edition: Edition, steps: Sequence[Step]) -> float:
    """Draw a bridge where every number is shown, else columns: a bridge would show what is not."""
    whole = all(step.cell.shown for step in steps)
    return draw_bridge(sheet, edition, steps) if whole else draw_apart(sheet, edition, steps)


def step_words(edition: Edition, step: Step) -> str:
    """Return a flow with its sign, a stock without."""
    if step.cell.value is None or not step.cell.shown or not step.sign:
        return amount_words(edition, step.cell)
    return edition.signed(step.amount)


def levels(steps: Sequence[Step]) -> list[tuple[int, int]]:
    """Return from where to where each step goes; a stock starts at zero."""
    reached: list[tuple[int, int]] = []
    level = 0
    for step in steps:
        start = level if step.sign else 0
        level = start + step.amount
        reached.append((start, level))
    return reached


def draw_bridge(sheet: Sheet, edition: Edition, steps: Sequence[Step]) -> float:
    """Draw each flow where the one before it ended. Only for shown cells."""
    spans = levels(steps)
    unit, place = TALL / max(*(max(span) for span in spans), 1), WIDTH / len(steps)
    thick, foot = place * FILLED, ABOVE + TALL
    for number, (step, span) in enumerate(zip(steps, spans, strict=True)):
        middle, (low, high) = place * (number + 0.5), sorted(span)
        size = (thick, (high - low) * unit)
        sheet.box(middle - thick / 2, foot - high * unit, size, sheet.colours[step.colour], BAR)
        words = step_words(edition, step)
        sheet.write(middle, foot - high * unit - 0.1, words, "middle", fontweight="bold")
        if number < len(steps) - 1:
            ends = (middle + thick / 2, middle + place + thick / 2)
            sheet.rule([(x, foot - span[1] * unit) for x in ends], color=sheet.colours["muted"])
    names = [wrap(step.name, place, SMALL) for step in steps]
    for number, lines in enumerate(names):
        for line, words in enumerate(lines):
            sheet.small(place * (number + 0.5), foot + 0.13 + 0.16 * line, words, "middle")
    sheet.rule([(0, foot), (WIDTH, foot)], color=sheet.colours["neutral"])
    return foot + 0.13 + 0.16 * (max(map(len, names)) - 0.5)


def draw_apart(sheet: Sheet, edition: Edition, steps: Sequence[Step]) -> float:
    """Draw every number from the base line, whatever its sign."""
    columns = [
        Column(
            as_column(step.cell),
            step_words(edition, step),
            wrap(step.name, WIDTH / len(steps), SMALL),
            sheet.colours[step.colour],
        )
        for step in steps
    ]
    top = max((abs(s.cell.value or 0) for s in steps if s.cell.shown), default=0) or 1
    return draw_columns(sheet, columns, (0, ABOVE), (WIDTH, TALL), top)


def as_column(cell: Cell) -> Cell:
    """Return the cell with its number without sign: a column has no height below its foot."""
    value = None if cell.value is None else abs(cell.value)
    return Cell(value, cell.base, cell.percent, cell.status)
