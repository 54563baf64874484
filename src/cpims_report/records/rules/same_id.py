"""Two different records under one id."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the later of different records that an agency sends under the same id.

    Records whose long ids tell them apart are another matter: short ids collide.
    """
    ids = records[["agency", "source_id", "long_id"]].fillna({"long_id": ""})
    alike = ids[ids.duplicated(keep=False)].sort_index()
    return alike.duplicated().reindex(records.index, fill_value=False)


RULE = Rule(
    code="REC-01",
    severity="flag",
    message="Another record of the agency has the same id and other values; both are counted.",
    find=find,
    column="source_id",
)
