"""No suppressed geometry: what is withheld has a mark of fixed size and no length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Annotation, Text
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from cpims_report.errors import DisclosureRefused, Problem
from cpims_report.report.charts.drawn import Drawn, bars, plain, read_back, texts
from cpims_report.report.charts.messages import to_say
from cpims_report.report.charts.names import Named, candidates, published
from cpims_report.report.charts.style import palette
from cpims_report.report.edition import Edition

MARK = 0.26
"""Inches of the mark of a withheld cell, whatever its number."""

WITHHELD = to_say("withheld")


def refuse_geometry(figure: Figure, rows: Sequence[Named]) -> None:
    """Raise DisclosureRefused where a bar or a point has a length and its cell is withheld.

    A length that a published cell of the same words has is that cell's.
    """
    problems = [
        Problem(
            "FIG-VALUE",
            "A withheld cell was given a number.",
            value=", ".join(sorted(row.labels)),
            action="Leave NaN where edition.table has it.",
        )
        for row in rows
        if row.withheld and not np.isnan(row.numbers).all()
    ]
    for drawn in read_back(figure):
        if np.isnan(drawn.amount):
            continue
        near, shown = candidates(drawn, rows), published(drawn, rows)
        if any(row.withheld for row in near) and not np.isclose(shown, drawn.amount).any():
            problems.append(
                Problem(
                    "FIG-WITHHELD",
                    "A bar or a point is drawn for a cell that is withheld.",
                    value=", ".join(sorted(drawn.words - {""})),
                    expected="no length: NaN, as edition.table has it",
                    action="Do not fill or estimate withheld cells; publish marks them by itself.",
                )
            )
    if problems:
        raise DisclosureRefused("The figure would show what is withheld.", problems)


def open_gaps(figure: Figure, rows: Sequence[Named]) -> None:
    """Make gaps again of withheld bars that pandas drew as zero, as `DataFrame.plot.bar` does."""
    for axes in figure.axes:
        for container in axes.containers:
            if not isinstance(container, BarContainer):
                continue
            amounts = np.asarray(container.datavalues, dtype=float)
            for place, drawn in enumerate(bars(axes, container)):
                gap = any(row.withheld for row in candidates(drawn, rows))
                if drawn.amount == 0 and gap and not np.isclose(published(drawn, rows), 0).any():
                    amounts[place] = np.nan
                    container.patches[place].set(**{"height" if drawn.upright else "width": np.nan})
                    for text in [text for text in axes.texts if belongs(text, drawn)]:
                        text.remove()
            container.datavalues = amounts


def belongs(text: Text, drawn: Drawn) -> bool:
    """Return whether a text stands at a bar."""
    spot = text.xy if isinstance(text, Annotation) else text.get_position()
    return bool(abs(spot[0 if drawn.upright else 1] - drawn.middle) < 0.01)


def shows_withheld(edition: Edition, figure: Figure, rows: Sequence[Named]) -> bool:
    """Return whether a bar or point of the figure is withheld, or its words say so."""
    symbol = edition.symbol("suppressed")
    if any(plain(text.get_text()) == symbol for text in texts(figure)):
        return True
    without = (each for each in read_back(figure) if np.isnan(each.amount))
    return any(row.withheld for each in without for row in candidates(each, rows) or rows)


def mark(figure: Figure, rows: Sequence[Named]) -> None:
    """Draw the mark wherever a bar's cell is withheld. A line has none: it is broken there."""
    for drawn in [each for each in read_back(figure) if each.bar is not None]:
        absent = [row for row in candidates(drawn, rows) if row.symbol]
        if not np.isnan(drawn.amount) or not absent:
            continue
        if absent[0].withheld:
            hatch(drawn)
        write_symbol(drawn, absent[0].symbol, MARK * 72 if absent[0].withheld else 0)


def hatch(drawn: Drawn) -> None:
    """Draw the hatched mark at the foot of a bar."""
    bar, axes, colours = drawn.bar, drawn.axes, palette()
    assert bar is not None
    data: Any = axes.transData
    inches = axes.figure.dpi_scale_trans + ScaledTranslation(0, 0, data)
    shape: tuple[tuple[float, float], float, float]
    if drawn.upright:
        shape = ((bar.get_x(), 0), bar.get_width(), MARK)
        transform = blended_transform_factory(axes.transData, inches)
    else:
        width = -MARK if axes.xaxis_inverted() else MARK
        shape = ((0, bar.get_y()), width, bar.get_height())
        transform = blended_transform_factory(inches, axes.transData)
    patch = Rectangle(
        *shape,
        facecolor=colours["suppressed"],
        edgecolor=colours["suppressed_hatch"],
        hatch="//////",
        linewidth=0,
        transform=transform,
        gid=WITHHELD,
        clip_on=False,
    )
    patch.set_in_layout(False)
    axes.add_artist(patch)


def write_symbol(drawn: Drawn, symbol: str, beyond: float) -> None:
    """Write the symbol of a cell beside its mark, unless the chart has written it already."""
    bar, axes = drawn.bar, drawn.axes
    assert bar is not None
    if any(plain(text.get_text()) == symbol and belongs(text, drawn) for text in axes.texts):
        return
    middle = drawn.middle
    turned = axes.xaxis_inverted()
    axes.annotate(
        symbol,
        (middle, 0) if drawn.upright else (0, middle),
        xytext=(0, beyond + 2) if drawn.upright else ((-1 if turned else 1) * (beyond + 4), 0),
        textcoords="offset points",
        ha="center" if drawn.upright else "right" if turned else "left",
        va="bottom" if drawn.upright else "center",
        color=palette()["muted"],
    )
