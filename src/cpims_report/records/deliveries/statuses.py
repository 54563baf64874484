"""Whether a case is open, where a file does not say it: its date of closure does."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd


def settle_status(records: pd.DataFrame, carried: Collection[str]) -> pd.DataFrame:
    """Return records whose status follows from the date of closure where the file has no status."""
    if "status" in carried:
        return records
    ended = records["closure_date"].notna()
    return records.assign(status=ended.map({True: "closed", False: "open"}).astype("str"))
