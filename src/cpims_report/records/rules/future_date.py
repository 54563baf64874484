"""A registration that had not come yet."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records registered after the day on which the file arrived."""
    return records["registration_date"] > records["received_on"]


RULE = Rule(
    code="REC-03",
    severity="flag",
    message="The registration lies after the day on which the file was received.",
    find=find,
    column="registration_date",
    old="registration_date",
    everywhere=True,
)
