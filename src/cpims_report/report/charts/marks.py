"""What a chart draws of one sealed cell, and the order in which a reader meets it.

Neither order nor axis may depend on a withheld value: here a withheld cell has no number at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cpims_report.report.cell import Cell
from cpims_report.report.edition import Edition

REST = "other"
"""Id of the remainder in every code list: it comes after the named ones."""


@dataclass(frozen=True)
class Mark:
    """One cell with the id and the name under which it is drawn."""

    id: str
    label: str
    cell: Cell

    @property
    def shown(self) -> bool:
        """True where the number may be drawn."""
        return self.cell.shown

    @property
    def withheld(self) -> bool:
        """True where the cell has a number that must not be drawn."""
        return self.cell.status == "suppressed"

    @property
    def amount(self) -> int:
        """The number of a shown cell; asking it of another one is a slip of the chart."""
        if not self.cell.shown or self.cell.value is None:
            raise ValueError(f"The cell “{self.id}” is not shown: it has no amount.")
        return self.cell.value


def read_marks(
    edition: Edition,
    indicator: str,
    dimension: str,
    code_list: str,
    year: int | None = None,
    **fixed: str,
) -> tuple[Mark, ...]:
    """Return the cells of one dimension in the order of its code list.

    `fixed` holds other dimensions of the breakdown to one code each, as in `sex="F"`.
    """
    return tuple(
        Mark(
            code,
            edition.label(code_list, code),
            edition.cell(indicator, year, **{dimension: code}, **fixed),
        )
        for code in edition.codes(code_list)
    )


def amount_words(edition: Edition, cell: Cell) -> str:
    """Return the number of a cell, or the symbol of its status."""
    if cell.value is None or not cell.shown:
        return edition.symbol(cell.status)
    return edition.number(cell.value)


def full_words(edition: Edition, cell: Cell) -> str:
    """Return number and share of a cell, or the symbol of its status."""
    share = edition.share(cell) if cell.shown else None
    words = amount_words(edition, cell)
    return f"{words} ({share})" if share else words


def ranked(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return shown marks from large to small, the remainder next, withheld ones last as listed."""
    marks = tuple(marks)
    shown = [mark for mark in marks if mark.shown]
    return (
        *sorted((m for m in shown if m.id != REST), key=lambda mark: -mark.amount),
        *(mark for mark in shown if mark.id == REST),
        *(mark for mark in marks if not mark.shown),
    )


def largest(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return the shown mark with the largest number, or all of them where several tie.

    The remainder is no group of its own and never leads; zeros do not lead either.
    """
    shown = [mark for mark in marks if mark.shown and mark.amount and mark.id != REST]
    top = max((mark.amount for mark in shown), default=0)
    return tuple(mark for mark in shown if mark.amount == top)


def any_withheld(marks: Iterable[Mark]) -> bool:
    """Return true where at least one mark is withheld."""
    return any(mark.withheld for mark in marks)


def top_amount(marks: Iterable[Mark]) -> int:
    """Return the largest shown number, at least 1: the end of an axis that starts at zero."""
    return max((mark.amount for mark in marks if mark.shown), default=0) or 1
