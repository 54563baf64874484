"""Dates that cannot be, and dates in other notations than their column's."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

from cpims_report.sample.plants.plant import (
    DATED,
    CellPlant,
    Mask,
    RecordPlant,
    Records,
    Severity,
)
from cpims_report.sample.received import Delivery

ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
WITH_AGES = (*DATED, "primero_v1_xls", "unhcr_csv")
EXCEL_ZERO = date(1899, 12, 30)


def closed_once(records: Records, _: Delivery) -> Mask:
    """Return the cases closed once and not opened again, with a date of birth."""
    return (
        records["status"].eq("closed")
        & records["reopened_date"].isna()
        & records["first_closure"].notna()
        & records["birth_date"].notna()
    )


def close_too_early(rows: Records, _: Delivery) -> Records:
    """Return cases whose closure lies before their registration."""
    early = rows["registration_date"] - pd.Timedelta(days=20)
    return rows.assign(first_closure=early, approved_date=None)


def close_in_future(rows: Records, _: Delivery) -> Records:
    """Return cases closed in a year that has not come: 2081 for 2018."""
    day = rows["first_closure"] + pd.DateOffset(years=63)
    return rows.assign(first_closure=day, approved_date=day)


def invent_day(rows: Records, _: Delivery) -> Records:
    """Return children whose date of birth is in no calendar: nothing but the age is left of it."""
    return rows.assign(
        birth_date=None, age_shown=rows["age_reg"], birth_written="31-Feb-2010", age_only=False
    )


def born(records: Records, _: Delivery) -> Mask:
    """Return the records with an exact date of birth."""
    return records["birth_date"].notna() & ~records["birth_year_only"]


def aged(records: Records, delivery: Delivery) -> Mask:
    """Return the records whose age does not fit just any date of birth."""
    return born(records, delivery) & records["age_shown"].ge(3)


def be_born_later(rows: Records, _: Delivery) -> Records:
    """Return children born after their registration."""
    return rows.assign(birth_date=rows["registration_date"] + pd.Timedelta(days=40))


def be_born_long_ago(rows: Records, _: Delivery) -> Records:
    """Return children who would be older than any young adult."""
    return rows.assign(birth_date=rows["registration_date"] - pd.Timedelta(days=30 * 365 + 100))


def write_otherwise(cell: Any, turn: int, delivery: Delivery) -> str | None:
    """Return a day as another system writes it: ISO for 05-Jan-2018, 05-Jan-2018 for ISO."""
    day = read(cell)
    if day is None:
        return None
    if ISO.fullmatch(str(cell)):
        return day.strftime("%d-%b-%Y")
    if delivery.profile == "primero_v2_xlsx" and turn % 2:
        return str((day - EXCEL_ZERO) // timedelta(days=1))
    return day.isoformat()


def read(cell: Any) -> date | None:
    """Return the day of a cell in one of the two notations in which the layouts write it."""
    for notation in ("%Y-%m-%d", "%d-%b-%Y"):
        try:
            return datetime.strptime(str(cell), notation).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


DRIFTED: tuple[tuple[int, Severity], ...] = ((19, "flag"),)
"""The age that the system shows does not follow from such a birth."""

RECORDS = (
    RecordPlant(17, "flag", "registration_date", closed_once, close_in_future, DATED, 0.0015),
    RecordPlant(17, "flag", "birth_date", born, invent_day, WITH_AGES, 0.002),
    RecordPlant(
        17, "flag", "closure_date", closed_once, close_too_early, DATED, 0.002, also=((31, "mend"),)
    ),
    RecordPlant(17, "flag", "birth_date", aged, be_born_later, WITH_AGES, 0.002, also=DRIFTED),
    RecordPlant(17, "flag", "birth_date", aged, be_born_long_ago, WITH_AGES, 0.002, also=DRIFTED),
    RecordPlant(17, "flag", "birth_date", born, be_born_long_ago, ("legacy_cpims",), 0.002),
)
CELLS = (CellPlant(15, "mend", "registration_date", write_otherwise),)
