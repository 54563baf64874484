"""Words that only stand in the place of a value: a spreadsheet's errors, and ids that are none."""

from __future__ import annotations

import re

from cpims_report.records.text.normalisation import fold

ERROR = re.compile(
    r"#\u00a1?[A-Z\u00c0-\u00dd][\w/ ]{0,14}[!?]|#N/?[AVD]|#GETTING_DATA|#{3,}|Err:\d{3}"
)
"""What a spreadsheet shows in place of a value, in the languages in which it does."""
LIKELY_ERROR, LIKELY_NO_ID = "^[#E]", r"^(?:[^0-9]*|0+)$"
"""What every such word looks like: it is looked for first, because it is quick."""
NO_ID = {
    "",
    *map(
        fold,
        (
            "null",
            "none",
            "nil",
            "nan",
            "N/A",
            "NA",
            "not applicable",
            "unknown",
            "missing",
            "blank",
            "empty",
            "no id",
            "undefined",
            "to be confirmed",
            "tbc",
            "لا يوجد",
            "غير معروف",
            "غير متوفر",
        ),
    ),
}


LONG_ZERO = 4
"""Zeros from which an id is none; a system may count from 0."""


def is_error(text: str) -> bool:
    """Return whether a cell holds an error of a spreadsheet (#N/A, #REF!, ####)."""
    return text[:1] in "#E" and ERROR.fullmatch(text) is not None


def keep_id(text: str) -> str:
    """Return a record id, or nothing for a word or signs that stand for none."""
    if len(text) >= LONG_ZERO and text.isdigit():
        return text if text.strip("0") else ""
    return "" if len(text) <= 20 and fold(text) in NO_ID else text
