"""Exact values of suppressed cells, and the words under which they could be recognised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product

import pandas as pd

from cpims_report.config import Code, Settings
from cpims_report.disclosure.measures import listed_categories
from cpims_report.schema import CELL_KEY, DIMENSIONS, TOTAL, UNKNOWN_CELL

Codes = frozenset[str]
UNKNOWN_WORDS = ("unknown", "not recorded", "not known", "غير معروف", "غير مسجل", "_u")
SEX_WORDS = {"F": ("f", "girls", "female", "girl"), "M": ("m", "boys", "male", "boy")}
MOST_READINGS = 64
YEAR = re.compile(r"(?:\w+ ){0,2}(\d{4})(?: \(.*\))?")
"""A year in a column's heading: 2017, 2017 (synthetic), or Number 2017."""


@dataclass(frozen=True)
class Secrets:
    """What the finished files must not say of one year.

    `cells`: key of a suppressed row -> its exact value; `hidden` and `shown`: the same by the set
    of codes alone (`place:tafilah`, `sex:F`), with the numbers that published rows give to equal
    codes; `lexicon`: words in small letters -> the codes that they may stand for.
    """

    year: int
    cells: Mapping[tuple[str, ...], int]
    hidden: Mapping[Codes, frozenset[int]]
    shown: Mapping[Codes, frozenset[int]]
    lexicon: Mapping[str, Codes]

    @classmethod
    def of(
        cls, exact: pd.DataFrame, published: pd.DataFrame, settings: Settings, year: int
    ) -> Secrets:
        """Return the secrets of a year: what its exact cells have and its published ones hide.

        All of internal indicators is hidden.
        """
        both = exact.merge(published, on=list(CELL_KEY), suffixes=("", "_shown"), how="left")
        inside = exact["indicator"].map(
            {name: one.audience == "internal" for name, one in settings.indicators.items()}
        )
        kept = both["status_shown"].eq("suppressed") | inside.fillna(False).to_numpy(dtype=bool)
        gone = both[both["value"].notna() & kept]
        keys = gone[list(CELL_KEY)].astype(str).itertuples(index=False, name=None)
        numbers = [
            published[[*DIMENSIONS]].assign(number=published[name])
            for name in ("value", "base", "percent")
        ]
        return cls(
            year,
            dict(zip(keys, gone["value"].astype(int), strict=True)),
            by_codes(gone[[*DIMENSIONS]].assign(number=gone["value"])),
            by_codes(pd.concat(numbers)),
            find_words(settings),
        )

    @cached_property
    def numbers(self) -> frozenset[int]:
        """Every number that is hidden: most of what a report says is none of them."""
        return frozenset(number for numbers in self.hidden.values() for number in numbers)

    def tells(self, words: Iterable[str], number: int) -> bool:
        """Return whether words and a number together say what a suppressed cell holds.

        They do if the words that are codes are just the cell's codes, and no published cell of
        codes that the words may mean has that number. Another year among the words clears them.
        """
        if number not in self.numbers:
            return False
        texts = {normal(word) for word in words}
        if any(int(found[1]) != self.year for found in map(YEAR.fullmatch, texts) if found):
            return False
        options = [self.lexicon[text] for text in sorted(texts) if text in self.lexicon]
        readings = [frozenset(codes) for codes in islice(product(*options), MOST_READINGS)]
        shown = any(number in self.shown.get(codes, ()) for codes in readings)
        return not shown and any(number in self.hidden.get(codes, ()) for codes in readings)


def by_codes(cells: pd.DataFrame) -> dict[Codes, frozenset[int]]:
    """Return the set of whole numbers for each set of codes that is not empty."""
    found: dict[Codes, set[int]] = {}
    known = cells.dropna(subset=["number"])
    for *codes, number in known[[*DIMENSIONS, "number"]].itertuples(index=False, name=None):
        key = frozenset(
            f"{name}:{code}" for name, code in zip(DIMENSIONS, codes, strict=True) if code != TOTAL
        )
        if key and float(number).is_integer():
            found.setdefault(key, set()).add(int(number))
    return {key: frozenset(numbers) for key, numbers in found.items()}


def find_words(settings: Settings) -> dict[str, Codes]:
    """Return every id and label of the code lists, in small letters, with the codes it may mean."""
    places, lookups = settings.places, settings.lookups
    lists: list[tuple[str, Mapping[str, Code]]] = [
        ("age", lookups["age_band"]),
        ("nationality", lookups["nationality"]),
        ("concern", settings.concerns.concerns),
        *(
            ("place", group)
            for group in (places.governorates, places.regions, places.camps, places.sites)
        ),
        *(("category", lookups[name]) for name in listed_categories(settings)),
        *(("category", lookups[name]) for name in internal_categories(settings)),
    ]
    found: dict[str, set[str]] = {}
    for dimension, codes in lists:
        for name, code in codes.items():
            for word in (name, *code.label.texts):
                found.setdefault(normal(word), set()).add(f"{dimension}:{name}")
    for name, words in SEX_WORDS.items():
        for word in (*words, *lookups["sex"]["female" if name == "F" else "male"].label.texts):
            found.setdefault(normal(word), set()).add(f"sex:{name}")
    for word in UNKNOWN_WORDS:
        found[word] = {f"{dimension}:{UNKNOWN_CELL}" for dimension in DIMENSIONS}
    return {word: frozenset(codes) for word, codes in found.items() if word}


def internal_categories(settings: Settings) -> list[str]:
    """Return the code lists of internal indicators."""
    return sorted(
        {
            entry.category
            for entry in settings.indicators.values()
            if entry.audience == "internal" and entry.category in settings.lookups
        }
    )


def normal(word: str) -> str:
    """Return a word as the lexicon has it: small letters, single blanks, plain dashes."""
    plain = word.replace("\u2013", "-").replace("\u2019", "'").replace("\u00a0", " ").casefold()
    return " ".join(plain.split())
