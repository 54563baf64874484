"""Primary concerns of all children, of girls and of boys: shares side by side on one scale."""

from __future__ import annotations

from collections.abc import Sequence

from cpims_report.report.cell import Cell
from cpims_report.report.charts.bars import Strip, draw_bars
from cpims_report.report.charts.findings import base_note, leader, shown_numbers
from cpims_report.report.charts.hanging import hang, withheld_note
from cpims_report.report.charts.marks import (
    Mark,
    amount_words,
    any_withheld,
    full_words,
    ranked,
    read_marks,
)
from cpims_report.report.charts.messages import say
from cpims_report.report.charts.sheet import Sheet
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture
from cpims_report.schema import UNKNOWN_CELL

SEXES = {"F": "girls", "M": "boys"}
"""Sexes with the names of their colours."""


def primary_concerns(edition: Edition) -> Picture:
    """Return `fig-primary-concerns`: CN01, share of children whose primary concern is known.

    Girls' bars are shares of girls, boys' of boys: the sexes compare although boys are more.
    """
    marks = ranked(read_marks(edition, "CN01", "concern", "concerns"))
    by_sex = {
        sex: [edition.cell("CN01", sex=sex, concern=mark.id) for mark in marks] for sex in SEXES
    }
    finding = leader(
        edition,
        marks,
        "child",
        "{label} is the most frequent primary concern: {number}.",
        "Most frequent of the named primary concerns shown: {label}, {number}.",
    )
    alt = say(
        edition,
        "Bar chart of children supported in {year} by primary concern, in all and by sex. "
        "All children: {numbers}.",
        year=edition.plain(edition.year),
        numbers=shown_numbers(edition, marks),
    )
    withheld = any_withheld(marks) or any(
        cell.status == "suppressed" for cells in by_sex.values() for cell in cells
    )
    unknown = edition.cell("CN01", concern=UNKNOWN_CELL)
    return hang(
        edition,
        "primary-concerns",
        lambda sheet: draw_concerns(sheet, edition, marks, by_sex),
        (finding, alt),
        [
            base_note(edition, "CN01", (mark.cell for mark in marks), unknown),
            say(
                edition,
                "Shares of girls are of girls, shares of boys of boys whose concern is known.",
            ),
            *withheld_note(edition, withheld),
        ],
    )


def draw_concerns(
    sheet: Sheet, edition: Edition, marks: Sequence[Mark], by_sex: dict[str, list[Cell]]
) -> float:
    """Draw three strips of shares and return the height used."""
    cells = [mark.cell for mark in marks]
    words = [full_words(edition, cell) for cell in cells]
    everyone = say(edition, "All children")
    strips = [
        Strip(everyone, sheet.colours["muted"], cells, shares(cells), words),
        *(
            Strip(
                edition.label("sex", sex),
                sheet.colours[colour],
                by_sex[sex],
                shares(by_sex[sex]),
                [share_words(edition, cell) for cell in by_sex[sex]],
            )
            for sex, colour in SEXES.items()
        ),
    ]
    return draw_bars(sheet, [mark.label for mark in marks], strips)


def share_words(edition: Edition, cell: Cell) -> str:
    """Return the share of a cell, its number where it has no share, or the symbol of its status."""
    share = edition.share(cell) if cell.shown else None
    return share or amount_words(edition, cell)


def shares(cells: Sequence[Cell]) -> list[float | None]:
    """Return the lengths of bars in percent, None for a cell that has no share to show."""
    return [cell.percent if cell.shown else None for cell in cells]
