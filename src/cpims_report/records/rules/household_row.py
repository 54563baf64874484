"""A row that may stand for a household."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule
from cpims_report.schema import MISSING, NOT_COLLECTED


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records without sex, date of birth and age: nothing in them is of a child."""
    nameless = records["sex"].isin([MISSING, NOT_COLLECTED])
    return nameless & records["birth_date"].isna() & records["age"].isna()


RULE = Rule(
    code="HOU-01",
    severity="flag",
    message="The row has no sex, birth or age: it may stand for a household, not for a child.",
    find=find,
    column="sex",
)
