"""The sentences of a chapter that changed, old beside new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

from rapidfuzz import fuzz

from cpims_report.report.assembly.chapters import Chapter
from cpims_report.report.assembly.tree import Node, elements, plain_text

_END = re.compile(r"(?<=[.!?؟])\s+(?=[^\sa-z])")
_WORD = re.compile(r"\s+|[^\s]+")
_ALIKE = 50
"""From this part of 100 on, two sentences are one that was rewritten."""


@dataclass(frozen=True)
class Sentence:
    """One sentence that was rewritten, taken out (new is empty) or put in (old is empty)."""

    old: str
    new: str


def changed_sentences(old: Chapter | None, new: Chapter | None) -> list[Sentence]:
    """Return what differs between two states of a chapter's prose, in its order, each once."""
    before, now = (sentences(each) if each else [] for each in (old, new))
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    found = (
        sentence
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
        for sentence in paired(before[a:b], now[c:d])
    )
    return list(dict.fromkeys(found))


def paired(before: Sequence[str], now: Sequence[str]) -> Iterator[Sentence]:
    """Yield sentences beside the first that is like them, those without one alone."""
    left = list(before)
    for text in now:
        near = next((each for each in left if fuzz.ratio(each, text) >= _ALIKE), "")
        if near:
            left.remove(near)
        yield Sentence(near, text)
    for text in left:
        yield Sentence(text, "")


def sentences(chapter: Chapter) -> list[str]:
    """Return the sentences of a chapter's prose: no captions, no tables."""
    texts = (" ".join(plain_text(node["c"]).split()) for node in prose(list(chapter.blocks)))
    return [sentence for text in texts for sentence in _END.split(text) if sentence]


def prose(tree: object) -> Iterator[Node]:
    """Yield the paragraphs of a tree that are not part of a table or figure."""
    if isinstance(tree, dict):
        if tree.get("t") in {"Table", "Figure"} or "float-links" in str(tree.get("c", ""))[:80]:
            return
        if tree.get("t") in {"Para", "Plain"}:
            if not any(each["t"] == "Image" for each in elements(tree["c"])):
                yield tree
            return
        for value in tree.values():
            yield from prose(value)
    elif isinstance(tree, list):
        for item in tree:
            yield from prose(item)


def marked(old: str, new: str) -> tuple[str, str]:
    """Return both sentences as HTML, with the words that differ marked."""
    before, now = _WORD.findall(old), _WORD.findall(new)
    if not before or not now:
        return escape(old), escape(new)
    pieces: tuple[list[str], list[str]] = ([], [])
    for kind, a, b, c, d in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        for side, name, words in ((0, "del", before[a:b]), (1, "ins", now[c:d])):
            text = escape("".join(words))
            pieces[side].append(text if kind == "equal" or not text else f"<{name}>{text}</{name}>")
    return "".join(pieces[0]), "".join(pieces[1])
