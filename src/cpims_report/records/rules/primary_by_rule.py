"""A primary concern that nobody chose."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule
from cpims_report.schema import NOT_COLLECTED


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records whose primary concern was taken by precedence, though it is asked for."""
    asked = records["recorded_primary"] != NOT_COLLECTED
    return asked & (records["primary_rule"] == "precedence")


RULE = Rule(
    code="CON-04",
    severity="mend",
    message="No primary concern is recorded; the first of the concerns by precedence stands in.",
    find=find,
    column="primary_concern",
    old="recorded_primary",
    new="primary_concern",
)
