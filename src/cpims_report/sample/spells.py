"""When cases close, why, and which are opened again."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cpims_report.sample import weights
from cpims_report.sample.drawing import Array, days, happens, pick

NEVER = np.datetime64("NaT", "D")
ADULTHOOD = 6574
"""Days from birth to the eighteenth birthday, near enough for the day on which a case ends."""


def draw_spells(rng: np.random.Generator, cases: pd.DataFrame) -> dict[str, Array]:
    """Return first closing, reopening and second closing of each case with their reasons.

    A case is reopened at most once: a Primero file keeps the first and the last closing only.
    """
    count = len(cases)
    opened = cases["registration_date"].to_numpy()
    birthday = cases["birth_date"].to_numpy() + np.timedelta64(ADULTHOOD, "D")
    longer = np.where(cases["protection_status"].eq("neither"), 1.0, weights.SEPARATED_STAYS_LONGER)
    first = opened + stay(rng, longer, count)
    first, reason = close_adults(rng, opened, first, pick(rng, weights.CLOSURE, count), birthday)
    first = clean_up(rng, first, reason)
    again = first + days(rng, 20, 320, count)
    reopens = (
        happens(rng, weights.REOPENED, count)
        & np.isin(reason, ["needs_met", "lost_contact", "declined", "relocated"])
        & (again < birthday - np.timedelta64(60, "D"))
        & cases["agency"].ne("unhcr").to_numpy()
    )
    second = again + stay(rng, np.full(count, 0.7), count)
    second, later = close_adults(rng, again, second, pick(rng, weights.CLOSURE, count), birthday)
    return {
        "first_closure": first,
        "first_reason": reason,
        "reopened_date": np.where(reopens, again, NEVER),
        "second_closure": np.where(reopens, second, NEVER),
        "second_reason": np.where(reopens, later, ""),
    }


def stay(rng: np.random.Generator, longer: Array, count: int) -> Array:
    """Return how long spells last, in days, at least a week."""
    length = rng.lognormal(
        np.log(weights.MEDIAN_DAYS_OPEN * longer), weights.SPREAD_DAYS_OPEN, count
    )
    return np.clip(length, 7, 1500).astype("timedelta64[D]")


def close_adults(
    rng: np.random.Generator, opened: Array, closed: Array, reason: Array, birthday: Array
) -> tuple[Array, Array]:
    """Return closings and reasons, with cases ended within weeks of the eighteenth birthday."""
    latest = birthday + days(rng, 0, 45, len(closed))
    grown = (closed > latest) & (latest > opened)
    return np.where(grown, latest, closed), np.where(grown, "turned_18", reason)


def clean_up(rng: np.random.Generator, closed: Array, reason: Array) -> Array:
    """Return closings, a few of them put off to the clearing of files in December."""
    month = closed.astype("datetime64[M]").astype(int) % 12 + 1
    december = closed.astype("datetime64[Y]").astype("datetime64[M]") + np.timedelta64(11, "M")
    later = december.astype("datetime64[D]") + days(rng, 9, 30, len(closed))
    moved = happens(rng, weights.CLEANED_UP_IN_DECEMBER, len(closed)) & (month >= 6)
    return np.where(moved & (later > closed) & (reason != "turned_18"), later, closed)
