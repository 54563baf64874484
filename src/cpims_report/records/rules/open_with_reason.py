"""A reason for closing a case that is open."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule
from cpims_report.schema import NON_VALUES


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the open records, never reopened, with a reason for closing."""
    reason = ~records["recorded_reason"].isin(NON_VALUES)
    return (records["status"] == "open") & reason & (records["spells"] == 1)


RULE = Rule(
    code="SPL-06",
    severity="flag",
    message="The case is open but has a reason for closing; it counts as open.",
    find=find,
    column="closure_reason",
    old="recorded_reason",
)
