"""The cells of a file as they may be sent, and how many of them lost something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from cpims_report.records.columns import kind_of
from cpims_report.records.deidentify.allowed_cells import WHY, Allowed
from cpims_report.records.deidentify.birth import cut_to_month, settle_formats
from cpims_report.records.deidentify.choices import Choice, Column
from cpims_report.records.deidentify.hashing import hash_identifier
from cpims_report.records.deidentify.needed_columns import ARRAY
from cpims_report.records.deidentify.suspects import screen
from cpims_report.records.deidentify.tables import Table
from cpims_report.records.text.withheld import MARK
from cpims_report.records.values.dates import DayReader

Change = Callable[[str], str]
Row = dict[int, Change]
"""Place of a column -> what becomes of each of its texts; a column without goes."""
DAYS = ("day", "days")
SCREENED = "looks like a name, a number or an address"


@dataclass(frozen=True)
class Loss:
    """The cells of one column that lost something, and why; never what stood in them."""

    column: Column
    why: str
    cells: int


def find_changes(choices: Sequence[Sequence[Choice]], allowed: Allowed, key: bytes) -> list[Row]:
    """Return what becomes of the texts of each column that stays, table by table."""
    days = (
        text
        for row in choices
        for choice in row
        if choice.column.needed and kind_of(choice.column.needed) in DAYS
        for text in choice.column.texts
    )
    dates = DayReader(settle_formats(allowed.profile, days), allowed.settings.places.home)

    def find_change(choice: Choice) -> Change | None:
        column = choice.column
        match choice.action:
            case "keep" if column.meaning == ARRAY:
                return lambda _: ""
            case "keep":
                return allowed.change(column.needed, column.counts) if column.needed else screen
            case "hash":
                return lambda text: hash_identifier(text, column.name, key)
            case "month":
                return lambda text: cut_to_month(text, dates)
            case _:
                return None

    return [
        {place: change for place, choice in enumerate(row) if (change := find_change(choice))}
        for row in choices
    ]


def change_table(table: Table, changes: Row, allowed: Allowed) -> tuple[Table, list[Loss]]:
    """Return a table with the columns that stay, each text changed once, and its losses."""
    body = table.body[list(changes)].copy()
    losses: list[Loss] = []
    for place, change in changes.items():
        column = table.columns[place]
        words = {text: change(text) for text in column.texts}
        lost = [text for text, word in words.items() if is_lost(column, text, word, allowed)]
        cells = int(body[place].isin(lost).sum()) if lost else 0
        losses += [Loss(column, tell_why(column), cells)] if cells else []
        body[place] = body[place].map(words).astype("str")
    names = [table.headers[place] for place in changes]
    columns = [table.columns[place] for place in changes]
    return replace(table, headers=names, body=body, columns=columns), losses


def is_lost(column: Column, old: str, new: str, allowed: Allowed) -> bool:
    """Return whether a cell counts as one that lost something."""
    if not column.needed:
        return MARK in new and new != old
    return allowed.is_loss(column.needed, old, new)


def tell_why(column: Column) -> str:
    """Return why texts of a column may not be sent."""
    return WHY[kind_of(column.needed)] if column.needed else SCREENED
