"""A case that is over, no one knows why."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule
from cpims_report.schema import MISSING


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the closed records without a reason, where the system asks for one."""
    return (records["status"] == "closed") & (records["recorded_reason"] == MISSING)


RULE = Rule(
    code="SPL-07",
    severity="flag",
    message="The case is closed without a reason; the reason counts as not recorded.",
    find=find,
    column="closure_reason",
)
