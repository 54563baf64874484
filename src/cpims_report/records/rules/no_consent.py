"""A family that does not want to be in reports."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(records: pd.DataFrame, context: Context) -> pd.Series:
    """Return the records whose consent to reporting was refused, where the policy leaves them out.

    An unanswered question is no refusal.
    """
    refused = ~records["consent_reporting"].fillna(True)
    return refused & (context.settings.policy.consent_reporting_false == "exclude")


RULE = Rule(
    code="EXC-04",
    severity="exclude",
    message="Consent to use the record in reports was not given.",
    find=find,
    column="consent_reporting",
    step="no_consent",
)
