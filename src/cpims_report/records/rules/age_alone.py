"""An age without a date of birth."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records with an age but no date of birth."""
    return records["birth_date"].isna() & records["age"].notna()


RULE = Rule(
    code="AGE-05",
    severity="flag",
    message="There is an age but no date of birth; it counts at registration only.",
    find=find,
    column="age",
    old="age",
)
