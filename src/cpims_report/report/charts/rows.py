"""Blocks of horizontal bars: label, one or two bars a row, numbers at their ends and beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cpims_report.report.charts.drawn import FURNITURE
from cpims_report.report.charts.lettering import NOTE, TEXT, leading, text_width, wrap, write
from cpims_report.report.charts.paper import EDGE, NARROW, WIDE
from cpims_report.report.charts.style import palette
from cpims_report.report.charts.withheld import MARK

ROW, BAR, PAIR = 0.215, 0.15, 0.135
"""Inches: a row of one bar, a bar, each bar of two."""

LABELS_AT_MOST, COLUMN, GAP, LIFT = 2.3, 0.62, 0.14, 0.04
SHORT = 1.15
"""Inches of labels that stand beside their bars on a narrow screen too."""


@dataclass(frozen=True)
class Series:
    """One colour of bars, or one column of words: a tidy frame in the order of the rows."""

    colour: str
    frame: pd.DataFrame
    words: Sequence[str]


@dataclass(frozen=True)
class Block:
    """Rows under one heading: `bars` are drawn, `columns` are written at the far side."""

    heading: str
    below: str
    labels: Sequence[str]
    bars: Mapping[str, Series]
    columns: Mapping[str, Series] = field(default_factory=dict)
    topic: str = ""
    by: str = "percent"
    breaks: Sequence[int] = ()


@dataclass(frozen=True)
class Measures:
    """Inches across: paper, column of labels, room for words after bars, columns."""

    paper: float
    labels: float
    words: float
    columns: float
    above: bool

    @property
    def axes(self) -> float:
        """Inches of the axes."""
        return self.paper - self.labels - 2 * EDGE

    @property
    def longest(self) -> float:
        """Inches of the longest bar."""
        beside = 0.0 if self.above else self.columns
        return self.axes - self.words - beside


def draw_rows(blocks: Sequence[Block], narrow: bool) -> Figure:
    """Return a figure with a panel for each block; blocks by percent share one scale.

    On a narrow screen long labels stand above their bars, which have the whole width.
    """
    blocks = [block for block in blocks if block.labels]
    measures = measured(blocks, narrow)
    heights = [height_of(block, measures) for block in blocks]
    whole = sum(heights) + GAP * max(len(blocks) - 1, 0) + 2 * EDGE
    figure = Figure(figsize=(measures.paper, whole))
    percents = [top(block) for block in blocks if block.by == "percent"]
    above = EDGE
    for block, high in zip(blocks, heights, strict=True):
        spot = (EDGE + measures.labels, whole - above - high, measures.axes, high)
        axes = figure.add_axes(
            (spot[0] / measures.paper, spot[1] / whole, spot[2] / measures.paper, spot[3] / whole)
        )
        axes.set_in_layout(False)
        shared = max(percents, default=1.0) if block.by == "percent" else top(block)
        draw_block(axes, block, measures, shared)
        above += high + GAP
    return figure


def top(block: Block) -> float:
    """Return the largest amount shown of a block, at least a little."""
    amounts = [series.frame[block.by].max() for series in block.bars.values()]
    return float(np.nanmax([*amounts, 0.0])) or 1.0


def measured(blocks: Sequence[Block], narrow: bool) -> Measures:
    """Return what the parts of a row take across, the same for all blocks of a figure."""
    paper = NARROW if narrow else WIDE
    labels = [
        text_width(line)
        for block in blocks
        for label in block.labels
        for line in wrap(label, LABELS_AT_MOST)
    ]
    above = narrow and max(labels, default=0.0) > SHORT
    words = [
        text_width(word) + (MARK if pd.isna(amount) else 0)
        for block in blocks
        for name, series in block.bars.items()
        for word, amount in zip(said(block, name), series.frame[block.by], strict=True)
    ]
    columns = max((len(block.columns) for block in blocks), default=0)
    wide = [
        text_width(word)
        for block in blocks
        for series in block.columns.values()
        for word in series.words
    ]
    column = max([COLUMN, *(each + 0.12 for each in wide)])
    return Measures(
        paper,
        0.0 if above else max(labels, default=0.0) + 0.12,
        max(words, default=0.0) + 0.14,
        column * columns,
        above,
    )


def height_of(block: Block, measures: Measures) -> float:
    """Return the inches of a block."""
    return head_of(block, measures) + places_of(block, measures)[1]


def head_of(block: Block, measures: Measures) -> float:
    """Return the inches of heading and what stands below it."""
    lines = wrap(block.below, measures.paper - 2 * EDGE, NOTE) if block.below else []
    headed = bool(block.heading or block.columns)
    return leading(TEXT) * headed + leading(NOTE) * len(lines) + 0.05 * headed


def places_of(block: Block, measures: Measures) -> tuple[list[float], float]:
    """Return the middle of the bars of each row below the head, in inches, and where they end."""
    thick = BAR if len(block.bars) == 1 else PAIR * len(block.bars) + 0.02
    places, below = [], 0.0
    for number, label in enumerate(block.labels):
        lines = len(label_lines(label, measures))
        below += 0.1 if number in block.breaks else 0.0
        if measures.above:
            places.append(below + leading(TEXT) * lines + LIFT + thick / 2)
            below += leading(TEXT) * lines + LIFT + thick + 0.08
        else:
            high = max(thick + ROW - BAR, leading(TEXT) * lines * 0.92 + 0.04)
            places.append(below + high / 2)
            below += high
    return places, below


def label_lines(label: str, measures: Measures) -> list[str]:
    """Return a label in the lines that it takes."""
    room = measures.axes - measures.columns - 0.05 if measures.above else LABELS_AT_MOST
    return wrap(label, room)


def draw_block(axes: Axes, block: Block, measures: Measures, highest: float) -> None:
    """Draw one block; a unit upright is an inch."""
    head = head_of(block, measures)
    places, end = places_of(block, measures)
    middles = [head + place for place in places]
    axes.set_ylim(head + end, 0)
    axes.set_xlim(0, highest * measures.axes / measures.longest)
    axes.xaxis.set_visible(False)
    axes.set_yticks(middles, ["\n".join(label_lines(label, measures)) for label in block.labels])
    axes.tick_params(labelleft=not measures.above)
    for text in axes.get_yticklabels():
        text.set_linespacing(1.0)
    count = len(block.bars)
    thick = BAR if count == 1 else PAIR
    for number, (name, series) in enumerate(block.bars.items()):
        shift = (number - (count - 1) / 2) * (thick + 0.01)
        ys = [middle + shift for middle in middles]
        axes.barh(
            ys,
            series.frame[block.by].replace(0, np.nan).to_numpy(float),
            thick,
            color=palette()[series.colour],
            label=name or block.topic or block.heading,
        )
        write_ends(axes, ys, series, said(block, name), block.by)
    foot = middles[-1] + (thick * count) / 2 + 0.03
    axes.plot(
        [0, 0],
        [middles[0] - thick * count / 2 - 0.03, foot],
        color=palette()["neutral"],
        linewidth=0.8,
        gid=FURNITURE,
    )
    if measures.above:
        write_above(axes, block, measures, middles, thick * count / 2)
    write_columns(axes, block, measures, middles, thick * count / 2)
    write_head(axes, block, measures)


def said(block: Block, name: str) -> list[str]:
    """Return the words at the ends of bars; the first one of several colours names its own."""
    words = list(block.bars[name].words)
    return [f"{name} {words[0]}", *words[1:]] if len(block.bars) > 1 else words


def write_ends(
    axes: Axes, ys: Sequence[float], series: Series, words_of: Sequence[str], by: str
) -> None:
    """Write the words of each bar at its end; beyond the mark where it has no length."""
    rows = zip(ys, series.frame[by], series.frame["status"], words_of, strict=True)
    for y, amount, status, words in rows:
        beyond = MARK * 72 if status == "suppressed" else 0
        write(
            axes,
            words,
            (0 if pd.isna(amount) else amount, y),
            4 + beyond,
            color=palette()["muted" if pd.isna(amount) else "ink"],
        )


def write_above(
    axes: Axes, block: Block, measures: Measures, middles: Sequence[float], half: float
) -> None:
    """Write the label of each row above its bars."""
    for label, middle in zip(block.labels, middles, strict=True):
        lines = label_lines(label, measures)
        for number, line in enumerate(lines):
            y = middle - half - leading(TEXT) * (len(lines) - number - 0.5) - LIFT
            write(axes, line, (0, y))


def write_columns(
    axes: Axes, block: Block, measures: Measures, middles: Sequence[float], half: float
) -> None:
    """Write the columns of words at the far side of the rows, in the colours of their names."""
    wide = measures.columns / max(len(block.columns), 1)
    up = half + leading(TEXT) / 2 + LIFT if measures.above else 0.0
    for number, (name, series) in enumerate(block.columns.items()):
        back = -(len(block.columns) - 1 - number) * wide * 72
        style: dict[str, Any] = {"xycoords": ("axes fraction", "data"), "ha": "right"}
        colour = palette()[series.colour]
        write(axes, name, (1, leading(TEXT) / 2), back, fontweight="bold", color=colour, **style)
        for middle, words, amount in zip(middles, series.words, series.frame["value"], strict=True):
            ink = palette()["muted" if pd.isna(amount) else "ink"]
            write(axes, words, (1, middle - up), back, color=ink, **style)


def write_head(axes: Axes, block: Block, measures: Measures) -> None:
    """Write heading and what the percentages are of."""
    left: dict[str, Any] = {"xycoords": ("axes fraction", "data")}
    back = -measures.labels * 72
    if block.heading:
        write(axes, block.heading, (0, leading(TEXT) / 2), back, fontweight="bold", **left)
    headed = leading(TEXT) * bool(block.heading or block.columns)
    lines = wrap(block.below, measures.paper - 2 * EDGE, NOTE) if block.below else []
    for number, line in enumerate(lines):
        y = headed + leading(NOTE) * (number + 0.5)
        write(axes, line, (0, y), back, NOTE, color=palette()["muted"], **left)
