"""A list of options as a reader of cells: ids or labels, in any language, whole or cut."""

from __future__ import annotations

import html
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cpims_report.records.text.normalisation import fold, halves

BRACKETS = "([（"
CUT = "…"
"""Behind a beginning that is enough to tell an option from the others of its list."""
PIECES = ", "
"""Between the ids of options that are one together."""
LONGEST = 40
"""Letters of an id or label that are kept; a longer one is cut."""


def shorten(label: str) -> str:
    """Return what stands before the first bracket: what follows only explains it."""
    cut = min((at for sign in BRACKETS if (at := label.find(sign)) > 0), default=len(label))
    return label[:cut].strip() or label.strip()


def spell(word: str) -> tuple[str, ...]:
    """Return the folded ways to write a label: whole, either half of two languages, cut.

    Some systems keep what their editors made of signs (&amp;).
    """
    plain = html.unescape(word) if "&" in word else word
    parts = (plain, *halves(plain))
    found = (fold(each) for part in parts for each in (part, shorten(part)))
    return tuple(dict.fromkeys(filter(None, found)))


def cut(word: str, others: Collection[str]) -> str:
    """Return what tells a word from the others of its list, marked where something was left out.

    Words behind a bracket go; what is still long becomes the shortest beginning, in whole words,
    that none of the others has.
    """
    short = shorten(word)
    alone = all(fold(shorten(other)) != fold(short) for other in others if other != word)
    plain = short if alone else word
    if len(plain) <= LONGEST:
        return plain
    words = fold(plain).split(" ")
    taken = [fold(other) for other in others if other != word]
    for count in range(2, len(words)):
        beginning = " ".join(words[:count])
        if len(beginning) > LONGEST // 3 and not any(each.startswith(beginning) for each in taken):
            return f"{beginning}{CUT}"
    return plain


@dataclass(frozen=True)
class Lexicon:
    """The options of one list: id -> the words for it, and id -> our code, empty while open.

    `parted` says that labels were parted at commas, so that some may be pieces.
    """

    words: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, str]
    parted: bool = False

    @cached_property
    def exact(self) -> dict[str, str]:
        """Folded spelling -> option; one of options that mean different things stands for none.

        Of several with one meaning the first counts, of which one is open that.
        """
        found: dict[str, list[str]] = {}
        for key, words in self.words.items():
            for word in words:
                for spelling in () if word.endswith(CUT) else spell(word):
                    found.setdefault(spelling, []).append(key)
        chosen = {word: self.choose(keys) for word, keys in found.items()}
        return {word: key for word, key in chosen.items() if key}

    def choose(self, keys: Sequence[str]) -> str:
        """Return the one of options that share a spelling, or nothing where they differ."""
        codes = {self.codes[key] for key in keys} - {""}
        if len(codes) > 1:
            return ""
        return next((key for key in keys if not self.codes[key]), keys[0])

    @cached_property
    def beginnings(self) -> dict[str, str]:
        """Folded beginning -> option, for the words that were cut, the longest first."""
        found = {
            fold(word): key
            for key, words in self.words.items()
            for word in words
            if word.endswith(CUT)
        }
        return dict(sorted(found.items(), key=lambda item: -len(item[0])))

    def find(self, word: str) -> str:
        """Return the option that a cell means, or nothing."""
        for spelling in spell(word):
            if spelling in self.exact:
                return self.exact[spelling]
        whole = f"{fold(word)} "
        begun = (key for known, key in self.beginnings.items() if whole.startswith(f"{known} "))
        return next(begun, "") or self.join(word)

    def join(self, word: str) -> str:
        """Return the neighbours of which a word is made, in one, or nothing.

        Lists that stand beside their field part their labels by commas, and labels have commas.
        """
        whole = fold(word)
        for place in range(len(self.pieces)):
            joined, keys = "", []
            for other in self.pieces[place:]:
                joined = f"{joined} {other[0]}".strip()
                keys.append(other[1])
                if not whole.startswith(joined):
                    break
                if joined == whole and len(keys) > 1:
                    return PIECES.join(keys)
        return ""

    @cached_property
    def pieces(self) -> list[tuple[str, str]]:
        """The folded labels of the list in its order, language by language, with their options."""
        most = max((len(words) for words in self.words.values()), default=0)
        return [
            (fold(words[turn]), key)
            for turn in range(most)
            for key, words in self.words.items()
            if turn < len(words) and self.parted
        ]

    def read(self, word: str) -> str | None:
        """Return our code for a cell, nothing while it is open, None where no option is meant."""
        option = self.find(word)
        return self.codes.get(option, "") if option else None
