"""Ids of synthetic children and records: well-formed, unique, and plainly not real."""

from __future__ import annotations

import hashlib

import numpy as np

from cpims_report.sample.drawing import Array

MARK = "5e1f0000"
"""First group of every synthetic UUID."""

BLOCK = 5_000_000
"""Ids set aside for each year, so that a year's ids do not depend on the others."""

SHORT, ODD = 16**7, 167_449_493


def numbers(year: int, count: int) -> Array:
    """Return `count` running numbers that no other year uses."""
    return (year - 2000) * BLOCK + np.arange(count)


def short_ids(running: Array) -> Array:
    """Return seven hexadecimal digits per number, all different: an odd factor permutes."""
    return np.array([f"{number * ODD % SHORT:07x}" for number in running.tolist()], dtype=object)


def uuids(running: Array, short: Array) -> Array:
    """Return UUIDs of version 4 shape that begin with the mark and end with the short id."""
    return np.array(
        [
            f"{MARK}-{number // BLOCK + 2000}-4000-8000-{number * 40_503 % 16**5:05x}{tail}"
            for number, tail in zip(running.tolist(), short, strict=True)
        ],
        dtype=object,
    )


def individual_numbers(year: int, count: int) -> Array:
    """Return numbers of the form SYN-18-0001234: synthetic, year of arrival, running number."""
    return np.array(
        [f"SYN-{year % 100:02d}-{number:07d}" for number in range(1, count + 1)], object
    )


def record_uid(agency: str, source_id: str) -> str:
    """Return the id that the case tables give to a record: 16 hexadecimal digits of a sha256."""
    return hashlib.sha256(f"{agency}:{source_id}".encode()).hexdigest()[:16]
