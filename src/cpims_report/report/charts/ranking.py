"""One breakdown as a ranking: a bar for each code, with number and share at its end."""

from __future__ import annotations

from cpims_report.report.charts.findings import base_note, leader, measured, told
from cpims_report.report.charts.frames import named, ranked
from cpims_report.report.charts.messages import say
from cpims_report.report.charts.rows import Block, Series, draw_rows
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture
from cpims_report.schema import UNKNOWN_CELL


def ranking(
    edition: Edition,
    name: str,
    cells: tuple[str, str],
    unit: str,
    *,
    measure: str,
    sole: str,
    among: str,
    alt: str,
) -> Picture:
    """Return the figure `fig-<name>` of one indicator by one breakdown, both named in `cells`."""
    indicator, by = cells
    rows = ranked(named(edition.table(indicator, by=[by])))
    unknown = edition.cell(indicator, **edition.at(by, UNKNOWN_CELL))
    bars = {"": Series("primary", rows, list(rows["words"]))}
    block = Block("", "", list(rows["label"]), bars, by="value")
    year = edition.plain(edition.year)
    return edition.publish(
        lambda narrow: draw_rows([block], narrow),
        id=f"fig-{name}",
        finding=leader(edition, rows, unit, sole, among),
        alt=say(edition, alt, year=year, numbers=told(edition, rows)),
        measure=measured(edition, say(edition, measure)),
        notes=[base_note(edition, indicator, rows, unknown)],
    )
