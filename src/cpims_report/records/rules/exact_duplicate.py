"""A record that was sent twice."""

import pandas as pd

from cpims_report.records.columns import value_columns
from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records that repeat an earlier one of the agency in every value."""
    likely = records[records.duplicated(["agency", "source_id"], keep=False)]
    found = likely.duplicated(["agency", *value_columns(records)])
    return found.reindex(records.index, fill_value=False)


RULE = Rule(
    code="EXC-01",
    severity="exclude",
    message="The same record stands in the delivery twice; the first is kept.",
    find=find,
    column="source_id",
    step="exact_duplicates",
)
