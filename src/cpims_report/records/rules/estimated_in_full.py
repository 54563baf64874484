"""An estimate that is given to the day."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records marked as estimated whose birth is on neither 1 January nor 1 July."""
    birth = records["birth_date"]
    round_day = (birth.dt.day == 1) & birth.dt.month.isin([1, 7])
    estimated = records["age_estimated"].fillna(False).astype("bool")
    found: pd.Series = estimated & birth.notna() & ~round_day
    return found


RULE = Rule(
    code="AGE-07",
    severity="flag",
    message="The age is marked as estimated, but the date of birth is complete; the date counts.",
    find=find,
    column="age_estimated",
)
