"""Dates of birth cut to the month: the first day stands for it."""

from __future__ import annotations

from cpims_report.records.dates import read_day
from cpims_report.records.sources.profile import Profile


def cut_to_month(text: str, profile: Profile) -> str:
    """Return the first day of the month of a date, as 2008-06-01; what is no date goes."""
    day = read_day(text, profile.dates)
    return day.replace(day=1).isoformat() if day else ""
