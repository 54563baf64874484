"""From one stock to another, step by step: each flow drawn where the one before it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from cpims_report.report.cell import Cell
from cpims_report.report.charts.columns import ABOVE
from cpims_report.report.charts.drawn import FURNITURE
from cpims_report.report.charts.findings import amount, enumerated, join
from cpims_report.report.charts.lettering import SMALL, wrap
from cpims_report.report.charts.messages import say
from cpims_report.report.charts.paper import NARROW, WIDE
from cpims_report.report.charts.style import palette
from cpims_report.report.charts.withheld import MARK
from cpims_report.report.edition import Edition
from cpims_report.report.tidy import cells_of

TALL, FILLED = 2.0, 0.62


@dataclass(frozen=True)
class Step:
    """One part of the bridge: name, sign of what is added (0 for a stock), colour, its one row."""

    name: str
    sign: int
    colour: str
    row: pd.DataFrame
    topic: str = ""

    @property
    def cell(self) -> Cell:
        """The step's sealed cell."""
        return next(cells_of(self.row))

    @property
    def amount(self) -> int:
        """The step's own number with its sign; only for a shown cell."""
        return (self.sign or 1) * (self.cell.value or 0)


def step_words(edition: Edition, step: Step) -> str:
    """Return a flow with its sign, a stock without."""
    if step.cell.value is None or not step.cell.shown or not step.sign:
        return amount(edition, step.cell, share=False)
    return edition.signed(step.amount)


def told_steps(edition: Edition, steps: Sequence[Step]) -> str:
    """Return every step with its number."""
    hidden = {"suppressed": say(edition, "withheld")}
    return enumerated(
        edition,
        (
            join(step.name, hidden.get(step.cell.status) or step_words(edition, step))
            for step in steps
        ),
    )


def levels(steps: Sequence[Step]) -> list[tuple[int, int]]:
    """Return from where to where each step goes; a stock starts at zero.

    Where a number is not shown every step starts at zero: a bridge would tell what is not said.
    """
    whole = all(step.cell.shown for step in steps)
    reached: list[tuple[int, int]] = []
    level = 0
    for step in steps:
        start = level if step.sign and whole else 0
        level = start + (step.amount if whole else abs(step.amount))
        reached.append((start, level))
    return reached


def draw_steps(edition: Edition, steps: Sequence[Step], narrow: bool) -> Figure:
    """Return a bridge where every number is shown, else columns from one base line."""
    paper = NARROW if narrow else WIDE
    figure = Figure(figsize=(paper, TALL))
    axes = figure.subplots()
    spans = levels(steps)
    whole = all(step.cell.shown for step in steps)
    for place, (step, span) in enumerate(zip(steps, spans, strict=True)):
        low, high = sorted(span)
        axes.bar(
            [place],
            [high - low if step.cell.shown else float("nan")],
            FILLED,
            bottom=low,
            color=palette()[step.colour],
            label=step.topic or str(step.row["category_label"].iloc[0]),
        )
        beyond = MARK * 72 if step.cell.status == "suppressed" else 0
        axes.annotate(
            step_words(edition, step),
            (place, high),
            xytext=(0, 3 + beyond),
            textcoords="offset points",
            ha="center",
            va="baseline",
            fontsize=SMALL if narrow else None,
            fontweight="bold",
        ).set_in_layout(False)
        if whole and place < len(steps) - 1:
            ends = [place + FILLED / 2, place + 1 - FILLED / 2]
            axes.plot(ends, [span[1]] * 2, color=palette()["muted"], linewidth=0.8, gid=FURNITURE)
    room = paper / len(steps) - 0.08
    axes.set_xticks(
        range(len(steps)),
        ["\n".join(wrap(step.name, room, SMALL)) for step in steps],
        linespacing=1,
    )
    axes.set_xlim(-0.5, len(steps) - 0.5)
    axes.set_ylim(0, ABOVE * max(*(max(span) for span in spans), 1))
    axes.yaxis.set_visible(False)
    axes.axhline(0, color=palette()["neutral"], linewidth=0.8, gid=FURNITURE)
    return figure
