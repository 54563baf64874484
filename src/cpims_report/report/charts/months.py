"""New cases by month: twelve columns in the order of the year."""

from __future__ import annotations

from babel import Locale

from cpims_report.report import numerals
from cpims_report.report.charts.columns import Column, draw_columns
from cpims_report.report.charts.findings import leader, shown_numbers
from cpims_report.report.charts.hanging import hang, withheld_note
from cpims_report.report.charts.marks import (
    Mark,
    amount_words,
    any_withheld,
    read_marks,
    top_amount,
)
from cpims_report.report.charts.messages import say
from cpims_report.report.charts.sheet import WIDTH, Sheet
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture

TALL, ABOVE = 1.5, 0.24


def months(edition: Edition) -> Picture:
    """Return `fig-months`: CL02, cases whose first spell was opened in the month."""
    marks = read_marks(edition, "CL02", "category", "month")
    finding = leader(
        edition,
        marks,
        "case",
        "{label} had the largest number of new cases: {number}.",
        "Largest number of new cases among the months shown: {label}, {number}.",
    )
    alt = say(
        edition,
        "Columns of new cases in {year} by month: {numbers}.",
        year=edition.plain(edition.year),
        numbers=shown_numbers(edition, marks, amount_words, most=12),
    )
    return hang(
        edition,
        "months",
        lambda sheet: draw_months(sheet, edition, marks),
        (finding, alt),
        withheld_note(edition, any_withheld(marks)),
    )


def draw_months(sheet: Sheet, edition: Edition, marks: tuple[Mark, ...]) -> float:
    """Draw the columns and return the height used."""
    columns = [
        Column(
            mark.cell,
            amount_words(edition, mark.cell),
            short_month(edition, mark.id).split(" "),
            sheet.colours["primary"],
        )
        for mark in marks
    ]
    return draw_columns(sheet, columns, (0, ABOVE), (WIDTH, TALL), top_amount(marks))


def short_month(edition: Edition, code: str) -> str:
    """Return the month's short name; where a language has none, its words take a line each."""
    names = Locale.parse(numerals.LOCALES[edition.language]).months["format"]["abbreviated"]
    return str(names[int(code)])
