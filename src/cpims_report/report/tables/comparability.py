"""What stands between one year's figures and the next: members, records left out, projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cpims_report.report.absent import Absent, needs
from cpims_report.report.cell import Cell
from cpims_report.report.ranking import name_in_text
from cpims_report.report.tables.profile import INDENT
from cpims_report.report.tables.table import Table, bold, count, table
from cpims_report.schema import TOTAL

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition

COMPARED = (28, 9, 9, 9, 18, 9, 18)
"""Relative widths: headings of two words need more room than their numbers."""

ALL, PANEL = ("current", "change", "previous"), ("current_panel", "growth", "previous_panel")


@needs("CL08")
def change_by_group(edition: Edition) -> Table | Absent:
    """Return this year, the change and last year by region and primary concern (CL08).

    Three columns count all members, three the members of both years.
    """
    if not edition.compares:
        return Absent("")
    since, year = edition.dated(edition.year - 1), edition.plain(edition.year)
    headings = [
        edition.text("group"),
        edition.text("all_members_in", year=year),
        edition.text("change"),
        edition.text("all_members_in", year=since),
        edition.text("panel_in", year=year),
        edition.text("change"),
        edition.text("panel_in", year=since),
    ]
    rows = [bold([edition.text("total"), *compared(edition, {})])]
    for by in ("region", "concern"):
        rows += [
            [INDENT + edition.label(by, code), *compared(edition, edition.at(by, code))]
            for code in edition.codes(by)
            if edition.has("CL08", category="current", **edition.at(by, code))
        ]
    finding = change_finding(edition)
    return table(edition, "change-by-group", finding, headings, rows, widths=COMPARED)


def compared(edition: Edition, at: dict[str, Any]) -> list[str]:
    """Return the six numbers of one group; changes have a sign."""
    cells = {code: edition.cell("CL08", category=code, **at) for code in (*ALL, *PANEL)}
    return [
        moved(edition, cell) if code in {"change", "growth"} else count(edition, cell)
        for code, cell in cells.items()
    ]


def moved(edition: Edition, cell: Cell) -> str:
    """Return a difference with its sign, or the symbol of why there is none."""
    if not cell.shown or cell.value is None:
        return edition.symbol(cell.status)
    return edition.signed(cell.value)


def change_finding(edition: Edition) -> str:
    """Return the concern that grew most among members of both years, if any is shown."""
    grown = {
        code: cell
        for code in edition.codes("concern")
        if edition.has("CL08", category="growth", concern=code)
        and (cell := edition.cell("CL08", category="growth", concern=code)).shown
        and (cell.value or 0) > 0
    }
    topic = edition.text("topic_change")
    if not grown:
        return topic
    first = max(grown, key=lambda code: grown[code].value or 0)
    return edition.text(
        "finding_growth",
        topic=topic,
        label=name_in_text(edition, "concern", first),
        number=moved(edition, grown[first]),
    )


@needs("DQ05")
def exclusions(edition: Edition) -> Table:
    """Return the records received: those in the report, those left out and why (DQ05)."""
    codes = [code for code in edition.codes("waterfall") if edition.has("DQ05", category=code)]
    steps = [code for code in codes if code != "reported"]
    rows = [
        [edition.label("waterfall", code), count(edition, edition.cell("DQ05", category=code))]
        for code in steps
    ]
    if edition.has("DQ05"):
        received = [edition.text("received"), count(edition, edition.cell("DQ05"))]
        rows.insert(0, bold(received))
    if "reported" in codes:
        reported = edition.cell("DQ05", category="reported")
        rows.append(bold([edition.label("waterfall", "reported"), count(edition, reported)]))
    headings = [edition.text("step"), edition.text("records")]
    return table(edition, "exclusions", exclusion_finding(edition), headings, rows)


def exclusion_finding(edition: Edition) -> str:
    """Return how many of the records received are in the report."""
    topic = edition.text("topic_exclusions")
    if not (edition.has("DQ05") and edition.has("DQ05", category="reported")):
        return topic
    received, reported = edition.cell("DQ05"), edition.cell("DQ05", category="reported")
    if not (received.shown and reported.shown):
        return topic
    return edition.text(
        "finding_exclusions",
        reported=edition.counted(reported, "record"),
        received=count(edition, received),
    )


@needs("CX02")
def coverage(edition: Edition) -> Table:
    """Return Syrian children supported, registered, and per 1,000 of these by governorate (CX02).

    The rows stand in the order of the places, never of the numbers.
    """
    rows = [
        [edition.label("governorate", place), *covered(edition, place)]
        for place in edition.codes("governorate")
        if edition.has("CX02", place=place)
    ]
    rows.append(bold([edition.text("total"), *covered(edition, TOTAL)]))
    headings = [
        edition.text(key) for key in ("governorate", "syrian_children", "registered", "per_1000")
    ]
    topic = edition.text("topic_coverage")
    base = edition.text("coverage_base")
    return table(edition, "coverage", topic, headings, rows, base=base, widths=(25, 25, 25, 25))


def covered(edition: Edition, place: str) -> list[str]:
    """Return the three numbers of one governorate."""
    cell = edition.cell("CX02", place=place)
    if not cell.shown or cell.value is None:
        return [edition.symbol(cell.status)] * 3
    if not cell.base:
        return [count(edition, cell), *[edition.symbol("not_applicable")] * 2]
    rate = edition.decimal(1000 * cell.value / cell.base)
    return [count(edition, cell), edition.number(cell.base), rate]


def marks(edition: Edition) -> dict[str, list[str]]:
    """Return for each concern the governorates whose figure is marked as mainly one member's."""
    return {
        concern: [
            place
            for place in edition.codes("governorate")
            if edition.has("CX01", place=place, concern=concern, category="mainly_one")
        ]
        for concern in edition.codes("concern")
    }


@needs("CX01")
def concentration(edition: Edition) -> Table:
    """Return for each concern the governorates whose figure comes mainly from one member (CX01)."""
    marked = {
        concern: [edition.label("governorate", place) for place in places]
        for concern, places in marks(edition).items()
    }
    rows = [
        [edition.label("concern", concern), edition.listed(places)]
        for concern, places in marked.items()
        if places
    ]
    number = sum(len(places) for places in marked.values())
    finding = edition.text("finding_concentration", number=edition.number(number))
    headings = [edition.text("concern"), edition.text("mainly_one")]
    return table(edition, "concentration", finding, headings, rows, words=2, widths=(30, 70))
