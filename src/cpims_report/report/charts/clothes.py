"""The house style for a figure that was made outside of it: quiet axes, one colour language."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from cpims_report.report.charts.drawn import plain
from cpims_report.report.charts.style import SERIES, palette
from cpims_report.report.edition import Edition

MEANINGS = {
    ("sex", "F"): "girls_bar",
    ("sex", "M"): "boys_bar",
    ("protection_status", "unaccompanied"): "unaccompanied_bar",
    ("protection_status", "separated"): "separated_bar",
}
"""Codes that have a colour of their own through the book."""


def clothe(edition: Edition, figure: Figure) -> None:
    """Take frames and ticks away, and put house colours where matplotlib's own were left.

    A series that is named after a code with a colour of its own has it; a colour that the author
    chose stays.
    """
    known = {
        plain(edition.label(name, code)): colour
        for (name, code), colour in MEANINGS.items()
        if name in edition.about["code_lists"]
    }
    defaults = [to_hex(each) for each in mpl.rcParamsDefault["axes.prop_cycle"].by_key()["color"]]
    colours = palette()
    for axes in figure.axes:
        for side in ("top", "right", "bottom", "left"):
            axes.spines[side].set_visible(False)
        axes.tick_params(length=0, which="both")
        legend = axes.get_legend()
        if legend is not None:
            legend.set_frame_on(False)
        for artist, label in series(axes):
            old = colour_of(artist)
            if old in defaults:
                new = known.get(label, SERIES[defaults.index(old) % len(SERIES)])
                artist.set(color=colours[new])


def colour_of(artist: Any) -> str:
    """Return the colour of a bar, a line or a cloud of points."""
    if isinstance(artist, Line2D):
        return str(to_hex(artist.get_color()))
    colour: Any = artist.get_facecolor() if isinstance(artist, Patch | PathCollection) else "none"
    return str(to_hex(colour[0] if isinstance(artist, PathCollection) else colour))


def series(axes: Axes) -> list[tuple[Artist, str]]:
    """Return what is coloured in a panel, with the name of its series; a legend's signs too."""
    found: list[tuple[Artist, str]] = [
        (bar, plain(str(group.get_label())))
        for group in axes.containers
        if isinstance(group, BarContainer)
        for bar in group
    ]
    found += [(line, plain(str(line.get_label()))) for line in axes.get_lines()]
    found += [
        (cloud, plain(str(cloud.get_label())))
        for cloud in axes.collections
        if isinstance(cloud, PathCollection) and len(cloud.get_facecolor()) == 1
    ]
    legend = axes.get_legend()
    if legend is not None:
        texts = [plain(text.get_text()) for text in legend.get_texts()]
        found += list(
            zip([sign for sign in legend.legend_handles if sign is not None], texts, strict=False)
        )
    return found
