"""A child whom another member knows as well."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records of children with records at several members."""
    shared = records[records["child_key"].duplicated(keep=False)]
    found = shared.groupby("child_key")["agency"].transform("nunique") > 1
    return found.reindex(records.index, fill_value=False)


RULE = Rule(
    code="LNK-02",
    severity="flag",
    message="Another member has a record of the same child; the child counts once.",
    find=find,
    column="individual_no",
    old="child_key",
)
