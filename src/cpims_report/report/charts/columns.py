"""Upright bars on one base line: a number above each, a name below."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from cpims_report.report.charts.drawn import FURNITURE
from cpims_report.report.charts.lettering import SMALL
from cpims_report.report.charts.style import palette
from cpims_report.report.charts.withheld import MARK

ABOVE = 1.16
"""The axis as a multiple of the largest number: room for what is written above it."""


def draw_columns(
    axes: Axes,
    names: Sequence[str],
    frame: pd.DataFrame,
    words: Sequence[str],
    colours: Sequence[str],
    label: str = "",
    top: float | None = None,
) -> None:
    """Draw a column for each row of the frame; a withheld one has no height, and is marked."""
    amounts = frame["value"].to_numpy(float)
    places = range(len(frame))
    axes.bar(places, np.where(amounts == 0, np.nan, amounts), 0.7, color=list(colours), label=label)
    axes.set_xticks(places, list(names), linespacing=0.9)
    axes.yaxis.set_visible(False)
    axes.set_xlim(-0.55, len(frame) - 0.45)
    axes.set_ylim(0, ABOVE * (top or float(np.nanmax([*amounts, 0])) or 1.0))
    axes.axhline(0, color=palette()["neutral"], linewidth=0.8, gid=FURNITURE)
    for place, amount, status, word in zip(places, amounts, frame["status"], words, strict=True):
        beyond = MARK * 72 if status == "suppressed" else 0
        axes.annotate(
            word,
            (place, 0 if np.isnan(amount) else amount),
            xytext=(0, 3 + beyond),
            textcoords="offset points",
            ha="center",
            va="baseline",
            fontsize=SMALL,
            color=palette()["muted" if np.isnan(amount) else "ink"],
        ).set_in_layout(False)


def lighter(colour: str, part: float = 0.5) -> str:
    """Return the colour mixed with white, `part` of it left."""
    channels = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(255 - part * (255 - channel)):02x}" for channel in channels)
