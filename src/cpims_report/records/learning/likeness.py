"""Which field of a system may answer a column of ours that none of its ids does: a question."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd
from rapidfuzz import fuzz

from cpims_report.config import Decision
from cpims_report.records.learning.evidence import liken
from cpims_report.records.learning.form_export import FormExport
from cpims_report.records.learning.needed_fields import (
    find_fitting,
    list_subforms,
    read_called,
    read_needs,
)
from cpims_report.records.systems.catalogue import read_catalogue
from cpims_report.records.text.normalisation import fold, halves
from cpims_report.records.text.option_ids import stem

ALIKE = 85
"""Likeness, of 100, from which a field is proposed for a column."""
LESS_ALIKE, MOST_ASKED = 60, 3
"""The same for a column without which nothing can be counted, and how many fields are proposed."""
COUNTED = ("registration_date", "status", "closure_date", "sex")
"""Columns for which a field is looked for further than for others."""


@dataclass(frozen=True)
class Match:
    """A field that may answer a column: how alike the two are called, and by which word.

    `near` says that the field is called by the word and by others besides: it is asked about, but
    nothing is proposed ("Nationality of the mother").
    """

    column: str
    field: str
    label: str
    score: float
    word: str
    near: bool = False

    def ask(self) -> Decision:
        """Return the question whether the field is meant."""
        return Decision(
            column=self.column,
            option=self.field,
            label=self.label,
            propose="yes" if self.score >= ALIKE else "",
            sure=min(round(self.score), 99) if self.score >= ALIKE else 0,
            why=f"similar to “{self.word}”",
        )


def ask_fields(
    export: FormExport, absent: Sequence[str], used: Collection[str]
) -> Iterator[Decision]:
    """Yield a question for each column without a field, where one is called much alike.

    No field is proposed twice, and none that answers a column already.
    """
    fields = export.fields[~export.fields["form"].isin(list_subforms(export))]
    free = fields[~fields["field"].isin(used)].drop_duplicates("field")
    matches = [
        match for column in absent if "." not in column for match in find_alike(free, column)
    ]
    taken: set[str] = set()
    for match in sorted(matches, key=lambda each: -each.score):
        if match.field not in taken:
            taken.add(match.field)
            yield match.ask()


def find_alike(fields: pd.DataFrame, column: str) -> list[Match]:
    """Return the fields whose id or label is most like what a column is called, the best first."""
    counted = column in COUNTED
    words = list_words(column)
    fitting = fields[find_fitting(fields, column)]
    best = [
        max(
            (Match(column, field, label, *found) for found in compare(field, label, words)),
            key=lambda match: (match.score >= ALIKE, match.near, match.score),
        )
        for field, label in zip(fitting["field"], fitting["label"], strict=True)
    ]
    least = LESS_ALIKE if counted else ALIKE
    ranked = sorted(best, key=lambda match: -match.score)
    close = [match for match in ranked if match.score >= least]
    sure = [match for match in close if match.score >= ALIKE]
    near = sorted((match for match in ranked if match.near), key=lambda match: -match.score)
    return sure[:1] or close[:MOST_ASKED] or near[:1]


def compare(field: str, label: str, words: Collection[str]) -> Iterator[tuple[float, str, bool]]:
    """Yield how much a field is like each of some words, by its id and the halves of its label.

    The third says whether one is called by all long words of the other.
    """
    texts = {fold(stem(field)), *map(fold, (label, *halves(label)))}
    yield 0.0, "", False
    yield from (
        (fuzz.token_sort_ratio(text, word), word, liken(text, word) >= ALIKE)
        for text in texts
        for word in words
    )


@cache
def list_words(column: str) -> frozenset[str]:
    """Return what a column is called, folded: its ids, labels and words in further languages.

    A label that the usual forms give to several fields ("Date") tells nothing.
    """
    usual = read_catalogue("primero_v2", ("ar",))
    folded = usual.assign(word=usual["label"].map(fold))
    shared = folded.groupby("word")["field"].nunique()
    labels = folded.loc[folded["column"] == column, "word"]
    ids = read_needs().get(column, ((), ()))[1]
    plain = {fold(word) for word in (column, *ids, *read_called().get(column, ()))}
    return frozenset({*plain, *(word for word in labels if shared[word] == 1)})
