"""Days of registration, and ages."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from cpims_report.sample import weights
from cpims_report.sample.drawing import Array


def day_weights(start: date, end: date) -> tuple[Array, Array]:
    """Return the days from `start` to `end` and the weight of each: week, season and Ramadan."""
    days = pd.date_range(pd.Timestamp(start), pd.Timestamp(end))
    load = np.array(weights.WEEKDAY)[days.day_of_week] * np.array(weights.MONTH)[days.month - 1]
    for first, last in weights.RAMADAN.values():
        fasting = (days >= pd.Timestamp(first)) & (days <= pd.Timestamp(last))
        load = np.where(fasting, load * weights.IN_RAMADAN, load)
    return days.to_numpy().astype("datetime64[D]"), load


def draw_days(rng: np.random.Generator, start: date, end: date, size: int) -> Array:
    """Return `size` days of registration between `start` and `end`."""
    days, load = day_weights(start, end)
    return days[rng.choice(len(days), size=size, p=load / load.sum())]


def age_at(birth: pd.Series[pd.Timestamp], day: pd.Series[pd.Timestamp]) -> pd.Series[int]:
    """Return completed years (Int64), null where either date is missing.

    A child born on 29 February completes a year on 1 March where there is no such day.
    """
    before = (day.dt.month < birth.dt.month) | (
        (day.dt.month == birth.dt.month) & (day.dt.day < birth.dt.day)
    )
    years = (day.dt.year - birth.dt.year - before.astype(int)).astype("Float64")
    return years.where(birth.notna() & day.notna()).astype("Int64")
