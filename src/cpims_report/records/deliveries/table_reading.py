"""Where the cells of one table are read: its columns, and notes of what went wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from cpims_report.config import Settings
from cpims_report.errors import Problem
from cpims_report.records.columns import bare
from cpims_report.records.issues.changed_cells import mark
from cpims_report.records.read.extract import Block, Extract
from cpims_report.records.text.distinct_words import count_words
from cpims_report.records.text.normalisation import fold

WITHHELD = "VAL-03"
"""The code of a value that `deidentify` did not let go."""
MOST_UNKNOWN = 25
"""More unknown values than this in one column are told as one problem, without the values."""


def find_holders(texts: dict[str, list[str]], items: Iterable[str]) -> dict[str, list[str]]:
    """Return item -> the cell texts that hold it; `texts` lists the parts of each text."""
    holders: dict[str, list[str]] = {item: [] for item in items}
    if not holders:
        return holders
    for text, parts in texts.items():
        for item in dict.fromkeys(parts):
            if item in holders:
                holders[item].append(text)
    return holders


@dataclass(frozen=True)
class Question:
    """A value that only a person can read: our column and list, and how many records have it.

    `option` names the option of the system's own list `source` that it is, where it is one.
    `label` says in words what is asked where the value does not, `propose` and `why` what speaks
    for an answer where that is no matter of words.
    """

    column: str
    codes: str
    value: str
    records: int
    source: str = ""
    option: str = ""
    label: str = ""
    propose: str = ""
    why: str = ""


@dataclass
class TableReading:
    """One table of one file, with the problems and mappings that its reading leaves behind.

    `table` is empty for the records themselves, else the name of a subform. `slipped` are the
    short rows in which a cell cannot be read: they are one problem, whatever stands in them.
    """

    block: Block
    extract: Extract
    settings: Settings
    table: str = ""
    problems: list[Problem] = field(default_factory=list)
    mappings: list[pd.DataFrame] = field(default_factory=list)
    marks: list[pd.DataFrame] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    counted: dict[str, dict[str, int]] = field(default_factory=dict)
    slipped: set[int] = field(default_factory=set)

    def cells(self, column: str) -> pd.Series:
        """Return the text cells of a column."""
        return self.block.cells[column]

    def counts(self, column: str) -> dict[str, int]:
        """Return how often each text of a column occurs, blanks left out."""
        if column not in self.counted:
            self.counted[column] = count_words(self.cells(column))
        return self.counted[column]

    def texts(self, column: str) -> list[str]:
        """Return the distinct texts of a column, blanks left out."""
        return list(self.counts(column))

    def absent(self, column: str) -> bool:
        """Return whether the layout cannot hold a column, or this file does not."""
        structural = not self.table and bare(column) in self.extract.profile.not_collected
        return structural or column not in self.block.origins

    def is_blank(self, text: str) -> bool:
        """Return whether a text stands for no answer ("-", "N/A", "غير معروف")."""
        return fold(text) in self.blanks

    @cached_property
    def blanks(self) -> set[str]:
        """The words that stand for no answer, folded."""
        words = self.settings.lookups["non_values"].values()
        return {"", *(fold(word) for code in words for word in code.aliases)}

    def refuse(
        self, column: str, holding: dict[str, list[str]], tell: Callable[[str], dict[str, str]]
    ) -> None:
        """Note each item that cannot be read: `holding` names the cell texts that hold it.

        `tell` returns the words of the problem. Too many items are one problem, and none of them
        is repeated: the columns may have slipped, and the items may be names.
        """
        if len(holding) > MOST_UNKNOWN:
            everything = [text for texts in holding.values() for text in texts]
            self.note(
                column,
                everything,
                code="IN-SLIPPED",
                message=f"The column holds {len(holding)} different values that are not known.",
                expected="the values of this field; the columns may have slipped",
                action="Look at the file, and export it again.",
            )
        else:
            for item, texts in holding.items():
                self.note(column, texts, **tell(item))

    def ask(
        self, column: str, codes: str, holding: dict[str, list[str]], options: Mapping[str, str]
    ) -> None:
        """Note each item as a question; `options` names the system's own option of some."""
        dictionary = self.extract.profile.dictionary
        name = f"{self.table}.{column}" if self.table else column
        source = dictionary.list_of(name) if dictionary else ""
        counts = self.counts(column)
        self.questions += [
            Question(
                column=bare(column),
                codes=codes,
                value=item,
                records=sum(counts[text] for text in texts),
                source=source if item in options else "",
                option=options.get(item, ""),
            )
            for item, texts in holding.items()
            if not self.find_rows(column, texts) <= self.extract.short
        ]

    def find_rows(self, column: str, texts: Iterable[str]) -> set[int]:
        """Return the source rows in which a column has one of some texts."""
        found = self.cells(column).isin(list(texts))
        return {*map(int, self.block.cells.loc[found, self.block.row_column(column)])}

    def set_apart(self, rows: Iterable[int]) -> bool:
        """Keep in mind rows that cannot be read; return whether all of them are short."""
        short = {*rows} <= self.extract.short
        self.slipped.update(rows if short else ())
        return short

    def note(self, column: str, holding: Iterable[str], **words: str) -> None:
        """Add a problem of the cells whose text is among `holding`: first place and count."""
        texts = list(holding)
        rows = self.find_rows(column, texts)
        if self.set_apart(rows):
            return
        origin = self.block.origins[column]
        self.problems.append(
            Problem(
                agency=self.extract.file.agency,
                file=self.extract.file.name,
                sheet=origin.sheet,
                row=min(rows),
                column=origin.header,
                count=int(self.cells(column).isin(texts).sum()),
                **words,
            )
        )

    def mark(self, column: str, code: str, changes: Mapping[str, str]) -> None:
        """Note every cell whose text is in `changes` (text -> what was made of it) under a code."""
        if not changes:
            return
        origin = self.block.origins[column]
        place = {
            "column": bare(column),
            "sheet": origin.sheet,
            "header": origin.header,
            "row": self.block.cells[self.block.row_column(column)],
            "source_id": self.block.cells["source_id"],
        }
        self.marks.append(mark(self.cells(column), changes, code, place))

    def remember(
        self, column: str, became: Mapping[str, Sequence[tuple[str, str]]], blank: str
    ) -> None:
        """Count how often each item of a column's texts became which value.

        `became` is text -> (item, value) of all that it holds, `blank` what an empty cell became.
        """
        counts = self.counts(column)
        empty = len(self.cells(column)) - sum(counts.values())
        met = Counter({("", blank): empty} if empty else {})
        for text, pairs in became.items():
            for each in pairs or [("", blank)]:
                met[each] += counts[text]
        name = f"{self.table}.{bare(column)}" if self.table else bare(column)
        columns = {
            "text": pd.array([item for item, _ in met], dtype="str"),
            "value": pd.array([value for _, value in met], dtype="str"),
            "records": np.array([*met.values()], dtype="int64"),
            "agency": pd.array([self.extract.file.agency] * len(met), dtype="str"),
            "column": pd.array([name] * len(met), dtype="str"),
        }
        self.mappings.append(pd.DataFrame(columns, copy=False))
