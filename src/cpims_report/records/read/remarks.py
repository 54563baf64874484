"""Texts that are no part of a case: notes below a table, and words for a total."""

from __future__ import annotations

import re

from cpims_report.records.text.normalisation import is_sentence

TOTAL = re.compile(r"\s*(?:(?:grand|sub)[ -]?)?total|.*(?:مجموع|جمالي)", re.IGNORECASE)


def is_remark(text: str) -> bool:
    """Return whether a text is a sentence or begins one, and no word for a total."""
    return (is_sentence(text) or text.rstrip().endswith(":")) and not is_total(text)


def is_total(text: str) -> bool:
    """Return whether a text begins with a word for a total."""
    return TOTAL.match(text) is not None


def is_beside(text: str) -> bool:
    """Return whether a text stands beside the cases, as no record id does."""
    return is_total(text) or is_remark(text)
