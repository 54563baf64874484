"""A list of services that the export may have cut."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records with as many services as the layout has room for."""
    return records["services_truncated"].fillna(False).astype("bool")


RULE = Rule(
    code="SRV-01",
    severity="flag",
    message="The export has room for five services and all are taken: there may be more.",
    find=find,
    column="source_id",
)
