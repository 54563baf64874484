"""Cells that hold a number of years."""

from __future__ import annotations

import re

import pandas as pd

from cpims_report.records.distinct import spread
from cpims_report.records.identifying import shown_word
from cpims_report.records.letters import latin_digits, tidy
from cpims_report.records.values.desk import Desk

YEARS = re.compile(
    r"(\d{1,3})(?:\.\d+)?\s*(?:y|yrs?|years?(?: old)?|سنة|سنه|سنوات|عام|عاما|أعوام)?\.?"
)


def read_number(desk: Desk, column: str) -> dict[str, pd.Series]:
    """Return whole years; "17 yrs" and "١٧ سنة" are read, anything else is refused."""
    texts = desk.texts(column)
    found = {text: YEARS.fullmatch(latin_digits(tidy(text)).lower()) for text in texts}
    unread = [text for text, match in found.items() if not match and not desk.is_blank(text)]
    desk.refuse(
        column,
        {text: [text] for text in unread},
        lambda text: {
            "code": "IN-NUMBER",
            "message": "The age is no number.",
            "value": shown_word(text, ()),
            "expected": "completed years",
            "action": "Correct the data and export it again.",
        },
    )
    worded = {text: match[1] for text, match in found.items() if match and not is_plain(text)}
    desk.mark(column, "NUM-01", worded)
    numbers = {text: int(match[1]) for text, match in found.items() if match}
    return {column: spread(desk.cells(column), numbers, None, "Int64")}


def is_plain(text: str) -> bool:
    """Return whether a text is a number and nothing else, in whatever digits."""
    return all(letter.isdigit() or letter in ". " for letter in tidy(text))
