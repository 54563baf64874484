"""Ages at a boundary, estimates that are none, and words inside numbers."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cpims_report.sample.plants.dates import born
from cpims_report.sample.plants.plant import DATED, CellPlant, Mask, RecordPlant, Records
from cpims_report.sample.received import Delivery

ESTIMATING = (*DATED, "primero_v1_xls", "legacy_cpims")


def grow_up_today(rows: Records, _: Delivery) -> Records:
    """Return people who turned 18 on the very day of registration: adults, by one day."""
    return rows.assign(birth_date=rows["registration_date"] - pd.DateOffset(years=18))


def grow_up_tomorrow(rows: Records, _: Delivery) -> Records:
    """Return children who turned 18 on the day after their registration."""
    eve = rows["registration_date"] - pd.DateOffset(years=18) + pd.Timedelta(days=1)
    return rows.assign(birth_date=eve)


def well_known(records: Records, delivery: Delivery) -> Mask:
    """Return the records with an exact date of birth that is not the first of January."""
    return born(records, delivery) & ~on_new_year(records["birth_date"])


def on_new_year(days: pd.Series[pd.Timestamp]) -> Mask:
    """Return which days are the first of January."""
    found: Mask = days.dt.month.eq(1) & days.dt.day.eq(1)
    return found


def estimate(rows: Records, _: Delivery) -> Records:
    """Return children whose complete date of birth is marked as an estimate."""
    return rows.assign(birth_year_only=True)


def add_words(cell: Any, turn: int, _: Delivery) -> str | None:
    """Return an age with a word behind it."""
    if cell is None or pd.isna(cell) or not str(cell).isdigit():
        return None
    return f"{cell} {('yrs', 'years', 'سنة')[turn % 3]}"


RECORDS = (
    RecordPlant(21, "exclude", "birth_date", well_known, grow_up_today, rate=0.0015),
    RecordPlant(22, "flag", "age_estimated", well_known, estimate, ESTIMATING, 0.003),
)
CELLS = (CellPlant(51, "mend", "age", add_words),)
