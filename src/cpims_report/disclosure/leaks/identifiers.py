"""Identifiers of the raw data, known by their salted hashes alone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

RUN = re.compile(r"[^\W_][\w.\-/:@#+]*")
PIECE = re.compile(r"[^\W_]+")
STEP = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+")
SHORTEST, LONGEST = 6, 80
"""Length of a word that may be an identifier: shorter ones are in no set."""
CUTS = ((PIECE, 6, 7), (STEP, 10, 12))
"""Ways to cut a run into words: at what, the shortest word, the most pieces of one. Cuts without a
joining sign give long words only: short ones occur by chance in any checksum."""
TOKEN = re.compile(r"[A-Za-z0-9]+")
GAP = re.compile(r"[\s\u00a0\u2010-\u2015_./:|-]{1,3}")
DIGIT = re.compile(r"[0-9]")
HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
JOINTS = ("-", "", "/")
MOST_TOKENS, FEWEST_DIGITS = 5, 6
"""Words of at most so many pieces are put together again, if they have so many digits."""


@dataclass(frozen=True)
class Identifiers:
    """Hashes of identifiers: SHA-256, hexadecimal, of the salt followed by the word.

    Whoever makes the set leaves out words that any text may hold: those of fewer than six
    characters and short plain numbers.
    """

    salt: str
    hashes: frozenset[str]

    @classmethod
    def of(cls, table: pd.DataFrame) -> Identifiers:
        """Return the identifiers of a table with columns `salt` and `hash`."""
        salt = str(table["salt"].iloc[0]) if len(table) else ""
        return cls(salt, frozenset(table["hash"]))

    @classmethod
    def from_words(cls, words: Iterable[str], salt: str) -> Identifiers:
        """Return the identifiers of known words."""
        return cls(salt, frozenset(digest(salt, word) for word in words))

    def count_in(self, text: str) -> int:
        """Return how many different words of a text are identifiers, in any letter case."""
        if not self.hashes:
            return 0
        words = {word for run in set(RUN.findall(text)) for word in parts(run)} | rejoined(text)
        forms = {form for word in words if len(word) >= SHORTEST for form in cases(word)}
        return sum(digest(self.salt, form) in self.hashes for form in forms)


def digest(salt: str, word: str) -> str:
    """Return the salted hash of a word."""
    return hashlib.sha256(f"{salt}{word}".encode()).hexdigest()


def cases(word: str) -> tuple[str, str, str]:
    """Return a word as written, in small letters and in capitals."""
    return word, word.lower(), word.upper()


def parts(run: str) -> Iterator[str]:
    """Yield the words that may stand in a run of letters, digits and joining signs.

    Stretches between joining signs, and between letters and digits or small letters and capitals,
    so that `childSYN-18-0001234_x` yields `SYN-18-0001234`.
    """
    if len(run) > 10 * LONGEST:
        return
    yield run
    for pattern, shortest, most in CUTS:
        spans = [found.span() for found in pattern.finditer(run)][: 4 * most]
        for (start, _), (_, end) in stretches(spans, most):
            if shortest <= end - start <= LONGEST:
                yield run[start:end]


def rejoined(text: str) -> set[str]:
    """Return words whose joining signs may have been changed: `SYN 18 0001234`, `SYN/18/0001234`.

    Pieces set apart by blanks, dashes, dots, bars or hidden signs, joined again as identifiers
    are. Only where there are letters and a good many digits: else any row of numbers would do.
    """
    plain, found = HIDDEN.sub("", text), set()
    near: list[str] = []
    end = 0
    for token in TOKEN.finditer(plain):
        if not GAP.fullmatch(plain, end, token.start()):
            near = []
        near, end = [*near, token[0]][-MOST_TOKENS:], token.end()
        for first in range(len(near) - 1):
            word = "".join(near[first:])
            if FEWEST_DIGITS <= len(DIGIT.findall(word)) < len(word) <= LONGEST:
                found |= {sign.join(near[first:]) for sign in JOINTS}
    return found | ({plain} if plain != text and len(plain) <= LONGEST else set())


def stretches(
    spans: list[tuple[int, int]], most: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the first and last span of every stretch of at most so many spans."""
    yield from ((span, span) for span in spans)
    yield from (
        (spans[first], spans[last])
        for first, last in combinations(range(len(spans)), 2)
        if last - first < most
    )
