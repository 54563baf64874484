"""An age that does not follow from the date of birth."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records whose age fits the date of birth at no day from registration to receipt.

    Systems rewrite the age at every birthday, so any age in between is in order. Half a year is
    given on either side. A birth that cannot be is at odds with the age as well.
    """
    slack = 183
    youngest = (records["registration_date"] - records["birth_date"]).dt.days - slack
    oldest = (records["received_on"] - records["birth_date"]).dt.days + slack
    days = records["age"].astype("Float64") * 365.25
    low = days + 365.25 < youngest
    return (low | (days > oldest)).fillna(False).astype("bool")


RULE = Rule(
    code="AGE-06",
    severity="flag",
    message="The age does not follow from the date of birth; the date of birth counts.",
    find=find,
    column="age",
    old="age",
    new="age_reg",
)
