"""A closure date that an open case still carries."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the open records with a closure date that no reopening explains."""
    is_open = records["status"] == "open"
    return is_open & records["recorded_closure"].notna() & (records["spells"] == 1)


RULE = Rule(
    code="SPL-02",
    severity="flag",
    message="The case is open but has a closure date and no date of reopening; it counts as open.",
    find=find,
    column="closure_date",
    old="recorded_closure",
)
