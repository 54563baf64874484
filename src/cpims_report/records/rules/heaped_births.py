"""Births heaped on one day of the year without the mark of an estimate."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule

SHARE = 0.03
"""Ten times what chance would put on one day of the year."""
FEWEST = 10


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records born on 1 January or 1 July, unestimated, where an agency heaps them."""
    birth = records["birth_date"]
    found = pd.Series(False, index=records.index)
    unmarked = ~records["age_estimated"].fillna(False).astype("bool")
    for month in (1, 7):
        heap = (birth.dt.month == month) & (birth.dt.day == 1) & unmarked
        agency = records["agency"]
        many = heap.groupby(agency).transform("sum")
        known = birth.notna().groupby(agency).transform("sum")
        found |= heap & (many >= FEWEST) & (many > SHARE * known)
    return found


RULE = Rule(
    code="AGE-04",
    severity="flag",
    message="Many births of the agency fall on this day without being marked as estimated.",
    find=find,
    column="birth_date",
)
