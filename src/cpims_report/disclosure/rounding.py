"""The other way to protect: every count rounded to the nearest five, nothing suppressed."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.percents import percents

STEP = 5


def rounded(exact: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the exact cells with values and bases to the nearest five, percents from these.

    Totals are rounded by themselves, so tables need not add up. Zero may be one or two.
    """
    value, base = (nearest(exact[name]) for name in ("value", "base"))
    counted = exact["status"].eq("exact")
    return exact.assign(
        value=value,
        base=base,
        percent=percents(value, base, settings.policy),
        status=exact["status"].mask(counted, "rounded"),
    )


def nearest(counts: pd.Series[int]) -> pd.Series[int]:
    """Return whole counts rounded to the nearest multiple of the step."""
    return (counts + STEP // 2) // STEP * STEP
