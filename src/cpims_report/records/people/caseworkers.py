"""Who holds each case: keyed hashes of staff codes, which may name a person."""

from __future__ import annotations

import hashlib
import hmac

import pandas as pd

from cpims_report.records.text.distinct_words import pair, recode
from cpims_report.records.text.normalisation import fold
from cpims_report.schema import MISSING, NOT_COLLECTED

LENGTH = 16
NOBODY = {"", "n a", "none", "null", "unknown", "غير معروف"}
"""Folded words that stand for no code."""


def hash_caseworkers(records: pd.DataFrame, key: bytes) -> pd.DataFrame:
    """Return records with `caseworker` as a hash of agency and code, 16 hexadecimal digits.

    The same code at two agencies is two people. Without a link key the ids of the records, which
    stay on this side, are the key: no list of likely codes undoes the hash.
    """
    secret = key or "\n".join(records["source_id"]).encode()
    names = pair(records["agency"], records["caseworker"], ":")
    keyed = hmac.new(secret, digestmod=hashlib.sha256)
    hashes = recode(names, lambda name: hash_code(name, keyed))
    return records.assign(caseworker=hashes.astype("str"))


def hash_code(name: str, keyed: hmac.HMAC) -> str:
    """Return the hash of one `agency:code`; what says that there is none stays as it is.

    `keyed` has taken in the secret, which may be as long as all ids of a year, once for all codes.
    """
    agency, _, code = name.partition(":")
    if code in (MISSING, NOT_COLLECTED):
        return code
    word = fold(code)
    if word in NOBODY:
        return MISSING
    mine = keyed.copy()
    mine.update(f"{agency}:{word}".encode())
    return mine.hexdigest()[:LENGTH]
