"""Identifiers as keyed hashes: the ones that link children, made before the data is sent."""

from __future__ import annotations

import hashlib
import hmac

from cpims_report.records.deliveries.total_rows import is_total
from cpims_report.records.people.linkage import HASHED, KEY_LENGTH, hash_number, is_hash
from cpims_report.records.text.normalisation import tidy
from cpims_report.records.text.withheld import MARK

RECORD, TOTAL = "source_id", "Total"
LINKING = ("individual_no", "national_no", "cpims_id", "other_agency_id", "household_no")
"""Columns that tell the same child in several agencies: spellings of one number hash alike."""


def hash_identifier(text: str, column: str, key: bytes) -> str:
    """Return the keyed hash of one cell with its prefix; nothing for what can link nobody.

    Numbers that link are brought into one spelling first. Ids of records are hashed as written, so
    that two ids are as different afterwards as they were before. A hash stays as it is, and so
    does the word by which a row of totals is known. What only begins like a hash may be a name:
    where numbers link it becomes a mark, elsewhere it is hashed like any other word.
    """
    word = tidy(text)
    if column == RECORD and is_total(word):
        return TOTAL
    if not word or is_hash(word):
        return word
    if column not in LINKING:
        return HASHED + hmac.new(key, word.encode(), hashlib.sha256).hexdigest()[:KEY_LENGTH]
    if word.lower().startswith(HASHED):
        return MARK
    found = hash_number(word, key)
    return f"{HASHED}{found}" if found else ""
