"""What may stand in a cell of a column that the report needs: nothing but what a list has."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cpims_report.config import Settings
from cpims_report.records.columns import Kind, kind_of
from cpims_report.records.deidentify.allowed_words import Options, Words
from cpims_report.records.deidentify.places import cut_place
from cpims_report.records.deliveries.code_cells import EXTERNAL, collapse, resplit
from cpims_report.records.deliveries.number_cells import YEARS
from cpims_report.records.read.reshape import drop_translation
from cpims_report.records.systems.profile import Profile
from cpims_report.records.text.normalisation import fold, latin_digits, tidy
from cpims_report.records.text.option_ids import is_own_id
from cpims_report.records.text.withheld import MARK
from cpims_report.records.values.codes import RUBY_LIST, read_code_list, split_list
from cpims_report.records.values.dates import DayReader, looks_like_day
from cpims_report.records.values.doubtful_words import read_doubts
from cpims_report.records.values.hijri import is_plain_hijri
from cpims_report.records.values.known_words import known_words
from cpims_report.records.values.places import Gazetteer, split_path

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
NO_COUNTS: Mapping[str, int] = {}
OFTEN = 3
"""Cells from which a word in the shape of an option's id is one; a name stands in few."""
SMALL = 3
"""Letters of a word that says nothing by itself."""
MOST_DIGITS = 5
YEAR_DIGITS = 4


@dataclass(frozen=True)
class Allowed:
    """The texts that columns may hold, as the readers of the report understand them.

    `options` are the lists of a system's own dictionary, by canonical column.
    """

    settings: Settings
    profile: Profile
    options: Mapping[str, Options] = field(default_factory=dict)

    def change(self, column: str, counts: Mapping[str, int] = NO_COUNTS) -> Change:
        """Return what makes of each text of a column one that may be sent.

        `counts` says in how many cells each text stands.
        """
        bilingual = "bilingual" in self.profile.layout
        changed = self.changes(kind_of(column), column, counts)
        blanks = self.blanks

        def change(text: str) -> str:
            word = drop_translation(text) if bilingual else text
            return word if fold(word) in blanks else changed(word)

        return change

    def changes(self, kind: Kind, column: str, counts: Mapping[str, int]) -> Change:
        """Return the change of one kind of column."""
        match kind:
            case "day":
                return self.admit_day
            case "days":
                lists = self.profile.lists
                return lambda text: self.change_list(text, split_list(text, lists), self.admit_day)
            case "place":
                gazetteer = Gazetteer(self.settings.places)
                return lambda text: cut_place(text, gazetteer, self.profile.locations)
            case "number":
                return lambda text: text if is_age(text) else MARK
            case _:
                return self.coded(kind, column, counts)

    def coded(self, kind: Kind, column: str, counts: Mapping[str, int]) -> Change:
        """Return the change of a column of codes: one, several, yes or no, or a member."""
        name = column.split("/", maxsplit=1)[0].rpartition(".")[2]
        listed = "yes_no" if kind == "flag" else name
        spellings = self.profile.spellings.get(listed, {})
        codes = read_code_list(self.settings, listed, spellings)
        options = self.options.get(column)
        words = Words(
            codes,
            {*codes.readings, *read_doubts(name)},
            options,
            self.find_ids(counts, options) if options and options.parted else frozenset(),
        )
        if kind == "agency":
            return lambda text: words.admit(text).replace(MARK, EXTERNAL)
        if kind == "codes":
            lists = self.profile.lists
            return lambda text: self.change_list(
                text, words.part(resplit(split_list(text, lists), codes)), words.admit
            )
        return lambda text: words.admit_one(text, collapse(text, codes))

    def find_ids(self, counts: Mapping[str, int], options: Options) -> frozenset[str]:
        """Return the words that are ids of options in a list that does not tell its ids.

        A word of that shape that few cells have, and that has no word of any list in it, may be
        somebody's name.
        """
        met: Counter[str] = Counter()
        for text, cells in counts.items():
            met.update(dict.fromkeys(split_list(text, self.profile.lists), cells))
        spoken = self.vocabulary | split_tokens(
            word for each in options.words.items() for word in (each[0], *each[1])
        )
        return frozenset(
            word
            for word, cells in met.items()
            if is_own_id(word) and (cells >= OFTEN or not spoken.isdisjoint(split_tokens([word])))
        )

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The long words of all lists of the configuration."""
        return split_tokens(known_words(self.settings))

    @cached_property
    def dates(self) -> DayReader:
        """What reads the days of the layout."""
        return DayReader(self.profile.dates)

    @cached_property
    def blanks(self) -> set[str]:
        """The words that stand for no answer, folded."""
        words = self.settings.lookups["non_values"].values()
        return {"", *(fold(word) for code in words for word in code.aliases)}

    def change_list(self, text: str, items: Sequence[str], admit: Change) -> str:
        """Return a list with each item as it may be sent, one mark for all that may not."""
        changed = [admit(item) for item in items]
        if changed == list(items):
            return text
        marked = [MARK] * (MARK in changed)
        changed = [item for item in changed if item != MARK] + marked
        if RUBY_LIST.match(text.strip()):
            return json.dumps(changed, ensure_ascii=False)
        return next(sign for sign in (*self.profile.lists, JOINT) if sign != RUBY).join(changed)

    def admit_day(self, text: str) -> str:
        """Return a text that is a day, of whatever calendar or none, and nothing besides."""
        year = latin_digits(tidy(text))
        alone = len(year) == YEAR_DIGITS and year.isdigit()
        found = self.dates.read(text) or looks_like_day(text)
        return text if found or alone or is_plain_hijri(text) else MARK

    def is_loss(self, column: str, old: str, new: str) -> bool:
        """Return whether a text lost something, so that it counts; a translation is no loss."""
        kind, sign = kind_of(column), self.profile.locations.separator
        if kind == "agency":
            return new == EXTERNAL != old
        if MARK in new and MARK not in old:
            return True
        shorter = len(split_path(new, sign)) < len(split_path(old, sign))
        return kind == "place" and (shorter or count_digits(new) < count_digits(old))


def split_tokens(words: Iterable[str]) -> frozenset[str]:
    """Return the folded words of texts that are long enough to say something."""
    return frozenset(token for word in words for token in fold(word).split() if len(token) > SMALL)


def is_age(text: str) -> bool:
    """Return whether a text is a number of years and nothing besides."""
    plain = latin_digits(tidy(text)).lower()
    return bool(YEARS.fullmatch(plain)) and count_digits(plain) <= MOST_DIGITS


def count_digits(text: str) -> int:
    """Return how many digits a text has."""
    return sum(map(str.isdigit, text))
