"""A closure that had not come yet."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records closed after the day on which the file arrived."""
    return records["recorded_closure"] > records["received_on"]


RULE = Rule(
    code="SPL-08",
    severity="flag",
    message="The closure lies after the day on which the file was received.",
    find=find,
    column="closure_date",
    old="recorded_closure",
    everywhere=True,
)
