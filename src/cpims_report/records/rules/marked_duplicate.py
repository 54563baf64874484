"""A case that its caseworker has marked as a duplicate."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records of status `duplicate`."""
    return records["status"] == "duplicate"


RULE = Rule(
    code="EXC-03",
    severity="exclude",
    message="The case is marked as a duplicate of another one.",
    find=find,
    column="status",
    old="status",
    step="status_duplicate",
)
