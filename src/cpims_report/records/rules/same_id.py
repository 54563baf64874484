"""Two different records under one id."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the later of different records that an agency sends under the same id.

    Records whose long ids tell them apart are another matter: short ids collide.
    """
    return records.assign(long_id=records["long_id"].fillna("")).duplicated(
        ["agency", "source_id", "long_id"]
    )


RULE = Rule(
    code="REC-01",
    severity="flag",
    message="Another record of the agency has the same id and other values; both are counted.",
    find=find,
    column="source_id",
)
