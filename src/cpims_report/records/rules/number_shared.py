"""A number that several children share."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records whose number is a household's, or stands with different children."""
    return records["number_shared"]


RULE = Rule(
    code="LNK-03",
    severity="flag",
    message="The number is shared by different children, as a household's is; it links nobody.",
    find=find,
    column="individual_no",
    old="individual_no",
)
