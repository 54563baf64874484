"""A reopening that left no date."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records marked as reopened that have one spell only."""
    return records["reopened"].fillna(False) & (records["spells"] == 1)


RULE = Rule(
    code="SPL-04",
    severity="flag",
    message="The case is marked as reopened without a date; it counts as one spell.",
    find=find,
    column="reopened",
)
