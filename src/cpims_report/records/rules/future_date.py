"""A date that had not come yet."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records with a registration or closure after the day on which the file arrived."""
    latest = records[["registration_date", "recorded_closure"]].max(axis=1)
    return latest > records["received_on"]


RULE = Rule(
    code="REC-03",
    severity="flag",
    message="A date lies after the day on which the file was received.",
    find=find,
    column="registration_date",
    old="registration_date",
)
