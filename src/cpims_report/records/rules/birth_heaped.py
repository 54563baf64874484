"""A birth date that stands for a year."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records born on 1 January by estimate."""
    return records["birth_precision"] == "year_only"


RULE = Rule(
    code="AGE-03",
    severity="flag",
    message="The date of birth is 1 January of an estimated year; the age may be a year off.",
    find=find,
    column="birth_date",
)
