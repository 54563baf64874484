"""Dates of birth cut to the month: the first day stands for it."""

from __future__ import annotations

from collections.abc import Iterable

from cpims_report.records.read.date_order import ORDERED, Spot, decide, prove_order
from cpims_report.records.systems.profile import DateFormat, Profile
from cpims_report.records.text.normalisation import fold
from cpims_report.records.text.withheld import MARK
from cpims_report.records.values.dates import DayReader


def cut_to_month(text: str, dates: DayReader) -> str:
    """Return the first day of the month of a date, as 2008-06-01; a mark for what is no date."""
    day = dates.read(text)
    if day is None:
        return MARK if fold(text) else text
    return day.replace(day=1).isoformat()


def settle_formats(profile: Profile, days: Iterable[str]) -> tuple[DateFormat, ...]:
    """Return the formats of a file's dates, day and month in the order that its `days` prove."""
    proof = prove_order(Spot(text, "", "", "", 0) for text in days)
    known = ORDERED.get(decide(proof, profile.day_order), "numeric")
    return tuple(known if name == "numeric" else name for name in profile.dates)
