"""Shares, as exact as their base allows and no more."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Policy


def percents(value: pd.Series[int], base: pd.Series[int], policy: Policy) -> pd.Series[float]:
    """Return value as a percentage of base: one decimal, or whole where the base is small.

    Null where either is null or the base is below the policy's minimum. Halves are rounded up, in
    whole numbers throughout, so that every machine gives the same digits.
    """
    enough = base.ge(policy.minimum_base) & base.gt(0) & value.notna()
    of = base.where(enough)
    tenths = ((2000 * value + of) // (2 * of) / 10).astype("Float64")
    whole = ((200 * value + of) // (2 * of)).astype("Float64")
    return tenths.where(of.ge(policy.whole_percent_below), whole)
