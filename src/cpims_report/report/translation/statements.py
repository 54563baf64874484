"""The template statements around a paragraph: those that hold it, and those that are in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

STATEMENT = re.compile(r"\{%-?\s*(\w+).*?%\}", re.DOTALL)
_OPENERS = {"if": "endif", "for": "endfor"}
_MIDDLES = {"elif", "else"}


@dataclass(frozen=True)
class Statement:
    """One `{% … %}`: where it stands, and the numbers of the statements that it belongs to."""

    start: int
    end: int
    word: str
    opener: int | None
    closer: int | None
    alternative: bool


def statements(text: str) -> list[Statement]:
    """Return the statements of a text in order, each with its opener and closer where they are."""
    found = list(STATEMENT.finditer(text))
    opened: list[int] = []
    owner: dict[int, int] = {}
    closer: dict[int, int] = {}
    branched: set[int] = set()
    for number, match in enumerate(found):
        if match[1] in _OPENERS:
            opened.append(number)
        elif match[1] in _MIDDLES and opened:
            owner[number] = opened[-1]
            branched.add(opened[-1])
        elif match[1] in _OPENERS.values() and opened:
            owner[number] = opened.pop()
            closer[owner[number]] = number
    return [
        Statement(
            match.start(),
            match.end(),
            match[1],
            owner.get(number),
            closer.get(number),
            number in branched,
        )
        for number, match in enumerate(found)
    ]


def unwrapped(text: str) -> tuple[str, str, str]:
    """Return what stands before, in and after a paragraph's own words.

    Outside are statements that open or close elsewhere, and a pair around the whole without an
    alternative: `{% if … %}A sentence.{% endif %}` has the words `A sentence.`
    """
    before, after = "", ""
    while True:
        found = statements(text)
        if not found:
            break
        first, last = found[0], found[-1]
        at_start = not text[: first.start].strip()
        at_end = not text[last.end :].strip()
        if at_start and (not is_opener(first) or first.closer is None):
            before, text = before + text[: first.end], text[first.end :]
        elif at_end and (is_opener(last) or last.opener is None):
            after, text = text[last.start :] + after, text[: last.start]
        elif at_start and at_end and first.closer == len(found) - 1 and not first.alternative:
            after = text[last.start :] + after
            before, text = before + text[: first.end], text[first.end : last.start]
        else:
            break
    inner = text.strip()
    where = text.index(inner) if inner else 0
    return before + text[:where], inner, text[where + len(inner) :] + after


def is_opener(statement: Statement) -> bool:
    """Return whether a statement begins a part that another one ends."""
    return statement.word in _OPENERS


def unbalanced(text: str) -> str:
    """Return the first statement whose partner is not in the text; empty where all have theirs."""
    for each in statements(text):
        partner = each.closer if is_opener(each) else each.opener
        if partner is None and (is_opener(each) or each.word in {*_MIDDLES, *_OPENERS.values()}):
            return text[each.start : each.end]
    return ""
