"""A person of 18 or more among the children."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records of people who were 18 or older at registration, not grown up later."""
    return (records["age_reg"] >= 18).fillna(False)


RULE = Rule(
    code="EXC-07",
    severity="exclude",
    message="The person was 18 or older when the case was registered.",
    find=find,
    column="birth_date",
    old="age_reg",
    step="adult_at_registration",
)
