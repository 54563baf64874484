"""A registration from before there was any case management to register with."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule

EARLIEST = pd.Timestamp(2011, 1, 1)
"""The year in which the response began; no member has older cases of it."""


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records registered before 2011."""
    return records["registration_date"] < EARLIEST


RULE = Rule(
    code="REC-04",
    severity="flag",
    message="The case was registered before 2011: the year may be a typing error.",
    find=find,
    column="registration_date",
    old="registration_date",
    everywhere=True,
)
