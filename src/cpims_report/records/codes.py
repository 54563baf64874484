"""Code lists as readers of files: the text of a cell to a code of the configuration."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from cpims_report.config import Code, Settings
from cpims_report.records.columns import code_list
from cpims_report.records.letters import fold, tidy
from cpims_report.records.sources.profile import read_countries
from cpims_report.schema import LIST_SEPARATOR, MISSING

RUBY_LIST = re.compile(r"^\[.*\]$", re.DOTALL)
RUBY_ITEM = re.compile(r'"((?:[^"\\]|\\.)*)"|\'((?:[^\'\\]|\\.)*)\'|([^\s,\[\]"\']+)')


@dataclass(frozen=True)
class CodeList:
    """One list of codes with every spelling known for it.

    A spelling that two codes share has two readings and is never guessed. The words of the four
    non-values are read where no code claims them.
    """

    name: str
    labels: Mapping[str, str]
    spellings: tuple[tuple[str, str], ...]
    fallback: tuple[tuple[str, str], ...]

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

        Where spellings of two codes fold alike ("N/A" and "#N/A"), the one written so decides.
        """
        found = self.readings.get(fold(word), ())
        return found if len(found) < 2 else self.exact.get(tidy(word).casefold(), found)

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
        for word in (key, code.label.en, code.label.ar, *code.aliases)
        if word
    ]


def read_code_list(settings: Settings, column: str, extra: Mapping[str, str]) -> CodeList:
    """Return the list for a column; `extra` maps further texts to codes and goes first."""
    name = code_list(column)
    if name == "concerns":
        codes: dict[str, Code] = {**settings.concerns.concerns, **settings.concerns.statuses}
    elif name == "agencies":
        codes = dict(settings.agencies)
    else:
        codes = dict(settings.lookups[name])
    own = {fold(text) for text in extra}
    spellings = [(word, key) for word, key in spell(codes) if fold(word) not in own]
    if name == "nationality":
        spellings += spell_other_countries(spellings)
    non_values = spell(settings.lookups["non_values"])
    return CodeList(
        name=name,
        labels={key: code.label.en for key, code in codes.items()},
        spellings=(*spellings, *extra.items()),
        fallback=(("", MISSING), *non_values),
    )


def spell_other_countries(known: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the countries of Primero's list that have no code of their own: `other`."""
    taken = {fold(word) for word, _ in known}
    return [
        (word, "other")
        for key, labels in read_countries().items()
        if not taken.intersection(map(fold, (key, *labels)))
        for word in (key, *labels)
        if word
    ]


def split_list(cell: str, separators: Iterable[str]) -> list[str]:
    """Return the items of a multi-value cell: Ruby lists, or the separators of the profile."""
    if RUBY_LIST.match(cell.strip()):
        return ["".join(parts) for parts in RUBY_ITEM.findall(cell.strip()[1:-1])]
    items = [cell]
    for separator in separators:
        items = [piece for item in items for piece in item.split(separator)]
    return [item.strip() for item in items if item.strip()]


def join_codes(codes: Iterable[str]) -> str:
    """Return codes as one cell of the case tables: distinct, sorted."""
    return LIST_SEPARATOR.join(sorted(set(codes)))
