"""A service that was delivered, no one knows when."""

import pandas as pd

from cpims_report.records.rules.rule import Context, Rule


def find(services: pd.DataFrame, _: Context) -> pd.Series:
    """Return the delivered services without their day, in files that have such days at all."""
    dated = services["date_implemented"].notna()
    given = services["implemented"] == "implemented"
    return given & ~dated & dated.groupby(services["file"]).transform("any")


RULE = Rule(
    code="SRV-02",
    severity="flag",
    message="The service was implemented, but its date is not recorded: it belongs to no period.",
    find=find,
    column="date_implemented",
    old="service_type",
    table="services",
)
