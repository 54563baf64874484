"""A child of more than one nationality."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule
from cpims_report.schema import LIST_SEPARATOR


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records with several nationalities."""
    return records["nationalities"].str.contains(LIST_SEPARATOR, regex=False)


RULE = Rule(
    code="NAT-01",
    severity="flag",
    message="Several nationalities are recorded; the first one counts in tables.",
    find=find,
    column="nationality",
    old="nationalities",
    new="nationality",
)
