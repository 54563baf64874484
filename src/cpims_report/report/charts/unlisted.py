"""Every length that a figure draws is a published number, or the figure says how it was made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import PolyCollection, QuadMesh
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Wedge

from cpims_report.errors import DisclosureRefused, Problem
from cpims_report.report.charts.drawn import FURNITURE, read_back
from cpims_report.report.charts.names import Named, naming
from cpims_report.report.edition import Edition

FORMS = (Wedge, Polygon, PolyCollection, QuadMesh)
"""Shapes that matplotlib keeps without the numbers that they were made of."""

MOST_NAMED = 5


def refuse_unlisted(edition: Edition, figure: Figure, rows: Sequence[Named], derived: str) -> None:
    """Raise DisclosureRefused where a length is none of the numbers that the edition handed out.

    A number may stand as it is, rounded, as a part of one, or to the other side. What is `derived`
    from them is told below the figure instead. Of forms that cannot be read back none is let pass.
    """
    problems = [
        Problem(
            "FIG-FORM",
            "This form of drawing cannot be checked against the published numbers.",
            value=", ".join(sorted({type(each).__name__ for each in unreadable(figure)})),
            expected="bars, lines or points",
        )
    ] * any(True for _ in unreadable(figure))
    found = [] if derived else sorted(unlisted(figure, rows, read_numbers(edition)))
    if found:
        more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
        problems.append(
            Problem(
                "FIG-UNLISTED",
                "Bars or points have a length that is no published number of what they are named.",
                value="; ".join(found[:MOST_NAMED]) + more,
                expected="numbers of edition.table, as they are",
                action="Draw those, or say in derived= how yours were worked out from them.",
            )
        )
    if problems:
        raise DisclosureRefused("The figure shows what the sealed tables do not say.", problems)


def unreadable(figure: Figure) -> Iterator[Artist]:
    """Yield what is drawn of a form that cannot be read back."""
    for axes in figure.axes:
        for each in [*axes.patches, *axes.collections, *axes.images]:
            if each.get_gid() != FURNITURE and (isinstance(each, FORMS) or each in axes.images):
                yield each


def read_numbers(edition: Edition) -> list[float]:
    """Return the numbers of the cells that were read one by one since the last figure."""
    cells = (edition.sealed_cell(key) for key in edition.asked)
    return [
        float(number)
        for cell in cells
        if cell.shown
        for number in (cell.value, cell.base, cell.percent)
        if number is not None
    ]


def unlisted(figure: Figure, rows: Sequence[Named], more: Sequence[float]) -> Iterator[str]:
    """Yield the words of bars and points whose amount no cell shows that they name.

    Where the words name no cell any number will do. Of a line's points one side has the amounts,
    upwards or across; the other says where they stand.
    """
    anything = [number for row in rows if not row.withheld for number in row.numbers] + [*more]
    for _, drawn in groupby(read_back(figure), key=lambda each: (id(each.axes), id(each.line))):
        sides: dict[bool, set[str]] = {}
        for each in drawn:
            own = [number for row in naming(each, rows) for number in row.numbers]
            missing = sides.setdefault(each.upright or each.line is None, set())
            if not np.isnan(each.amount) and not listed(each.amount, own or anything):
                missing.add(" ".join(sorted(word for word in each.words if word[:1] not in "_")))
        yield from min(sides.values(), key=len)


def listed(amount: float, numbers: Sequence[float]) -> bool:
    """Return whether an amount is one of the numbers: as it is, rounded, or as a part of one."""
    known = np.abs(np.asarray(numbers, dtype=float))
    size = abs(amount)
    same = [np.isclose(known, size), np.isclose(known, size * 100), np.isclose(known.round(), size)]
    return size == 0 or bool(np.any(same))
