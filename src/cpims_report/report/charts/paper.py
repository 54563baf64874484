"""The paper of a figure: its width on page and phone, the subtitle above it, the notes below."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D

from cpims_report.report.charts.drawn import FURNITURE
from cpims_report.report.charts.lettering import NOTE, SMALL, leading, wrap
from cpims_report.report.charts.style import palette

WIDE, NARROW = 6.3, 358 / 96
"""Inches: the text width of an A4 page, and of a telephone of 390 pixels."""

EDGE = 0.04
"""Inches of paper left free around what is drawn."""


def lay_out(
    figure: Figure, width: float, measure: str, notes: Sequence[str], mirrored: bool
) -> None:
    """Give the figure its width, and room above and below for subtitle and notes; fix the layout.

    The height that the figure has is left to its axes.
    """
    above = wrap(measure, width - 2 * EDGE, SMALL) if measure else []
    below = [line for note in notes for line in wrap(note, width - 2 * EDGE, NOTE)]
    head = leading(SMALL) * len(above) + (0.08 if above else EDGE)
    foot = leading(NOTE) * len(below) + 0.12
    drawing = float(figure.get_figheight())
    height = drawing + head + foot
    figure.set_size_inches(width, height)
    if any(axes.get_in_layout() for axes in figure.axes):
        constrain(figure, (0, foot / height, 1, drawing / height))
    for axes in figure.axes:
        if not axes.get_in_layout():  # placed by hand: keeps its place within the drawing
            spot = axes.get_position()
            share = drawing / height
            axes.set_position(
                (spot.x0, foot / height + spot.y0 * share, spot.width, spot.height * share)
            )
    colours = palette()
    for number, line in enumerate(above):
        top = height - leading(SMALL) * (number + 0.75)
        write(figure, line, top / height, mirrored, size=SMALL, colour=colours["muted"])
    rule = Line2D(
        [EDGE / width, 1 - EDGE / width], [(foot - 0.05) / height] * 2, color=colours["grid"]
    )
    rule.set(linewidth=0.8, transform=figure.transFigure, gid=FURNITURE)
    figure.add_artist(rule)
    for number, line in enumerate(below):
        top = foot - 0.08 - leading(NOTE) * (number + 0.75)
        write(figure, line, top / height, mirrored, size=NOTE, colour=colours["muted"])


def constrain(figure: Figure, within: tuple[float, float, float, float]) -> None:
    """Let matplotlib find room for labels and titles once, and keep it."""
    engine = ConstrainedLayoutEngine(rect=within, w_pad=EDGE, h_pad=EDGE, wspace=0.05, hspace=0.04)
    engine.execute(figure)
    figure.set_layout_engine("none")


def write(
    figure: Figure, words: str, height: float, mirrored: bool, size: float, colour: str
) -> None:
    """Write one line on the paper from the side where reading starts."""
    side = EDGE / float(figure.get_figwidth())
    figure.text(
        1 - side if mirrored else side,
        height,
        words,
        ha="right" if mirrored else "left",
        va="baseline",
        fontsize=size,
        color=colour,
        gid=FURNITURE,
    )
