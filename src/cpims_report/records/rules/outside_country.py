"""A place in another country."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule
from cpims_report.schema import NOT_APPLICABLE


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records whose place lies outside the country."""
    return records["governorate"] == NOT_APPLICABLE


RULE = Rule(
    code="PLC-04",
    severity="flag",
    message="The place lies abroad: perhaps the residence before; no governorate applies.",
    find=find,
    column="location",
    new="governorate",
)
