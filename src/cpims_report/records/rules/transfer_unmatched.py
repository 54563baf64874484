"""A transfer to a member that no member received."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records that ended by transfer without a continuation at another member."""
    inside = records["recorded_reason"] == "transferred_internal"
    ended = (records["status"] == "transferred") | inside
    return ended & (records["transferred_to"] == "")


RULE = Rule(
    code="TRF-02",
    severity="flag",
    message="The case was transferred, but no member's record of the child goes on with it.",
    find=find,
    column="status",
    old="status",
)
