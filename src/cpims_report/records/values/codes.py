"""Code lists as readers of files: the text of a cell to a code of the configuration."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from cpims_report.config import Code, Settings
from cpims_report.records.columns import code_list
from cpims_report.records.systems.catalogue import read_countries
from cpims_report.records.systems.lexicon import Lexicon
from cpims_report.records.text.normalisation import fold, halves, tidy
from cpims_report.schema import LIST_SEPARATOR, MISSING

CONCERNS = "concerns"
NEED = re.compile(r"[a-z]{2} [a-z]{2}(?= |$)")
"""UNHCR's code of a specific need, folded, at the beginning of an id or label."""
SEPARATORS = (" ||| ", "|||", "\n", ";", "؛", "،", ",")
"""What people put between the items of a list, in the order in which they are tried."""
SIGNS = (*SEPARATORS, "|", "/")
"""The same with signs that words have of their own, where each piece must be known."""
MOST_ITEMS = 30
"""Pieces of a text beyond which it is no list."""
RUBY_LIST = re.compile(r"^\[.*\]$", re.DOTALL)
RUBY_ITEM = re.compile(r'"((?:[^"\\]|\\.)*)"|\'((?:[^\'\\]|\\.)*)\'|([^\s,\[\]"\']+)')


@dataclass(frozen=True)
class CodeList:
    """One list of codes with every spelling known for it.

    A spelling that two codes share has two readings and is never guessed. The words of the four
    non-values are read where no code claims them. `system` is the source's own list of options,
    which goes before all.
    """

    name: str
    labels: Mapping[str, str]
    spellings: tuple[tuple[str, str], ...]
    fallback: tuple[tuple[str, str], ...]
    system: Lexicon | None = None

    @cached_property
    def readings(self) -> dict[str, tuple[str, ...]]:
        """Folded spelling -> the codes it can mean, sorted."""
        return {**group_codes(self.fallback, fold), **group_codes(self.spellings, fold)}

    @cached_property
    def exact(self) -> dict[str, tuple[str, ...]]:
        """Spelling as written but for case -> the codes it can mean, sorted."""
        plain = str.casefold
        return {**group_codes(self.fallback, plain), **group_codes(self.spellings, plain)}

    @property
    def expected(self) -> str:
        """The words that a person may write, as a phrase."""
        words = list(self.labels.values())
        return "one of " + ", ".join(f"“{word}”" for word in words)

    def read(self, word: str) -> tuple[str, ...]:
        """Return the codes that a word can mean: none, one, or several where it is ambiguous.

        Where spellings of two codes fold alike ("N/A" and "#N/A"), the one written so decides. A
        label in two languages is read by its halves, which must agree.
        """
        own = self.system.read(word) if self.system else None
        if own is not None:
            return (own,) if own else ()
        found = self.look_up(word)
        parts = () if found else halves(word)
        read = {codes for part in parts if (codes := self.look_up(part))}
        return read.pop() if len(read) == 1 else found

    def knows(self, word: str) -> bool:
        """Return whether a word has a reading, or is an option of which nobody has decided yet."""
        return bool(self.read(word) or (self.system and self.system.find(word)))

    def part(self, item: str) -> list[str]:
        """Return the items of which a text is made where each of them is known, else the text.

        A text that begins like an option, or like one whose explanation is left out, may be a list
        that begins with it. Labels have commas of their own: pieces that are known together are one
        item.
        """
        if self.spells(item):
            return [item]
        for sign in SEPARATORS if self.knows(item) else SIGNS:
            pieces = [piece for piece in item.split(sign) if piece.strip()]
            found = join_known(pieces, sign, self.knows) if 1 < len(pieces) <= MOST_ITEMS else []
            if len(found) > 1:
                return [piece for each in found for piece in self.part(each)]
        return [item]

    def spells(self, word: str) -> bool:
        """Return whether a word is spelt in full in the list or among the system's options."""
        own = self.system.exact if self.system else {}
        return fold(word) in own or fold(word) in self.readings

    def look_up(self, word: str) -> tuple[str, ...]:
        """Return the codes of a word as written, or of UNHCR's specific need with which it begins.

        Of `cr_lw_child_engaged…` and “CR-LW : Child engaged…” the first two parts are the code. A
        cell of several words that are known each is a list, not one of them.
        """
        found = self.readings.get(fold(word), ())
        if not found and self.find_need(word):
            pieces = split_list(word, SEPARATORS)
            known = (self.readings.get(fold(piece)) or self.find_need(piece) for piece in pieces)
            found = () if len(pieces) > 1 and all(known) else self.find_need(word)
        return found if len(found) < 2 else self.exact.get(tidy(word).casefold(), found)

    def find_need(self, word: str) -> tuple[str, ...]:
        """Return the codes of UNHCR's specific need with which a word begins."""
        match = NEED.match(fold(word)) if self.name == CONCERNS else None
        return self.readings.get(match[0], ()) if match else ()

    def is_usual(self, word: str) -> bool:
        """Return whether a word is written as the list, the system or UNHCR writes it."""
        parts = (word, *halves(word))
        return (
            self.of_system(word)
            or any(tidy(part).casefold() in self.exact for part in parts)
            or (self.name == CONCERNS and NEED.match(fold(word)) is not None)
        )

    def of_system(self, word: str) -> bool:
        """Return whether the source's own list has a word and our code for it."""
        return bool(self.system and self.system.read(word))

    def words(self) -> set[str]:
        """Return all spellings as they are written, to propose the nearest."""
        return {spelling for spelling, _ in self.spellings}


def group_codes(
    spellings: Iterable[tuple[str, str]], form: Callable[[str], str]
) -> dict[str, tuple[str, ...]]:
    """Return spelling in the given form -> sorted distinct codes."""
    codes: dict[str, set[str]] = {}
    for spelling, code in spellings:
        codes.setdefault(form(spelling), set()).add(code)
    return {spelling: tuple(sorted(found)) for spelling, found in codes.items()}


def spell(codes: Mapping[str, Code]) -> list[tuple[str, str]]:
    """Return every way to write each code: id, labels, aliases."""
    return [
        (word, key)
        for key, code in codes.items()
        for word in (key, *code.label.texts, *code.aliases)
        if word
    ]


def read_code_list(settings: Settings, column: str, extra: Mapping[str, str]) -> CodeList:
    """Return the list for a column; `extra` maps further texts to codes and goes first."""
    name = code_list(column)
    if name == CONCERNS:
        taxonomy = settings.concerns
        codes: dict[str, Code] = {**taxonomy.concerns, **taxonomy.kinds, **taxonomy.statuses}
    elif name == "agencies":
        codes = dict(settings.agencies)
    elif name == "places":
        codes = {**settings.places.governorates, **settings.places.camps}
    else:
        codes = dict(settings.lookups[name])
    own = {fold(text) for text in extra}
    spellings = [(word, key) for word, key in spell(codes) if fold(word) not in own]
    if name == "nationality":
        spellings += spell_countries(spellings)
    non_values = spell(settings.lookups["non_values"])
    return CodeList(
        name=name,
        labels={key: code.label.en for key, code in codes.items()},
        spellings=(*spellings, *extra.items()),
        fallback=(("", MISSING), *non_values),
    )


def spell_countries(known: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the other names of countries: with the code of their own, or else with `other`."""
    taken = {fold(word): code for word, code in known}
    return [
        (word, next((taken[fold(each)] for each in words if fold(each) in taken), "other"))
        for key, labels in read_countries().items()
        for words in [(key, *labels)]
        for word in words
        if word and fold(word) not in taken
    ]


def split_list(cell: str, separators: Iterable[str]) -> list[str]:
    """Return the items of a multi-value cell: Ruby lists, or the separators of the profile."""
    if RUBY_LIST.match(cell.strip()):
        return ["".join(parts) for parts in RUBY_ITEM.findall(cell.strip()[1:-1])]
    items = [cell]
    for separator in separators:
        items = [piece for item in items for piece in item.split(separator)]
    return [item.strip() for item in items if item.strip()]


def join_known(pieces: Sequence[str], sign: str, knows: Callable[[str], bool]) -> list[str]:
    """Return pieces, neighbours joined again where only that is known; none where one is left."""
    rest: dict[int, list[str]] = {len(pieces): []}
    for start in reversed(range(len(pieces))):
        for end in range(start + 1, len(pieces) + 1):
            joined = sign.join(pieces[start:end]).strip()
            if end in rest and knows(joined):
                rest[start] = [joined, *rest[end]]
                break
    return rest.get(0, [])


def part_item(item: str, is_list: Callable[[list[str]], bool]) -> list[str]:
    """Return the pieces of an item parted at the first sign that makes a list of it, else the item.

    `is_list` says of pieces whether they are items of a list.
    """
    tried = (split_list(item, [sign]) for sign in SIGNS if sign.strip(" ") in item)
    return next((pieces for pieces in tried if len(pieces) > 1 and is_list(pieces)), [item])


def join_codes(codes: Iterable[str]) -> str:
    """Return codes as one cell of the case tables: distinct, sorted."""
    return LIST_SEPARATOR.join(sorted(set(codes)))


def join_columns(found: Mapping[str, pd.Series]) -> pd.Series:
    """Return for each row the codes whose column is true, as one cell; empty where none is."""
    parts = [found[code].map({True: LIST_SEPARATOR + code, False: ""}) for code in sorted(found)]
    joined = parts[0].astype("str")
    for part in parts[1:]:
        joined = joined + part.astype("str")
    return joined.str.removeprefix(LIST_SEPARATOR)
