"""What becomes of each column: kept, dropped, hashed, cut to the month, or put to a person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from cpims_report.errors import ConfigurationError
from cpims_report.records.columns import IDENTIFIER_COLUMNS
from cpims_report.records.deidentify.suspects import find_suspicion, is_free_text
from cpims_report.records.identifying import looks_identifying
from cpims_report.records.letters import fold
from cpims_report.records.sources.headers import IDENTIFYING

Action = Literal["keep", "drop", "hash", "month", "ask"]
BIRTH = "birth_date"


@dataclass(frozen=True)
class Column:
    """One column of a file: its sheet, header, what it means, and its distinct values.

    `catalogued` columns are known to the layout, needed for the report or not.
    """

    sheet: str
    header: str
    meaning: str | None
    texts: tuple[str, ...] = ()
    filled: int = 0
    catalogued: bool = False

    @property
    def shown(self) -> str:
        """The column's name as a person writes it on the command line."""
        return f"{self.sheet}/{self.header}" if self.sheet else self.header

    def is_named(self, words: Collection[str]) -> bool:
        """Return whether one of the words of a person names this column."""
        return not {fold(self.header), fold(self.shown)}.isdisjoint(map(fold, words))


@dataclass(frozen=True)
class Choice:
    """What becomes of a column, and why."""

    column: Column
    action: Action
    why: str

    @property
    def denied(self) -> bool:
        """Whether the column is on the list of those that must never be sent."""
        return self.action == "drop" and self.why == DENIED


DENIED = "it identifies people"


def choose(column: Column, months: bool) -> Choice:
    """Return what becomes of a column if nobody decides otherwise; `ask` where somebody must."""
    meaning = column.meaning
    if meaning == IDENTIFYING or (meaning is None and looks_identifying(column.header)):
        return Choice(column, "drop", DENIED)
    name = (meaning or "").split(".")[-1]
    if name in IDENTIFIER_COLUMNS:
        return Choice(column, "hash", "an identifier")
    if name == BIRTH:
        action: Action = "month" if months else "keep"
        return Choice(column, action, "a date of birth")
    if meaning == "" and is_free_text(column.header, column.texts):
        return Choice(column, "drop", "free text")
    suspicion = find_suspicion(
        column.texts, column.filled, known=bool(meaning) or column.catalogued
    )
    if suspicion or meaning is None:
        looks = f"its values look like {suspicion}" if suspicion else "its header is not known"
        return Choice(column, "ask", looks)
    return Choice(column, "keep", "needed" if meaning else "not needed, harmless")


def decide(choice: Choice, drop: Collection[str], keep: Collection[str]) -> Choice:
    """Return a choice after a person's words; raise where they would keep what must not be sent."""
    if choice.column.is_named(drop):
        return replace(choice, action="drop", why="as you decided")
    if not choice.column.is_named(keep):
        return choice
    if choice.denied:
        message = f"The column “{choice.column.shown}” identifies people: it cannot be kept."
        raise ConfigurationError(message)
    return (
        replace(choice, action="keep", why="as you decided") if choice.action != "hash" else choice
    )
