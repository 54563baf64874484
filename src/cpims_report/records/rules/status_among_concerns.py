"""A status in the list of concerns."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records from whose concerns refugee, migrant or disability was taken away."""
    return records["status_dropped"]


RULE = Rule(
    code="CON-03",
    severity="mend",
    message="Refugee, migrant and disability are a child's status, no concern; taken off the list.",
    find=find,
    column="concerns",
    old="recorded_concerns",
    new="concerns",
)
