"""A primary concern that the list of concerns lacks."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records whose primary concern was added to their list of concerns."""
    return records["primary_added"]


RULE = Rule(
    code="CON-01",
    severity="mend",
    message="The primary concern was not among the concerns; it was added.",
    find=find,
    column="concerns",
    new="primary_concern",
)
