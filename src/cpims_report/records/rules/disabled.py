"""A record that its system has switched off."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records whose state is false; where no state is sent, all are valid."""
    return ~records["record_valid"].fillna(True)


RULE = Rule(
    code="EXC-02",
    severity="exclude",
    message="The record is disabled in its system.",
    find=find,
    column="record_valid",
    step="disabled",
)
