"""The headline numbers: tiles for the eye, a table for the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpims_report.report.change import between, in_table, in_words
from cpims_report.report.shown import Shown
from cpims_report.report.tables.table import Table, count, count_in, table
from cpims_report.report.unexplained import HEADLINES
from cpims_report.report.words import unit

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition

YEARS_SHOWN = 3
"""As many years as fit a portrait page beside name, unit and change."""


@dataclass(frozen=True)
class Tiles(Shown):
    """The headline numbers as a list that HTML sets as tiles."""

    markdown: str


def tiles(edition: Edition) -> Tiles:
    """Return the headline numbers with their change since last year, and the caveat below."""
    items = "\n".join(tile(edition, indicator) for indicator in HEADLINES)
    caveat = f"[{edition.source_line} {edition.caveat}]{{.key-caveat}}"
    return Tiles(f"::: {{.key-figures}}\n{items}\n\n{caveat}\n:::")


def tile(edition: Edition, indicator: str) -> str:
    """Return one number as a list item of three spans: value, label, change."""
    value = f"[{count(edition, edition.cell(indicator))}]{{.key-value}}"
    label = f"[{edition.indicator(indicator)}]{{.key-label}}"
    if edition.last_year is None:
        return f"- {value} {label}"
    change = between(edition, indicator)
    if not change.now.collected:
        return f"- {value} {label} [{edition.text('uncollected')}]{{.key-change}}"
    if not change.shown:
        return f"- {value} {label} [{in_words(change, edition)}]{{.key-change}}"
    moved = edition.text(
        "tile_change",
        amount=in_table(change, edition),
        since=edition.dated(edition.last_year),
    )
    return f"- {value} {label} [{moved}]{{.key-change}}"


def newest_first(edition: Edition) -> tuple[int, ...]:
    """Return the years that a table shows, this year's first."""
    return edition.years[-YEARS_SHOWN:][::-1]


def key_figures(edition: Edition) -> Table:
    """Return children and cases of the last years, newest first, the change beside it."""
    newest, *earlier = newest_first(edition)
    since = edition.last_year
    headings = [
        edition.text("key_figure"),
        edition.text("unit"),
        edition.dated(newest),
        *([edition.text("change_on", since=edition.dated(since))] if since else []),
        *(edition.dated(year) for year in earlier),
    ]
    rows = [
        [
            edition.indicator(indicator),
            unit(edition.about["indicators"][indicator]["unit"], edition.language),
            count_in(edition, indicator, newest),
            *([in_table(between(edition, indicator), edition)] if since else []),
            *(count_in(edition, indicator, year) for year in earlier),
        ]
        for indicator in HEADLINES
    ]
    children = edition.counted(edition.cell("CL01"), "child")
    finding = edition.text("finding_key", children=children, year=edition.plain(edition.year))
    return table(edition, "key-figures", finding, headings, rows, words=2)
