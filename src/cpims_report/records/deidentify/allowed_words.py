"""Words of a list as they may be sent: spelled as the list has them, or as its own code."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cpims_report.records.text.normalisation import fold
from cpims_report.records.text.withheld import MARK
from cpims_report.records.values.codes import CodeList, part_item


class Options(Protocol):
    """The options of one list of a system: id -> the words for it."""

    @property
    def words(self) -> Mapping[str, tuple[str, ...]]:
        """The labels of each option."""

    @property
    def parted(self) -> bool:
        """Whether the list has labels alone, so that the ids of its options are not known."""

    def find(self, word: str) -> str:
        """Return the option that a word means, or nothing."""


@dataclass(frozen=True)
class Words:
    """What a column of codes may hold. `spelled` are the words of its list, folded.

    A list that stands beside its field has no ids in the form export: `ids` are the words of the
    column that have the shape of one, and are no name by all that can be told.

    Readers are generous: they take a word by its half, its beginning or without its brackets. The
    rest of it could be a name, so a word that is not spelled in full is sent as its code.
    """

    codes: CodeList
    spelled: Collection[str]
    options: Options | None = None
    ids: Collection[str] = frozenset()

    def admit(self, word: str) -> str:
        """Return a word as it may be sent, or the mark."""
        option = self.options.find(word) if self.options else ""
        if self.options and option:
            known = self.options.words.get(option)
            whole = {fold(each) for each in (option, *(known or ()))}
            return word if known is None or fold(word) in whole else option
        if fold(word) in self.spelled:
            return word
        if word in self.ids:
            return word
        found = self.codes.read(word)
        return found[0] if len(found) == 1 and self.codes.read(found[0]) == found else MARK

    def admit_one(self, text: str, items: Sequence[str]) -> str:
        """Return the text of a cell with one answer, perhaps given several times over."""
        admitted = [self.admit(item) for item in items]
        if admitted == list(items):
            return text
        return admitted[0] if len(admitted) == 1 else MARK

    def part(self, items: Sequence[str]) -> list[str]:
        """Return items, those that no list has taken apart where a piece of them is known."""
        found: list[str] = []
        for item in items:
            whole = self.admit(item) != MARK
            found += [item] if whole else part_item(item, self.is_list)
        return found

    def is_list(self, pieces: Sequence[str]) -> bool:
        """Return whether a piece of some is known, so that they are items of a list."""
        return any(self.admit(piece) != MARK for piece in pieces)
