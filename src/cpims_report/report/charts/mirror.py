"""The same figure for a language that is read from the right: only words stay words."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text

SIDES: dict[str, Any] = {"left": "right", "right": "left", "center": "center"}
RIGHT_TO_LEFT = "\u200f"
"""Invisible mark: what stands between two of them is ordered from the right."""

START, END = "\u2067", "\u2069"
"""Marks around a line that holds Latin letters too."""

FRACTIONS = ("figure fraction", "axes fraction", "subfigure fraction")


def mirror(figure: Figure) -> None:
    """Turn a figure around: axes grow to the left, labels and panels change sides."""
    for axes in figure.axes:
        turn_axes(axes)
        for text in axes.texts:
            turn_text(text)
        mirror_title(axes)
        if not axes.get_in_layout():
            spot = axes.get_position()
            axes.set_position((1 - spot.x1, spot.y0, spot.width, spot.height))
    change_sides(figure)


def turn_axes(axes: Axes) -> None:
    """Let amounts and years of one panel grow to the left."""
    axes.invert_xaxis()
    axes.yaxis.tick_right()
    axes.yaxis.set_tick_params(right=False, left=False)
    axes.yaxis.set_label_position("right")


def turn_text(text: Text) -> None:
    """Let a text stand on the other side of its point."""
    text.set_horizontalalignment(SIDES[text.get_horizontalalignment()])
    if not isinstance(text, Annotation):
        return
    if text.anncoords == "offset points":
        text.xyann = (-text.xyann[0], text.xyann[1])
    coordinates = text.xycoords if isinstance(text.xycoords, tuple) else (text.xycoords,) * 2
    if coordinates[0] in FRACTIONS:
        text.xy = (1 - text.xy[0], text.xy[1])


def mirror_title(axes: Axes) -> None:
    """Move a title from the left to the right."""
    title = axes.get_title("left")
    if title:
        axes.set_title("", loc="left")
        axes.set_title(title, loc="right")


def change_sides(figure: Figure) -> None:
    """Let panels side by side follow each other from the right."""
    for axes in figure.axes:
        spot = axes.get_subplotspec()
        if spot is None or not axes.get_in_layout():
            continue
        grid = spot.get_gridspec()
        columns = range(spot.colspan.start, spot.colspan.stop)
        last = grid.ncols - 1
        turned = slice(last - max(columns), last - min(columns) + 1)
        axes.set_subplotspec(grid[spot.rowspan.start : spot.rowspan.stop, turned])


def ordered(words: str) -> str:
    """Return a line with the marks that keep its order from the right, whatever stands in it."""
    if not words.strip() or (words.strip().isalnum() and (words.isascii() or words.isdigit())):
        return words  # one number or symbol has no order to keep
    lines = words.split("\n")
    mixed = any(character.isascii() and character.isalpha() for character in words)
    before, after = (START, END) if mixed else (RIGHT_TO_LEFT, RIGHT_TO_LEFT)
    return "\n".join(f"{before}{line}{after}" for line in lines)
