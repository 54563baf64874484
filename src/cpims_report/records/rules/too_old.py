"""A birth too long ago for a case of a child."""

import pandas as pd

from cpims_report.records.people.ages import OLDEST
from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records of people older than 25 at registration."""
    days = (records["registration_date"] - records["birth_date"]).dt.days
    return days >= (OLDEST + 1) * 365.25


RULE = Rule(
    code="AGE-02",
    severity="flag",
    message="By the date of birth the person is older than 25; the age counts as unknown.",
    find=find,
    column="birth_date",
    everywhere=True,
)
