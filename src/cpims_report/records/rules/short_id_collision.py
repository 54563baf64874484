"""Two records whose short ids are the same by chance."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records of an agency that share a short id but not the long one."""
    short = records["short_id"].fillna(records["source_id"])
    groups = [records["agency"], short]
    several = records["long_id"].groupby(groups).transform("nunique") > 1
    other_ids = records["source_id"].groupby(groups).transform("nunique") > 1
    return several | (other_ids & records["short_id"].notna())


RULE = Rule(
    code="REC-05",
    severity="flag",
    message="Two records of the agency have the same short id; rows of subforms may be mixed up.",
    find=find,
    column="source_id",
)
