"""A number that a spreadsheet has turned into one of its own."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, _: Context) -> pd.Series:
    """Return the records with a number like 1.23E+09, or of more than 15 digits."""
    return records["number_damaged"]


RULE = Rule(
    code="LNK-04",
    severity="flag",
    message=(
        "A spreadsheet has damaged the number, or keeps only 15 of its digits; it links nobody. "
        "Format the column as text."
    ),
    find=find,
    column="individual_no",
    old="individual_no",
)
