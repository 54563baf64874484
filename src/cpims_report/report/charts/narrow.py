"""An ordinary figure on a telephone: panels below each other, long labels on several lines."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec

from cpims_report.report.charts.lettering import SMALL, leading, wrap
from cpims_report.report.charts.paper import NARROW

LABELS = 0.36
"""Part of the width that labels of rows may take."""


def narrow(figure: Figure) -> None:
    """Stack the panels of a figure, and break the labels of its rows."""
    spots = [axes.get_subplotspec() for axes in figure.axes]
    columns = max((spot.get_gridspec().ncols for spot in spots if spot is not None), default=1)
    if columns > 1 and all(spot is not None for spot in spots):
        rows = len(figure.axes)
        grid = GridSpec(rows, 1, figure=figure)
        figure.set_figheight(float(figure.get_figheight()) * columns)
        for number, axes in enumerate(figure.axes):
            axes.set_subplotspec(grid[number])
            axes.tick_params(labelleft=not axes.xaxis_inverted(), labelright=axes.xaxis_inverted())
    for axes in figure.axes:
        places = axes.get_yticks()
        labels = axes.yaxis.get_major_formatter().format_ticks(list(places))
        if any(any(letter.isalpha() for letter in label) for label in labels):
            broken = [wrap(label, NARROW * LABELS, SMALL) for label in labels]
            axes.set_yticks(places, ["\n".join(lines) for lines in broken], fontsize=SMALL)
            needed = 1.15 * leading(SMALL) * max(map(len, broken)) * len(broken)
            figure.set_figheight(max(float(figure.get_figheight()), needed))
