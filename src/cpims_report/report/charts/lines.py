"""Lines over years with names and numbers at their ends, moved apart so that none overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cpims_report.report.cell import Cell
from cpims_report.report.charts.lettering import SMALL, TEXT, leading, text_width, wrap
from cpims_report.report.charts.marks import amount_words
from cpims_report.report.charts.sheet import WIDTH, Sheet
from cpims_report.report.edition import Edition

TALL, GAP = 2.7, 0.3
LOOKS = (
    ("primary", "o"),
    ("accent", "s"),
    ("unaccompanied", "D"),
    ("separated", "^"),
    ("muted", "v"),
    ("ink", "P"),
)
"""Colour and shape of each line in turn: shapes tell them apart in grey print."""


@dataclass(frozen=True)
class Line:
    """One quantity over the years."""

    name: str
    cells: dict[int, Cell]


def draw_lines(sheet: Sheet, edition: Edition, lines: Sequence[Line]) -> float:
    """Draw up to six lines from zero upward and return the height used."""
    years = edition.years
    top = max(cell.value or 0 for line in lines for cell in line.cells.values() if cell.shown) or 1
    first, last = years[0], years[-1]
    names = [f"{line.name} {amount_words(edition, line.cells[last])}" for line in lines]
    before = max(text_width(amount_words(edition, line.cells[first])) for line in lines)
    left, right = before + GAP, WIDTH - max(map(text_width, names)) - GAP
    foot = TALL + 0.05
    across = {year: left + (right - left) * (year - first) / (last - first) for year in years}
    for year, x in across.items():
        sheet.rule([(x, 0.05), (x, foot)])
        for number, words in enumerate(wrap(edition.dated(year), 0, SMALL)):
            sheet.small(x, foot + 0.13 + number * leading(SMALL), words, "middle")
    sheet.rule([(left, foot), (right, foot)], color=sheet.colours["neutral"])
    paths = [
        {
            year: foot - TALL * (cell.value or 0) / top
            for year, cell in line.cells.items()
            if cell.shown
        }
        for line in lines
    ]
    for path, (colour, shape) in zip(paths, LOOKS, strict=False):
        draw_path(sheet, years, across, path, sheet.colours[colour], shape)
    write_ends(sheet, across[last], 1, [path.get(last) for path in paths], names, foot)
    starts = [amount_words(edition, line.cells[first]) for line in lines]
    write_ends(sheet, across[first], -1, [path.get(first) for path in paths], starts, foot)
    deepest = max(len(wrap(edition.dated(year), 0, SMALL)) for year in years)
    return foot + 0.2 + (deepest - 1) * leading(SMALL)


def draw_path(
    sheet: Sheet,
    years: Sequence[int],
    across: dict[int, float],
    path: dict[int, float],
    colour: str,
    shape: str,
) -> None:
    """Draw a line between neighbouring years that both have a number, and a sign at each number."""
    for start, end in pairwise(years):
        if start in path and end in path:
            points = [(across[start], path[start]), (across[end], path[end])]
            sheet.rule(points, color=colour, linewidth=2)
    for year, y in path.items():
        sheet.rule([(across[year], y)], color=colour, marker=shape, markersize=6, linestyle="none")


def write_ends(
    sheet: Sheet,
    x: float,
    side: int,
    places: Sequence[float | None],
    words: Sequence[str],
    foot: float,
) -> None:
    """Write words beside the ends of lines, in the order of the ends, with a thin line to each."""
    ends = sorted(
        (place, text) for place, text in zip(places, words, strict=True) if place is not None
    )
    apart = spread([place for place, _ in ends], leading(TEXT), foot)
    for (place, text), moved in zip(ends, apart, strict=True):
        sheet.rule(
            [(x + side * 0.08, place), (x + side * (GAP - 0.07), moved)],
            color=sheet.colours["neutral"],
        )
        sheet.write(x + side * (GAP - 0.03), moved, text, "start" if side > 0 else "end")


def spread(places: Sequence[float], distance: float, limit: float) -> list[float]:
    """Return ascending places moved down until they are `distance` apart, none beyond `limit`."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + distance) if moved else place)
    for number in reversed(range(len(moved))):
        moved[number] = min(moved[number], limit)
        limit = moved[number] - distance
    return moved
