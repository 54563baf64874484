"""Two records whose short ids are the same by chance."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records of an agency that share a short id but not the long one."""
    short = records["short_id"].fillna(records["source_id"])
    keys = pd.DataFrame({"agency": records["agency"], "short": short})
    shared = keys.duplicated(keep=False)
    alike = records[shared]
    groups = [alike["agency"], short[shared]]
    several = alike["long_id"].groupby(groups).transform("nunique") > 1
    other_ids = alike["source_id"].groupby(groups).transform("nunique") > 1
    found = several | (other_ids & alike["short_id"].notna())
    return found.reindex(records.index, fill_value=False)


RULE = Rule(
    code="REC-05",
    severity="flag",
    message="Two records of the agency have the same short id; rows of subforms may be mixed up.",
    find=find,
    column="source_id",
)
