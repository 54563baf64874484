"""A record that came after the data of the year were frozen."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, context: Context) -> pd.Series:
    """Return the records entered or registered after the cut-off; an unknown entry is in time."""
    cut_off = pd.Timestamp(context.year.cut_off)
    return (records["created_date"] > cut_off) | (records["registration_date"] > cut_off)


RULE = Rule(
    code="EXC-05",
    severity="exclude",
    message="The record was entered after the cut-off of this edition.",
    find=find,
    column="created_date",
    old="created_date",
    step="late_entry",
)
