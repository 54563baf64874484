"""Identifiers as keyed hashes: the ones that link children, made before the data is sent."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

from cpims_report.errors import ConfigurationError
from cpims_report.records.letters import tidy
from cpims_report.records.linkage import HASHED, KEY_LENGTH, hash_number
from cpims_report.records.totals import is_total

RECORD, TOTAL = "source_id", "Total"
SHORTEST_KEY = 16
PUBLIC = b"synthetic-sample-public"
LINKING = ("individual_no", "national_no", "cpims_id", "other_agency_id", "household_no")
"""Columns that tell the same child in several agencies: spellings of one number hash alike."""


def read_key(path: Path) -> bytes:
    """Return the key in a file: its first line that is no comment."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise ConfigurationError(f"{path}: the key file cannot be read.") from None
    keys = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if not keys or len(keys[0]) < SHORTEST_KEY:
        message = f"{path} holds no key of at least {SHORTEST_KEY} characters."
        raise ConfigurationError(f"{message} Ask the Task Force's analyst for it.")
    return keys[0].encode()


def hash_identifier(text: str, column: str, key: bytes) -> str:
    """Return the keyed hash of one cell with its prefix; nothing for what can link nobody.

    Numbers that link are brought into one spelling first. Ids of records are hashed as written, so
    that two ids are as different afterwards as they were before. A hash stays as it is, and so
    does the word by which a row of totals is known.
    """
    word = tidy(text)
    if column == RECORD and is_total(word):
        return TOTAL
    if not word or word.lower().startswith(HASHED):
        return word
    if column in LINKING:
        found = hash_number(word, key)
    else:
        found = hmac.new(key, word.encode(), hashlib.sha256).hexdigest()[:KEY_LENGTH]
    return f"{HASHED}{found}" if found else ""
