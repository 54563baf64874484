"""Status and dates at odds: open with a closure, closed without date or reason, stale closures."""

from __future__ import annotations

import pandas as pd

from cpims_report.sample.plants.dates import closed_once
from cpims_report.sample.plants.plant import ALL, DATED, Mask, RecordPlant, Records
from cpims_report.sample.received import Delivery


def reopen_silently(rows: Records, _: Delivery) -> Records:
    """Return cases that are open and still carry a date of closure, with no reopening."""
    return rows.assign(status="open", closure_reason="", approved_date=None)


def lose_date(rows: Records, _: Delivery) -> Records:
    """Return closed cases without any date of closing."""
    return rows.assign(first_closure=None, approved_date=None)


def closed_twice(records: Records, _: Delivery) -> Mask:
    """Return the cases opened again and closed again."""
    return records["second_closure"].notna() & records["status"].eq("closed")


def keep_first_closure(rows: Records, _: Delivery) -> Records:
    """Return cases whose only date of closing is the one from before their reopening."""
    return rows.assign(second_closure=None, approved_date=None)


def long_open(records: Records, delivery: Delivery) -> Mask:
    """Return the cases open since before the year."""
    before = records["registration_date"].dt.year.lt(delivery.year)
    found: Mask = before & records["birth_date"].notna() & records["status"].eq("open")
    return found


def register_before_membership(rows: Records, _: Delivery) -> Records:
    """Return cases registered in the year before their agency joined."""
    day = pd.Timestamp(2013, 11, 20)
    birth = rows["birth_date"].where(rows["birth_date"].lt(day), day - pd.Timedelta(days=400))
    return rows.assign(registration_date=day, birth_date=birth, birth_year_only=False)


RECORDS = (
    RecordPlant(29, "flag", "closure_date", closed_once, reopen_silently, DATED, 0.003),
    RecordPlant(31, "mend", "closure_date", closed_once, lose_date, DATED, 0.003),
    RecordPlant(30, "flag", "closure_date", closed_twice, keep_first_closure, DATED, 0.002),
    RecordPlant(33, "flag", "registration_date", long_open, register_before_membership, ALL, 0.001),
)
