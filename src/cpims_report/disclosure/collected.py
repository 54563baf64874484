"""From how many of the members' systems an indicator comes."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.schema import NOT_COLLECTED

FEWEST = 2
"""Where fewer record a matter, or fewer do not, a figure is one member's: it is not told."""


def recording(contributions: pd.DataFrame | None, settings: Settings) -> dict[str, dict[str, int]]:
    """Return for each public indicator the systems that record it and those that could.

    Left out: what fewer than `FEWEST` record or do not, and all without contributions. A system
    is a member's: its source of the year. No member is named.
    """
    if contributions is None or contributions.empty:
        return {}
    public = [name for name, entry in settings.indicators.items() if entry.audience == "public"]
    records = (
        contributions[contributions["indicator"].isin(public)]
        .assign(told=lambda cells: cells["status"].ne(NOT_COLLECTED))
        .groupby(["indicator", "agency"], observed=True)["told"]
        .any()
    )
    counted = records.groupby(level="indicator", observed=True).agg(["sum", "count"])
    kept = counted[counted["sum"].ge(FEWEST) & counted["sum"].le(counted["count"] - FEWEST)]
    return {
        str(name): {"recording": int(row["sum"]), "of": int(row["count"])}
        for name, row in kept.sort_index().to_dict("index").items()
    }
