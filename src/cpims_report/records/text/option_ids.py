"""Ids of a system's forms, fields, lists and options: the one rule for what is one."""

from __future__ import annotations

import re

from cpims_report.records.text.given_names import hold_given_names

OPTION = re.compile(
    r"[A-Za-z0-9]+-?(?:[A-Za-z0-9]+-?)*_[A-Za-z0-9_-]+|[A-Z]{2,3}-[A-Z]{2,3}|[A-Za-z]{1,4}\d{1,4}"
)
"""What a system calls an option (cr_lw_worst_forms, SV-VA, R101): words with a sign or number."""
ADDED = re.compile(r"_(?:(?=[a-f]*\d)[0-9a-f]{6,7}|\d{5})$")
"""What stands behind the id of a thing that was made in the system's own editor: seven signs of
hexadecimal behind a form, field or list, five digits behind an option."""


def is_option(word: str) -> bool:
    """Return whether a word is an option's id: nobody is called so, but for a name in it."""
    return OPTION.fullmatch(word) is not None and not hold_given_names([word])


def is_own_id(word: str) -> bool:
    """Return whether a word is what a system makes of a label: small letters, and a low line."""
    return "_" in word and word == word.lower() and word.isascii() and is_option(word)


def stem(name: str) -> str:
    """Return an id without the signs that a system puts behind one that somebody added."""
    return ADDED.sub("", name)
