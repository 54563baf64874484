"""Identifying values as they may stand in a list of issues: a short keyed hash."""

from __future__ import annotations

import hmac

import pandas as pd

from cpims_report.records.columns import IDENTIFIER_COLUMNS

SIGN, LENGTH = "#", 8
CONCEALED = {*IDENTIFIER_COLUMNS, "birth_date", "child_key"}
"""Columns whose values identify a child, or could with little else."""
NO_KEY = b"issues"
"""Stands in for the link key where there is none: the hashes then only keep values from sight."""


def conceal(values: pd.Series, column: str, key: bytes) -> pd.Series:
    """Return the values of a column as text, those of identifying columns as `#` and 8 digits."""
    if column not in CONCEALED:
        return values
    words = {
        text: SIGN + hmac.digest(key or NO_KEY, text.encode(), "sha256").hex()[:LENGTH]
        for text in values.dropna().unique()
        if text
    }
    return values.map(words).astype("object").fillna("").astype("str")
