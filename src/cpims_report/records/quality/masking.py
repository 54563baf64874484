"""Values of records as they may stand in a workbook that is sent back."""

from __future__ import annotations

import re

from cpims_report.records.text.identifying import shown

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
HASH = re.compile(r"#[0-9a-f]{8}")


def mask(value: str) -> str:
    """Return a value as it is, or words that say why it is not shown.

    Dates and the short hashes of identifying values are shown; long numbers, addresses and
    sentences are not.
    """
    return value if DAY.fullmatch(value) or HASH.fullmatch(value) else shown(value)
