"""Children supported by nationality: one bar each, with number and share."""

from __future__ import annotations

from cpims_report.report.charts.bars import draw_ranking
from cpims_report.report.charts.findings import base_note, leader, shown_numbers
from cpims_report.report.charts.hanging import hang, withheld_note
from cpims_report.report.charts.marks import any_withheld, ranked, read_marks
from cpims_report.report.charts.messages import say
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture
from cpims_report.schema import UNKNOWN_CELL


def nationality(edition: Edition) -> Picture:
    """Return `fig-nationality`: PR03, children supported, share of those with known nationality."""
    marks = ranked(read_marks(edition, "PR03", "nationality", "nationality"))
    unknown = edition.cell("PR03", nationality=UNKNOWN_CELL)
    finding = leader(
        edition,
        marks,
        "child",
        "{label} children are the largest group: {number}.",
        "Largest of the named nationalities shown: {label}, {number}.",
    )
    alt = say(
        edition,
        "Bar chart of children supported in {year} by nationality: {numbers}.",
        year=edition.plain(edition.year),
        numbers=shown_numbers(edition, marks),
    )
    notes = [base_note(edition, "PR03", (mark.cell for mark in marks), unknown)]
    return hang(
        edition,
        "nationality",
        lambda sheet: draw_ranking(sheet, edition, marks),
        (finding, alt),
        [*notes, *withheld_note(edition, any_withheld(marks))],
    )
