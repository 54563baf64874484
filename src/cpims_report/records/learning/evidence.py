"""What speaks for a code of ours as the meaning of an option: which code, how surely, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

import yaml
from rapidfuzz import fuzz

from cpims_report.config import Settings
from cpims_report.records.columns import code_list
from cpims_report.records.systems.dictionary import Dictionary
from cpims_report.records.systems.lexicon import shorten
from cpims_report.records.text.normalisation import fold, halves
from cpims_report.records.text.option_ids import stem
from cpims_report.records.values.codes import CONCERNS, NEED, CodeList, read_code_list
from cpims_report.schema import NON_VALUES

CERTAIN = 90
"""From here a proposal is taken; below it is an open decision."""
SMALL = 3
"""Letters of a word that says nothing by itself ("of", "the")."""
ALMOST = 65
"""Likeness from which a similar word is proposed at all."""


@dataclass(frozen=True)
class Proposal:
    """A code, how sure it is from 0 to 100, and the evidence in words."""

    code: str
    sure: int
    why: str

    @property
    def certain(self) -> bool:
        """Whether nobody need be asked."""
        return self.sure >= CERTAIN


NOTHING = Proposal("", 0, "")


@dataclass(frozen=True)
class Witness:
    """All that can speak for a code of one of our lists: the list, and other systems' decisions."""

    codes: CodeList
    others: tuple[Dictionary, ...] = ()

    def propose(self, option: str, labels: Iterable[str]) -> Proposal:
        """Return the best proposal for an option; nothing where no evidence is found."""
        words = tuple(dict.fromkeys(filter(None, (option, stem(option), *labels))))
        for search in (self.decided_elsewhere, self.needs_code, self.same_words):
            found = search(words)
            if len(found) == 1:
                return found.pop()
            if found:
                both = " or ".join(sorted(each.code for each in found))
                return Proposal("", 0, f"its id and labels mean different things: {both}")
        return self.similar_words(words)

    def decided_elsewhere(self, words: tuple[str, ...]) -> set[Proposal]:
        """Return the codes that other systems have for the same option."""
        codes: dict[str, str] = {}
        for other in self.others:
            for each in other.lists.values():
                option = each.options.get(words[0]) if each.codes == self.codes.name else None
                if option and option.code:
                    codes.setdefault(option.code, other.system)
        return {Proposal(code, 95, f"so decided in {name}") for code, name in codes.items()}

    def needs_code(self, words: tuple[str, ...]) -> set[Proposal]:
        """Return the codes for UNHCR's specific need with which the id or a label begins."""
        found = set()
        for word in words:
            match = NEED.match(fold(word))
            read = self.codes.readings.get(match[0], ()) if match else ()
            if match and len(read) == 1 and self.codes.name in (CONCERNS, "protection_status"):
                need = match[0].upper().replace(" ", "-")
                found.add(Proposal(read[0], 95, f"UNHCR's code {need}"))
        return found

    def same_words(self, words: tuple[str, ...]) -> set[Proposal]:
        """Return the codes that our list has for the same words, in any of its languages."""
        found = set()
        for word in words:
            for part in (word, *halves(word), shorten(word)):
                read = self.codes.read(part)
                if len(read) == 1:
                    found.add(Proposal(read[0], 95, "the same words"))
        return found

    def similar_words(self, words: tuple[str, ...]) -> Proposal:
        """Return the code whose words are most like those of the option, never certain."""
        parts = {fold(part) for word in words for part in (shorten(word), *halves(word))}
        scored = [
            (liken(part, known), code, known)
            for part in parts
            for known, code in self.spelt.items()
        ]
        score, code, known = max(scored, default=(0.0, "", ""))
        if score < ALMOST:
            return NOTHING
        return Proposal(code, min(round(score), CERTAIN - 5), f"similar to “{known}”")

    @cached_property
    def spelt(self) -> dict[str, str]:
        """Folded word -> code, for answers whose words are long enough to be like another."""
        return {
            word: codes[0]
            for word, codes in self.codes.readings.items()
            if len(codes) == 1 and codes[0] not in NON_VALUES and len(word) > SMALL
        }


def liken(left: str, right: str) -> float:
    """Return the likeness of two texts, from 0 to 100, by their words of more than three letters.

    Half of it is whether one has all words of the other, half how much else they have.
    """
    texts = [" ".join(word for word in text.split() if len(word) > SMALL) for text in (left, right)]
    if not all(texts):
        return 0.0
    return (fuzz.token_set_ratio(*texts) + fuzz.token_sort_ratio(*texts)) / 2


def call_witness(settings: Settings, codes: str, others: Iterable[Dictionary] = ()) -> Witness:
    """Return what can speak for the codes of one of our lists."""
    own = read_code_list(settings, codes, {})
    words = {
        word: code
        for code, found in read_words().get(code_list(codes), {}).items()
        if code in own.labels
        for word in found
        if not own.read(word)
    }
    return Witness(read_code_list(settings, codes, words), tuple(others))


@cache
def read_words() -> dict[str, dict[str, list[str]]]:
    """Return code list -> code -> words for it in languages that our lists do not have."""
    text = files(__package__).joinpath("words.yml").read_text(encoding="utf-8")
    known: dict[str, dict[str, list[str]]] = yaml.safe_load(text)
    return known
