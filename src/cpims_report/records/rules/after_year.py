"""A case of the next year."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, context: Context) -> pd.Series:
    """Return the records registered after 31 December."""
    return records["registration_date"] > pd.Timestamp(context.year.year, 12, 31)


RULE = Rule(
    code="EXC-06",
    severity="exclude",
    message="The case was registered after the year.",
    find=find,
    column="registration_date",
    old="registration_date",
    step="after_year",
)
