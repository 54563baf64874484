"""Salted hashes of every identifier met, by which the leak scan knows one when it sees it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pandas as pd

SHORTEST = 6
"""Shorter words are met by chance in any text."""


def hash_identifiers(words: Iterable[str]) -> pd.DataFrame:
    """Return one row a distinct identifier: `salt`, `hash` (SHA-256 of salt and word, hexadecimal).

    Words of fewer than six characters, and plain numbers of fewer than eight digits, are left out.
    The salt depends on the words alone, so the same input gives the same bytes; it is also in
    `attrs["salt"]`.
    """
    known = sorted({word.strip() for word in words if is_telling(word.strip())})
    salt = hashlib.sha256("\n".join(known).encode()).hexdigest()[:32]
    hashes = sorted(hashlib.sha256(f"{salt}{word}".encode()).hexdigest() for word in known)
    table = pd.DataFrame({"salt": salt, "hash": pd.Series(hashes, dtype="str")})
    table.attrs["salt"] = salt
    return table


def is_telling(word: str) -> bool:
    """Return whether a word in a published text could only have come from a record."""
    return len(word) >= (8 if word.isdigit() else SHORTEST)
