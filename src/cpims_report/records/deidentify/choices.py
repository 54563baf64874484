"""What becomes of each column: kept, dropped, hashed, cut to the month, or put to a person."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from cpims_report.errors import ConfigurationError
from cpims_report.records.columns import IDENTIFIER_COLUMNS
from cpims_report.records.deidentify.needed_columns import ARRAY
from cpims_report.records.deidentify.suspects import find_suspicion, is_free_text
from cpims_report.records.read.headers import IDENTIFYING
from cpims_report.records.text.identifying import looks_identifying
from cpims_report.records.text.normalisation import fold

Action = Literal["keep", "drop", "hash", "month", "ask"]
BIRTH = "birth_date"
SPARE = "identifier"
"""Numbers that tell who somebody is and link nobody: the report has no use for them."""


@dataclass(frozen=True)
class Column:
    """One column of a file: its sheet, header, what it means, and how often it has each value."""

    sheet: str
    header: str
    meaning: str | None
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def texts(self) -> tuple[str, ...]:
        """The distinct values."""
        return tuple(self.counts)

    @property
    def filled(self) -> int:
        """How many cells have a value."""
        return sum(self.counts.values())

    @property
    def shown(self) -> str:
        """The column's name as a person writes it on the command line."""
        return f"{self.sheet}/{self.header}" if self.sheet else self.header

    @property
    def needed(self) -> str:
        """The canonical column that the report makes of it, or nothing."""
        spare = self.meaning in (None, IDENTIFYING, ARRAY, SPARE)
        return "" if spare or self.meaning is None else self.meaning

    @property
    def name(self) -> str:
        """The canonical column without the name of its subform."""
        return self.needed.split("/", maxsplit=1)[0].rpartition(".")[2]

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
SPARED = "the report does not need it"
NEEDED = "the report needs it"
DECIDED = "as you decided"


def choose(column: Column, months: bool, review: bool = False) -> Choice:
    """Return what becomes of a column if nobody decides otherwise.

    In a review a person is asked about each column that is not needed, except where the answer is
    plain.
    """
    meaning = column.meaning
    if meaning == IDENTIFYING or (not meaning and looks_identifying(column.header)):
        return Choice(column, "drop", DENIED)
    if not column.needed and meaning != ARRAY:
        plain = not review or meaning == SPARE or is_free_text(column.header, column.texts)
        return Choice(column, "drop", SPARED) if plain else Choice(column, "ask", describe(column))
    if column.name in IDENTIFIER_COLUMNS:
        return Choice(column, "hash", "an identifier")
    return Choice(column, "month" if column.name == BIRTH and months else "keep", NEEDED)


def describe(column: Column) -> str:
    """Return why a person should look at a column that the report does not need."""
    known = column.meaning is not None
    suspicion = find_suspicion(column.texts, column.filled, known)
    if suspicion:
        return f"its values look like {suspicion}"
    return SPARED if known else "its header is not known"


def decide(choice: Choice, drop: Collection[str], keep: Collection[str]) -> Choice:
    """Return a choice after a person's words; raise where they would keep what must not be sent.

    A column that the report needs stays what it is: keeping it opens it to no other texts.
    """
    if choice.column.is_named(drop):
        return replace(choice, action="drop", why=DECIDED)
    if not choice.column.is_named(keep) or choice.column.needed:
        return choice
    if choice.denied or choice.column.meaning == SPARE:
        message = f"The column “{choice.column.shown}” identifies people: it cannot be kept."
        raise ConfigurationError(message)
    return replace(choice, action="keep", why=DECIDED)
