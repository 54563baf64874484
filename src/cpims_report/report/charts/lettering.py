"""How wide words are, and where they break. Measured in the current style, in inches."""

from __future__ import annotations

from functools import lru_cache

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

TEXT, SMALL, NOTE = 9.5, 8.5, 8.0
"""Points at the width of the page: what is read first, second, and below the chart."""

LEADING = 1.36
"""Distance of two lines, in units of their size."""


def leading(size: float = TEXT) -> float:
    """Return the distance of two lines of this size in inches."""
    return size * LEADING / 72


def text_width(words: str, size: float = TEXT, weight: str = "normal") -> float:
    """Return the width of one line."""
    return measured(words, size, weight, tuple(mpl.rcParams["font.family"]))


@lru_cache(maxsize=4096)
def measured(words: str, size: float, weight: str, families: tuple[str, ...]) -> float:
    """Return the width of one line in these families. Remembered: words come up again."""
    figure = Figure()
    FigureCanvasAgg(figure)
    drawn = figure.text(0, 0, words, fontsize=size, fontweight=weight, fontfamily=families)
    return float(drawn.get_window_extent().width) / figure.dpi


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
