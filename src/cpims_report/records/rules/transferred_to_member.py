"""A transfer that another member received."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the transferred records whose child another member registered within the window."""
    return records["transferred_to"] != ""


RULE = Rule(
    code="TRF-01",
    severity="flag",
    message="Another member goes on with the case: for the Task Force it did not end.",
    find=find,
    column="status",
    new="transferred_to",
)
