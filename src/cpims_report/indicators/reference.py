"""Public figures beside the records: children registered by governorate."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cpims_report.config import Settings, unknown
from cpims_report.errors import ConfigurationError

NAME = "registered_syrian_children.csv"


def registered_children(folder: Path, settings: Settings, year: int) -> dict[str, int] | None:
    """Return registered Syrian children by governorate at the end of a year: an estimate.

    Those of the day nearest to 31 December; None without a file, or where no day is near enough
    (`standards.reference_days`). Raises ConfigurationError for places that no list has.
    """
    path = folder / NAME
    if not path.is_file():
        return None
    table = pd.read_csv(path, parse_dates=["as_of"])
    places = settings.places.governorates
    if strange := sorted(set(table["governorate"]) - set(places)):
        problems = [
            unknown("governorate", name, places, f"data/reference/{NAME}") for name in strange
        ]
        raise ConfigurationError(f"data/reference/{NAME} cannot be used.", problems)
    away = (table["as_of"] - pd.Timestamp(year, 12, 31)).abs().dt.days
    near = table[away.eq(away.min()) & away.le(settings.standards.reference_days)]
    if near.empty:
        return None
    return dict(zip(near["governorate"], near["children"].astype(int).tolist(), strict=True))
