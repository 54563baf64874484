"""A closure date from before the last reopening."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the reopened and closed records whose dates all lie before the last reopening."""
    ended = records["status"].isin(["closed", "transferred"]) & (records["spells"] > 1)
    return ended & (records["close_precision"] == "year") & records["recorded_closure"].notna()


RULE = Rule(
    code="SPL-05",
    severity="mend",
    message="The closure date is from before the reopening; 31 December of the year stands in.",
    find=find,
    column="closure_date",
    old="recorded_closure",
    new="closure_date",
)
