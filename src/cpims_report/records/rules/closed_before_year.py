"""A case that was over before the year began."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records none of whose spells overlaps the year."""
    return ~records["active"]


RULE = Rule(
    code="EXC-08",
    severity="exclude",
    message="The case was closed before the year began and not opened again.",
    find=find,
    column="closure_date",
    old="closure_date",
    step="closed_before_year",
)
