"""What the values of a column look like: names, telephones, e-mail, national numbers, free text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cpims_report.records.text.given_names import hold_given_names
from cpims_report.records.text.normalisation import fold, latin_digits
from cpims_report.records.text.withheld import MARK

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w{2,}")
LONG_NUMBER = re.compile(r"(?<![\w.])(?:\+|00)?\d(?:[\s().-]?\d){8,14}(?![\w.])")
DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
WORDS = re.compile(r"[^\W\d_]{2,}(?:[\s._'’-]+[^\W\d_]{1,}){0,4}")
TEXT_HEADER = re.compile(
    r"\b(other|specify|notes?|comments?|details?|descriptions?|remarks?|narrative|summary|"
    r"اخري|ملاحظات|ملاحظه|تفاصيل|وصف|تعليقات|تعليق)\b"
)
MOST_LOOKED_AT = 5_000
"""Distinct values of a column that are looked at; they come in the order of the file."""
MANY = 0.5
SOME = 0.2


def screen(text: str) -> str:
    """Return a text of a column that a person keeps, or a mark where it must not be sent."""
    return MARK if find_suspicion([text], 1, known=True) else text


def find_suspicion(texts: Sequence[str], filled: int, known: bool) -> str:
    """Return what the values of a column look like, in words, or nothing.

    `texts` are distinct, `filled` counts the cells that hold one. In a column that the layout
    knows, words that hardly repeat are no reason to ask; given names always are.
    """
    looked = [latin_digits(text) for text in texts[:MOST_LOOKED_AT]]
    if any(EMAIL.search(text) for text in looked):
        return "e-mail addresses"
    if any(LONG_NUMBER.search(DAY.sub(" ", text)) for text in looked):
        return "telephone or national numbers"
    worded = [text for text in looked if WORDS.fullmatch(text.strip())]
    named = hold_given_names(worded) or (not known and hardly_repeat(worded, looked, filled))
    return "names of people" if named else ""


def hardly_repeat(worded: Sequence[str], texts: Sequence[str], filled: int) -> bool:
    """Return whether texts are mostly words, and nearly every cell has its own."""
    mostly = len(worded) >= MANY * len(texts)
    return mostly and len(texts) >= SOME * filled and len(texts) > 2


def is_free_text(header: str, texts: Sequence[str]) -> bool:
    """Return whether a column holds sentences, by its header or by its values."""
    if TEXT_HEADER.search(fold(header)):
        return True
    looked = texts[:MOST_LOOKED_AT]
    long = sum(len(text.split()) >= 5 or len(text) > 50 for text in looked)
    return bool(looked) and long >= SOME * len(looked)
