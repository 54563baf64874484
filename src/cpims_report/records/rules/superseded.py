"""A record that stands in a later extract of the same agency as well."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule

DATES = ["registration_date", "created_date", "closure_date"]


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records that another file of the agency has under the same id, and later.

    The later file is the one with the latest date in it; of two alike, the last by name.
    """
    if (records.groupby("agency")["file"].nunique() < 2).all():
        return pd.Series(False, index=records.index)
    latest = records[DATES].max(axis=1).groupby(records["file"]).max()
    order = latest.fillna(pd.Timestamp.min).rename_axis("file").reset_index(name="latest")
    ranked = order.sort_values(["latest", "file"])["file"]
    rank = records["file"].map(pd.Series(range(len(ranked)), index=ranked.to_numpy()))
    groups = [records["agency"], records["source_id"], records["long_id"].fillna("")]
    return rank < rank.groupby(groups).transform("max")


RULE = Rule(
    code="EXC-09",
    severity="exclude",
    message="A later extract of the agency has the record as well; that one counts.",
    find=find,
    column="source_id",
    step="exact_duplicates",
)
