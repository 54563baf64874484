"""A service that was delivered, no one knows which."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule
from cpims_report.schema import MISSING, UNKNOWN


def find(services: pd.DataFrame, _: Context) -> pd.Series:
    """Return the implemented services without a type."""
    given = (services["implemented"] == "implemented") | services["date_implemented"].notna()
    return given & services["service_type"].isin([MISSING, UNKNOWN])


RULE = Rule(
    code="SRV-03",
    severity="flag",
    message="The service was implemented, but its type is not recorded.",
    find=find,
    column="service_type",
    table="services",
)
