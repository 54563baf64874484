"""A case from before its agency joined the Task Force."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, context: Context) -> pd.Series:
    """Return the records registered outside the years in which the agency contributes."""
    members = context.settings.agencies
    year = records["registration_date"].dt.year
    outside = pd.Series(False, index=records.index)
    for key, member in members.items():
        late = False if member.until is None else year > member.until
        outside |= (records["agency"] == key) & ((year < member.since) | late)
    return outside


RULE = Rule(
    code="MEM-01",
    severity="flag",
    message="The case was registered when the agency was no member of the Task Force.",
    find=find,
    column="registration_date",
    old="registration_date",
)
