"""A registration without a date."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records whose registration was taken from the day of entry."""
    return records["registered_by_entry"]


RULE = Rule(
    code="REC-02",
    severity="mend",
    message="There is no registration date; the day of entry stands in.",
    find=find,
    column="registration_date",
    new="registration_date",
)
