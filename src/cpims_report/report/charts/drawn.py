"""What a figure draws, read back from its artists: bars and points, their lengths and words.

A bar is known by the words around it: the label on its axis, the name of its series, the title of
its panel.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

FURNITURE = "furniture"
"""Id of what is drawn around the amounts: base lines, connections, notes."""


@dataclass(frozen=True)
class Drawn:
    """One bar, or one point of a line, with the amount that gives it its length.

    A point comes twice: with its amount upwards, and with the one across.
    """

    axes: Axes
    words: frozenset[str]
    amount: float
    bar: Rectangle | None = None
    upright: bool = True
    line: Artist | None = None

    @property
    def middle(self) -> float:
        """Where a bar stands on the axis of its names."""
        if self.bar is None:
            return float("nan")
        if self.upright:
            return float(self.bar.get_x() + self.bar.get_width() / 2)
        return float(self.bar.get_y() + self.bar.get_height() / 2)


def read_back(figure: Figure) -> Iterator[Drawn]:
    """Yield the bars and points of all panels of a figure."""
    for axes in figure.axes:
        for container in axes.containers:
            if isinstance(container, BarContainer):
                yield from bars(axes, container)
        yield from points(axes)


def bars(axes: Axes, container: BarContainer) -> Iterator[Drawn]:
    """Yield the bars of one series."""
    upright = container.orientation != "horizontal"
    axis = axes.xaxis if upright else axes.yaxis
    names = ticks(axis)
    around = {plain(str(container.get_label())), *titles(axes)}
    amounts = np.asarray(container.datavalues, dtype=float)
    for bar, amount in zip(container.patches, amounts, strict=True):
        middle = (
            bar.get_x() + bar.get_width() / 2 if upright else bar.get_y() + bar.get_height() / 2
        )
        yield Drawn(axes, frozenset(around | near(names, middle)), float(amount), bar, upright)


def points(axes: Axes) -> Iterator[Drawn]:
    """Yield the points of lines and clouds of one panel, each by both of its amounts."""
    across_names, up_names = ticks(axes.xaxis), ticks(axes.yaxis)
    series: list[tuple[Artist, Any]] = [
        (
            line,
            np.column_stack([np.asarray(each, dtype=float) for each in line.get_data()]),
        )
        for line in axes.get_lines()
        if line.get_gid() != FURNITURE and line.get_transform() == axes.transData
    ]
    series += [
        (
            cloud,
            np.ma.filled(np.ma.asarray(cloud.get_offsets(), dtype=float), np.nan),
        )
        for cloud in axes.collections
        if isinstance(cloud, PathCollection)
    ]
    for line, places in series:
        label = str(line.get_label())
        around = {"" if label.startswith("_") else plain(label), *titles(axes)}
        for x, y in places:
            above, beside = {*near(across_names, x), f"{x:g}"}, {*near(up_names, y), f"{y:g}"}
            yield Drawn(axes, frozenset(around | above), float(y), line=line)
            yield Drawn(axes, frozenset(around | beside), float(x), upright=False, line=line)


def ticks(axis: object) -> dict[float, str]:
    """Return the words on an axis by their place."""
    places = axis.get_majorticklocs()  # type: ignore[attr-defined]
    words = axis.get_major_formatter().format_ticks(places)  # type: ignore[attr-defined]
    return {float(place): plain(text) for place, text in zip(places, words, strict=True) if text}


def near(names: dict[float, str], place: float) -> set[str]:
    """Return the word that stands at a place: within half a row of it."""
    close = [name for name in names if abs(name - place) < 0.5]
    return {names[min(close, key=lambda name: abs(name - place))]} if close else set()


def texts(figure: Figure) -> Iterator[Text]:
    """Yield all words of a figure but those at ticks, which only drawing makes."""
    yield from figure.texts
    for axes in figure.axes:
        yield from axes.texts
        yield from (axes.title, axes._left_title, axes._right_title)  # type: ignore[attr-defined]
        yield from (axes.xaxis.label, axes.yaxis.label)
        legend = axes.get_legend()
        if legend is not None:
            yield from (legend.get_title(), *legend.get_texts())


def titles(axes: Axes) -> set[str]:
    """Return the titles of a panel."""
    return {plain(axes.get_title(side)) for side in ("left", "center", "right")} - {""}


def plain(words: str) -> str:
    """Return words without line ends and marks of direction."""
    return " ".join(words.replace("\u200f", "").replace("\u2067", "").replace("\u2069", "").split())
