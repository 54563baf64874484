"""How wide words are, and where they break. Measured in the current style, in inches."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

TEXT, SMALL, NOTE = 9.5, 8.5, 8.0
"""Points at the width of the page: what is read first, second, and below the chart."""

CAPITALS = 0.36
"""Half the height of a capital letter, in units of the type's size: what centres a line."""

DOTS, UNIT = 144, 10
"""Dots an inch at which words are measured, and in type of how many points: the type of drawings
is not hinted, so widths grow with its size."""

LEADING = 1.36
"""Distance of two lines, in units of their size."""


def leading(size: float = TEXT) -> float:
    """Return the distance of two lines of this size in inches."""
    return size * LEADING / 72


def write(
    axes: Axes,
    words: str,
    place: tuple[float, float],
    across: float = 0.0,
    size: float = TEXT,
    drop: float = 0.0,
    **style: Any,
) -> None:
    """Write one line centred at the height of `place`; takes no room in the layout.

    It stands `across` points beside the place and `drop` points below it.
    """
    axes.annotate(
        words,
        place,
        xytext=(across, -CAPITALS * size - drop),
        textcoords="offset points",
        va="baseline",
        fontsize=size,
        annotation_clip=False,
        **style,
    ).set_in_layout(False)


def text_width(words: str, size: float = TEXT, weight: str = "normal") -> float:
    """Return the width of one line: of its words and the blanks between them."""
    families = tuple(mpl.rcParams["font.family"])
    parts = words.split(" ")
    blank = measured("n n", weight, families) - 2 * measured("n", weight, families)
    wide = sum(measured(part, weight, families) for part in parts if part)
    return (wide + blank * (len(parts) - 1)) * size


@lru_cache(maxsize=4096)
def measured(word: str, weight: str, families: tuple[str, ...]) -> float:
    """Return the width of one word in type of one point. Remembered: words come up again."""
    font = FontProperties(family=list(families), size=UNIT, weight=weight)
    width, _, _ = rule().get_text_width_height_descent(  # type: ignore[no-untyped-call]
        word, font, ismath=False
    )
    return float(width) / DOTS / UNIT


@lru_cache(maxsize=1)
def rule() -> RendererAgg:
    """Return what lines are measured with."""
    return RendererAgg(8, 8, DOTS)  # type: ignore[no-untyped-call]


def wrap(words: str, width: float, size: float = TEXT, weight: str = "normal") -> list[str]:
    """Return the text broken between words into lines no wider than `width`."""
    lines: list[str] = []
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
