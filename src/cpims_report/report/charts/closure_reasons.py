"""Cases closed by reason: one bar each, with number and share."""

from __future__ import annotations

from cpims_report.report.absent import needs
from cpims_report.report.charts.bars import draw_ranking
from cpims_report.report.charts.findings import base_note, leader, shown_numbers
from cpims_report.report.charts.hanging import hang, withheld_note
from cpims_report.report.charts.marks import any_withheld, ranked, read_marks
from cpims_report.report.charts.messages import say
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture
from cpims_report.schema import UNKNOWN_CELL


@needs("CS01")
def closure_reasons(edition: Edition) -> Picture:
    """Return `fig-closure-reasons`: CS01, share of closures with a known reason."""
    marks = ranked(read_marks(edition, "CS01", "category", "closure_reason"))
    finding = leader(
        edition,
        marks,
        "case",
        "Most frequent reason for closure: {label}, {number}.",
        "Most frequent of the named reasons shown: {label}, {number}.",
    )
    alt = say(
        edition,
        "Bar chart of cases closed in {year} by reason: {numbers}.",
        year=edition.plain(edition.year),
        numbers=shown_numbers(edition, marks),
    )
    unknown = edition.cell("CS01", category=UNKNOWN_CELL)
    return hang(
        edition,
        "closure-reasons",
        lambda sheet: draw_ranking(sheet, edition, marks),
        (finding, alt),
        [
            base_note(edition, "CS01", (mark.cell for mark in marks), unknown),
            *withheld_note(edition, any_withheld(marks)),
        ],
    )
