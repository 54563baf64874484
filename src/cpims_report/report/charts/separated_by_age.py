"""Unaccompanied and separated children by sex and by age: numbers side by side on one scale."""

from __future__ import annotations

from cpims_report.report.charts.bars import Strip, draw_bars
from cpims_report.report.charts.findings import leader, shown_numbers
from cpims_report.report.charts.hanging import hang, withheld_note
from cpims_report.report.charts.marks import Mark, amount_words, any_withheld
from cpims_report.report.charts.messages import say
from cpims_report.report.charts.separated_trend import STATUSES
from cpims_report.report.charts.sheet import Sheet
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture

GROUPS = {"sex": "sex", "age": "age_band"}
"""Dimensions of the rows, with their code lists."""


def separated_by_age(edition: Edition) -> Picture:
    """Return `fig-separated-by-age`: UA01, children by sex and by age at registration."""
    marks = read_groups(edition)
    ages = edition.codes("age_band")
    finding = leader(
        edition,
        (mark for mark in marks["unaccompanied"] if mark.id in ages),
        "child",
        "Largest age group of unaccompanied children: {label}, {number}.",
        "Largest age group shown of unaccompanied children: {label}, {number}.",
        share=False,
    )
    alt = say(
        edition,
        "Bar chart by sex and age. Unaccompanied: {unaccompanied}. Separated: {separated}.",
        **{status: shown_numbers(edition, marks[status], amount_words) for status in STATUSES},
    )
    return hang(
        edition,
        "separated-by-age",
        lambda sheet: draw_groups(sheet, edition, marks),
        (finding, alt),
        withheld_note(edition, any(any_withheld(each) for each in marks.values())),
    )


def read_groups(edition: Edition) -> dict[str, list[Mark]]:
    """Return the rows of each status; a row that holds no child of either status is left out."""
    codes = [(name, each, code) for name, each in GROUPS.items() for code in edition.codes(each)]
    rows = {
        status: [
            Mark(
                code,
                edition.label(each, code),
                edition.cell("UA01", None, category=status, **{name: code}),
            )
            for name, each, code in codes
        ]
        for status in STATUSES
    }
    empty = [
        all(mark.shown and not mark.amount for mark in pair)
        for pair in zip(*rows.values(), strict=True)
    ]
    return {
        status: [mark for mark, none in zip(marks, empty, strict=True) if not none]
        for status, marks in rows.items()
    }


def draw_groups(sheet: Sheet, edition: Edition, marks: dict[str, list[Mark]]) -> float:
    """Draw a strip for each status and return the height used."""
    strips = [
        Strip(
            edition.label("protection_status", status),
            sheet.colours[status],
            [mark.cell for mark in each],
            [mark.amount if mark.shown else None for mark in each],
            [amount_words(edition, mark.cell) for mark in each],
        )
        for status, each in marks.items()
    ]
    rows = marks[STATUSES[0]]
    sexes = sum(mark.id in edition.codes("sex") for mark in rows)
    return draw_bars(sheet, [mark.label for mark in rows], strips, breaks=(sexes,))
