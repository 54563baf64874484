"""What may stand in a cell of a column that the report needs: nothing but what a list has."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cpims_report.config import Settings
from cpims_report.records.codes import RUBY_LIST, CodeList, read_code_list, split_list
from cpims_report.records.columns import Kind, kind_of
from cpims_report.records.dates import looks_like_day, read_day
from cpims_report.records.deidentify.mark import MARK
from cpims_report.records.deidentify.places import cut_place
from cpims_report.records.doubts import read_doubts
from cpims_report.records.hijri import is_plain_hijri
from cpims_report.records.letters import fold, latin_digits, tidy
from cpims_report.records.places import Gazetteer
from cpims_report.records.sources.profile import Profile
from cpims_report.records.sources.reshape import drop_translation
from cpims_report.records.values.coded import EXTERNAL, SEPARATORS, collapse, resplit
from cpims_report.records.values.numbers import YEARS

Change = Callable[[str], str]
WHY: dict[Kind, str] = {
    "code": "in no list",
    "codes": "in no list",
    "flag": "neither yes nor no",
    "day": "no date, or more than a date and a time",
    "days": "no date, or more than a date and a time",
    "place": "no governorate or camp, or more than that",
    "number": "no age",
    "agency": "no member of the Task Force",
    "identifier": "begins like a hash and is none",
}
"""Kind of column -> why a text of it may not be sent."""
JOINT, RUBY = " ||| ", "ruby"
MOST_DIGITS = 5
YEAR_DIGITS = 4


@dataclass(frozen=True)
class Allowed:
    """The texts that columns may hold, as the readers of the report understand them.

    `options` are further words of a column's list: those of the dictionary of a system.
    """

    settings: Settings
    profile: Profile
    options: Mapping[str, Collection[str]] = field(default_factory=dict)

    def change(self, column: str) -> Change:
        """Return what makes of each text of a column one that may be sent."""
        kind, name = kind_of(column), column.rpartition(".")[2]
        bilingual = "bilingual" in self.profile.layout
        changed = self.changes(kind, name)
        blanks = self.blanks

        def change(text: str) -> str:
            word = drop_translation(text) if bilingual else text
            return word if fold(word) in blanks else changed(word)

        return change

    def changes(self, kind: Kind, name: str) -> Change:
        """Return the change of one kind of column."""
        match kind:
            case "day":
                return lambda text: text if self.is_day(text) else MARK
            case "days":
                lists = self.profile.lists
                return lambda text: self.change_list(text, split_list(text, lists), self.is_day)
            case "place":
                gazetteer = Gazetteer(self.settings.places)
                return lambda text: cut_place(text, gazetteer, self.profile.locations)
            case "number":
                return lambda text: text if is_age(text) else MARK
            case _:
                return self.coded(kind, self.codes("yes_no" if kind == "flag" else name), name)

    def coded(self, kind: Kind, codes: CodeList, name: str) -> Change:
        """Return the change of a column of codes: one, several, yes or no, or a member."""
        others = {*read_doubts(name), *map(fold, self.options.get(name, ()))}

        def known(word: str) -> bool:
            return bool(codes.read(word)) or fold(word) in others

        if kind == "agency":
            return lambda text: text if known(text) else EXTERNAL
        if kind == "codes":
            lists = self.profile.lists
            return lambda text: self.change_list(
                text, part(resplit(split_list(text, lists), codes), known), known
            )
        return lambda text: text if all(map(known, collapse(text, codes))) else MARK

    @cached_property
    def blanks(self) -> set[str]:
        """The words that stand for no answer, folded."""
        words = self.settings.lookups["non_values"].values()
        return {"", *(fold(word) for code in words for word in code.aliases)}

    def codes(self, column: str) -> CodeList:
        """Return the list of a column with the spellings that the layout adds."""
        return read_code_list(self.settings, column, self.profile.spellings.get(column, {}))

    def change_list(self, text: str, items: Iterable[str], known: Callable[[str], bool]) -> str:
        """Return a list with a mark in place of each item that may not be sent."""
        changed = [item if known(item) else MARK for item in items]
        if MARK not in changed:
            return text
        if RUBY_LIST.match(text.strip()):
            return json.dumps(changed, ensure_ascii=False)
        return next(sign for sign in (*self.profile.lists, JOINT) if sign != RUBY).join(changed)

    def is_day(self, text: str) -> bool:
        """Return whether a text is a day, of whatever calendar or none, and nothing besides."""
        year = latin_digits(tidy(text))
        alone = len(year) == YEAR_DIGITS and year.isdigit()
        found = read_day(text, self.profile.dates) or looks_like_day(text)
        return bool(found) or alone or is_plain_hijri(text)


def part(items: list[str], known: Callable[[str], bool]) -> list[str]:
    """Return items, those that no list has taken apart where a piece of them is known."""
    found: list[str] = []
    for item in items:
        tried = ([item] if known(item) else split_list(item, [sign]) for sign in SEPARATORS)
        found += next((pieces for pieces in tried if any(map(known, pieces))), [item])
    return found


def is_age(text: str) -> bool:
    """Return whether a text is a number of years and nothing besides."""
    plain = latin_digits(tidy(text)).lower()
    return bool(YEARS.fullmatch(plain)) and sum(map(str.isdigit, plain)) <= MOST_DIGITS


def is_loss(column: str, old: str, new: str) -> bool:
    """Return whether a text lost something, so that it counts; a translation is no loss."""
    if MARK in new and MARK not in old:
        return True
    return kind_of(column) in ("place", "agency") and new != drop_translation(old)
