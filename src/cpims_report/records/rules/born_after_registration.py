"""A child registered before birth."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records whose date of birth lies after the registration."""
    return records["birth_date"] > records["registration_date"]


RULE = Rule(
    code="AGE-01",
    severity="flag",
    message="The date of birth lies after the registration; the age counts as unknown.",
    find=find,
    column="birth_date",
    everywhere=True,
)
