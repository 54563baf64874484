"""Ids of a system's forms, fields, lists and options: the one rule for what is one."""

from __future__ import annotations

import re

ADDED = re.compile(r"_(?=[a-f]*\d)[0-9a-f]{6,7}$")
"""What stands behind the id of a thing that was made in the system's own editor."""


def stem(name: str) -> str:
    """Return an id without the signs that a system puts behind one that somebody added."""
    return ADDED.sub("", name)
