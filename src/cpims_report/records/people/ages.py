"""Ages in completed years at a day, from the date of birth."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Year
from cpims_report.records.values.dates import DAY_TYPE

OLDEST = 25
"""Beyond this the age is an error of entry, not a child's or young adult's age."""

SOON = 30
"""Days from registration to entry within which a recorded age is the age at registration."""


def completed_years(birth: pd.Series, day: pd.Series) -> pd.Series:
    """Return completed years from birth to day; null where either is, or outside 0..25.

    On the day before a birthday the year is not completed. Who is born on 29 February completes
    a year on 1 March of a common year.
    """
    before_birthday = (day.dt.month < birth.dt.month) | (
        (day.dt.month == birth.dt.month) & (day.dt.day < birth.dt.day)
    )
    years = (day.dt.year - birth.dt.year - before_birthday.astype("int64")).astype("Int64")
    known = birth.notna() & day.notna() & (birth <= day) & (years <= OLDEST)
    completed: pd.Series = years.where(known.astype("bool"))
    return completed


def birth_precision(records: pd.DataFrame) -> pd.Series:
    """Return how well the birth is known: exact, year_only, age_only or none.

    1 January with an estimated age stands for a year alone.
    """
    birth = records["birth_date"]
    new_year = (birth.dt.month == 1) & (birth.dt.day == 1)
    estimated = records["age_estimated"].fillna(False).astype("bool")
    return (
        pd.Series("none", index=records.index, dtype="str")
        .mask(records["age_at_entry"].notna(), "age_only")
        .mask(birth.notna(), "exact")
        .mask(birth.notna() & new_year & estimated, "year_only")
    )


def age_at_entry(records: pd.DataFrame, year: Year) -> pd.Series:
    """Return the recorded age where it is the age at registration, else null.

    Systems rewrite `age` at every birthday of a known date of birth, so it counts only without
    one; then it was frozen at entry, which must be near the registration, in the year itself.
    """
    delay = (records["created_date"] - records["registration_date"]).dt.days.abs()
    prompt = delay.isna() | (delay <= SOON)
    this_year = records["registration_date"].dt.year == year.year
    usable = records["birth_date"].isna() & prompt & this_year & records["age"].between(0, OLDEST)
    return records["age"].where(usable.fillna(False).astype("bool")).astype("Int64")


def add_ages(records: pd.DataFrame, year: Year) -> pd.DataFrame:
    """Return records with birth_precision, age_reg, age_end and age_close.

    Reference days: registration, 31 December, and the last closure within the year. Without a
    date of birth only the age at registration can be known.
    """
    end = pd.Series(pd.Timestamp(year.year, 12, 31), index=records.index, dtype=DAY_TYPE)
    birth = records["birth_date"]
    return (
        records.assign(age_at_entry=lambda frame: age_at_entry(frame, year))
        .assign(
            birth_precision=birth_precision,
            age_reg=lambda frame: completed_years(birth, frame["registration_date"]).fillna(
                frame["age_at_entry"]
            ),
            age_end=completed_years(birth, end),
            age_close=completed_years(birth, records["closed_in_year"]),
        )
        .drop(columns="age_at_entry")
    )
