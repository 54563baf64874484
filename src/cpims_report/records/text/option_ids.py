"""Ids of a system's forms, fields, lists and options: the one rule for what is one."""

from __future__ import annotations

import re

from cpims_report.records.text.given_names import hold_given_names

OPTION = re.compile(
    r"[A-Za-z0-9]+-?(?:[A-Za-z0-9]+-?)*_[A-Za-z0-9_-]+|[A-Z]{2,3}-[A-Z]{2,3}|[A-Za-z]{1,4}\d{1,4}"
)
"""What a system calls an option (cr_lw_worst_forms, SV-VA, R101): words with a sign or number."""
ADDED = re.compile(r"_(?=[a-f]*\d)[0-9a-f]{6,7}$")
"""What stands behind the id of a thing that was made in the system's own editor."""


def is_option(word: str) -> bool:
    """Return whether a word is an option's id: nobody is called so, but for a name in it."""
    return OPTION.fullmatch(word) is not None and not hold_given_names([word])


def stem(name: str) -> str:
    """Return an id without the signs that a system puts behind one that somebody added."""
    return ADDED.sub("", name)
