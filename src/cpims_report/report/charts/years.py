"""Small multiples over the published years: one panel a quantity, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cpims_report.report.cell import Cell
from cpims_report.report.charts.columns import Column, draw_columns
from cpims_report.report.charts.lettering import SMALL, TEXT, leading, text_width, wrap
from cpims_report.report.charts.marks import amount_words
from cpims_report.report.charts.sheet import WIDTH, Sheet
from cpims_report.report.edition import Edition

BETWEEN, TALL = 0.28, 1.2
PLACE_AT_LEAST = 0.44
"""Inches that a year needs so that its number does not touch its neighbour's."""


@dataclass(frozen=True)
class Series:
    """One quantity over the years: its name, its colour and the cell of each year."""

    name: str
    colour: str
    cells: dict[int, Cell]


def draw_years(sheet: Sheet, edition: Edition, series: Sequence[Series]) -> float:
    """Draw a panel for each series, the latest year in full colour, and return the height used."""
    years = edition.years
    values = [c.value for each in series for c in each.cells.values() if c.shown and c.value]
    top = max(values, default=1)
    labels = {year: wrap(edition.dated(year), 0, SMALL) for year in years}
    widest = max(text_width(words, SMALL) for lines in labels.values() for words in lines)
    across = panels_across(len(series), len(years), widest)
    width = (WIDTH - BETWEEN * (across - 1)) / across
    titles = [wrap(each.name, width, TEXT, "bold") for each in series]
    above = max(len(lines) for lines in titles) * leading(TEXT) + 0.28
    bottom = row_top = 0.0
    for number, (each, lines) in enumerate(zip(series, titles, strict=True)):
        row, place = divmod(number, across)
        if row and not place:
            row_top = bottom + 0.12
        left = place * (width + BETWEEN)
        for line, words in enumerate(lines):
            sheet.write(left, row_top + leading(TEXT) * (line + 0.5), words, fontweight="bold")
        columns = [
            Column(
                each.cells[year],
                amount_words(edition, each.cells[year]),
                labels[year],
                each.colour if year == edition.year else lighter(each.colour),
            )
            for year in years
        ]
        bottom = draw_columns(sheet, columns, (left, row_top + above), (width, TALL), top)
    return bottom


def panels_across(panels: int, years: int, label: float = 0.0) -> int:
    """Return how many panels stand side by side so that every number and label has room."""
    place = max(PLACE_AT_LEAST, label + 0.06)
    across = panels
    while across > 1 and (WIDTH - BETWEEN * (across - 1)) / across / years < place:
        across = (across + 1) // 2
    return across


def lighter(colour: str, part: float = 0.5) -> str:
    """Return the colour mixed with white, `part` of it left."""
    channels = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(255 - part * (255 - channel)):02x}" for channel in channels)
