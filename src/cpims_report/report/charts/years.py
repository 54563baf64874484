"""Small multiples over the published years: one panel a quantity, all on one scale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from cpims_report.report.charts.columns import draw_columns, lighter
from cpims_report.report.charts.lettering import SMALL, TEXT, text_width, wrap
from cpims_report.report.charts.paper import NARROW, WIDE
from cpims_report.report.charts.style import palette
from cpims_report.report.edition import Edition

TALL, PLACE = 1.5, 0.44
"""Inches: a panel with its title and years, and what a year needs across at least."""


@dataclass(frozen=True)
class Followed:
    """One quantity over the years: the name of its colour, a row for each published year."""

    colour: str
    rows: pd.DataFrame
    topic: str


def follow(edition: Edition, indicator: str, colour: str, by: str = "", code: str = "") -> Followed:
    """Return an indicator over the published years, of one code of a breakdown if told.

    A year that did not publish it has a row without a number: not collected.
    """
    fixed: dict[str, Any] = {by: code} if by else {}
    table = edition.table(indicator, by=["year"], **fixed)
    missing = [year for year in edition.years if year not in set(table["year"])]
    absent = pd.DataFrame(
        {
            "year": missing,
            "year_label": [edition.dated(year) for year in missing],
            "status": "not_collected",
            "words": edition.symbol("not_collected"),
        }
    )
    rows = pd.concat([table, absent], ignore_index=True) if missing else table
    rows = rows.assign(code=rows["year"], label=rows["year_label"].astype(str))
    counts = [
        words if pd.isna(value) else edition.number(int(value))
        for value, words in zip(rows["value"], rows["words"], strict=True)
    ]
    rows = rows.assign(counts=counts).sort_values("year", ignore_index=True)
    return Followed(colour, rows, edition.indicator(indicator))


def draw_years(edition: Edition, panels: Mapping[str, Followed], narrow: bool) -> Figure:
    """Return a figure with a panel for each quantity, the latest year in full colour."""
    paper = NARROW if narrow else WIDE
    years = {year: "\n".join(wrap(edition.dated(year), 0, SMALL)) for year in edition.years}
    across = panels_across(len(panels), years.values(), paper)
    down = -(-len(panels) // across)
    lines = max(len(wrap(name, paper / across - 0.1, TEXT, "bold")) for name in panels)
    figure = Figure(figsize=(paper, down * (TALL + 0.15 * lines)))
    grid = figure.subplots(down, across, squeeze=False).flat
    top = max((each.rows["value"].fillna(0).max() for each in panels.values()), default=1.0) or 1.0
    for axes, (name, each) in zip(grid, panels.items(), strict=False):
        colour = palette()[each.colour]
        colours = [
            colour if year == edition.year else lighter(colour) for year in each.rows["year"]
        ]
        axes.set_title("\n".join(wrap(name, paper / across - 0.1, TEXT, "bold")), loc="left")
        draw_columns(
            axes,
            [years[y] for y in each.rows["year"]],
            each.rows,
            list(each.rows["counts"]),
            colours,
            each.topic,
            top,
        )
    return figure


def panels_across(panels: int, years: Iterable[str], paper: float) -> int:
    """Return how many panels stand side by side so that every number and label has room."""
    labels = list(years)
    words = [word for label in labels for word in label.split("\n")]
    place = max(PLACE, *(text_width(word, SMALL) + 0.06 for word in words))
    across = panels
    while across > 1 and paper / across / (len(labels) + 0.2) < place:
        across = (across + 1) // 2
    return across
