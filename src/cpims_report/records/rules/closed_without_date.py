"""A case that is over, no one knows since when."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the ended records of systems with closure dates for which none can be used.

    A date from before a reopening is another matter.
    """
    ended = records["status"].isin(["closed", "transferred"])
    stale = (records["spells"] > 1) & records["recorded_closure"].notna()
    return ended & (records["close_precision"] == "year") & records["dates_closures"] & ~stale


RULE = Rule(
    code="SPL-01",
    severity="mend",
    message="The case is closed without a usable date; 31 December of the year stands in.",
    find=find,
    column="closure_date",
    new="closure_date",
)
