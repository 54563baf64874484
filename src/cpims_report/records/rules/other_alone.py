"""A concern that is only described in words."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records whose only concern is `other`."""
    return records["concerns"] == "other"


RULE = Rule(
    code="CON-05",
    severity="flag",
    message="The only concern is “other”; its description is never read. Choose from the list.",
    find=find,
    column="concerns",
    old="concerns",
)
