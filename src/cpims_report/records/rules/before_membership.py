"""A case from before its agency joined the Task Force."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, context: Context) -> pd.Series:
    """Return the records registered outside the years in which the agency contributes."""
    members = context.settings.agencies
    since = records["agency"].map({key: member.since for key, member in members.items()})
    until = records["agency"].map({key: member.until for key, member in members.items()})
    year = records["registration_date"].dt.year
    outside: pd.Series = (year < since) | (year > until.astype("Float64")).fillna(False)
    return outside.astype("bool")


RULE = Rule(
    code="MEM-01",
    severity="flag",
    message="The case was registered when the agency was no member of the Task Force.",
    find=find,
    column="registration_date",
    old="registration_date",
)
