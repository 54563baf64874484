"""A closure before the beginning."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records whose closure date lies before the registration."""
    return records["recorded_closure"] < records["registration_date"]


RULE = Rule(
    code="SPL-03",
    severity="flag",
    message="The closure date lies before the registration; it is not used.",
    find=find,
    column="closure_date",
    old="recorded_closure",
    everywhere=True,
)
