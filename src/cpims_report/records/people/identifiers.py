"""Salted hashes of every identifier met, by which the leak scan knows one when it sees it."""

from __future__ import annotations

import hashlib
from binascii import hexlify
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

SHORTEST, SHORTEST_NUMBER = 6, 8
"""Shorter words are met by chance in any text."""
PLAIN = "^[!-~]+$"
"""A word of ASCII without blanks: nothing to be stripped."""
PORTION = 100_000
"""Words that are Python's own texts at one time."""


def hash_identifiers(words: Iterable[str]) -> pd.DataFrame:
    """Return one row a distinct identifier: `salt`, `hash` (SHA-256 of salt and word, hexadecimal).

    Words of fewer than six characters, and plain numbers of fewer than eight digits, are left out.
    The salt depends on the words alone, so the same input gives the same bytes; it is also in
    `attrs["salt"]`.
    """
    known = list_telling(words)
    salt = salt_of(known)
    prefix = salt.encode()
    digests = bytearray()
    for word in list_bytes(known):
        digests += hashlib.sha256(prefix + word).digest()
    del known
    table = pd.DataFrame({"salt": salt, "hash": pd.Series(write_sorted(digests), dtype="str")})
    table.attrs["salt"] = salt
    return table


def list_telling(words: Iterable[str]) -> pa.Array:
    """Return the distinct words, stripped and sorted, that could only have come from a record."""
    met = pa.array(words, type=pa.large_string()).unique().drop_null()
    plain = pc.match_substring_regex(met, PLAIN)
    others = {word.strip() for word in met.filter(pc.invert(plain)).to_pylist()}
    several = pa.array([word for word in others if is_telling(word)], type=pa.large_string())
    simple = met.filter(plain)
    del met, plain
    number = pc.match_substring_regex(simple, "^[0-9]+$")
    shortest = pc.if_else(number, SHORTEST_NUMBER, SHORTEST)
    simple = simple.filter(pc.greater_equal(pc.binary_length(simple), shortest))
    known = pa.concat_arrays([simple, several]).unique()
    del simple, number, shortest
    return known.take(pc.sort_indices(known))


def is_telling(word: str) -> bool:
    """Return whether a word in a published text could only have come from a record."""
    return len(word) >= (SHORTEST_NUMBER if word.isdigit() else SHORTEST)


def list_bytes(words: pa.Array) -> Iterator[bytes]:
    """Yield words as UTF-8, of which few are held at a time."""
    for start in range(0, len(words), PORTION):
        yield from words[start : start + PORTION].cast(pa.large_binary()).to_pylist()


def salt_of(words: pa.Array) -> str:
    """Return the salt that follows from the words: a line each, hashed."""
    digest = hashlib.sha256()
    for start in range(0, len(words), PORTION):
        lines = "\n".join(words[start : start + PORTION].to_pylist())
        digest.update(("\n" if start else "").encode() + lines.encode())
    return digest.hexdigest()[:32]


def write_sorted(digests: bytearray) -> pa.Array:
    """Return digests in hexadecimal, sorted; they stand one behind the other."""
    ordered = np.frombuffer(digests, dtype="S32").copy()
    ordered.sort()
    return write_hex(ordered.view("u1").data, 32)


def write_hex(digests: bytearray | memoryview, width: int) -> pa.Array:
    """Return digests of `width` bytes, one behind the other, as texts in hexadecimal."""
    texts = hexlify(digests)
    ends = np.arange(0, len(texts) + 1, 2 * width, dtype=np.int64)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(texts)]
    return pa.Array.from_buffers(pa.large_string(), len(ends) - 1, buffers)
