"""Visits and calls after the first work on a case, planned and made, or planned and missed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cpims_report.sample import practice
from cpims_report.sample.drawing import Array, days, happens
from cpims_report.sample.spells import NEVER

STREAM = 8


def draw_followups(seed: int, cases: pd.DataFrame) -> pd.DataFrame:
    """Return the follow-ups of one year's arrivals, spread over each case's first spell.

    Columns: uuid, type, planned_on (when it was written down), due and date; one of the last two
    at least is there.
    """
    rng = np.random.default_rng([seed, int(cases["year"].iloc[0]), STREAM])
    length = (cases["first_closure"] - cases["registration_date"]).dt.days
    many = np.minimum(
        rng.poisson(length / practice.DAYS_BETWEEN_FOLLOWUPS), practice.MOST_FOLLOWUPS
    )
    rows = cases.loc[cases.index.repeat(many)]
    count = len(rows)
    spread = (length.loc[rows.index].to_numpy() * rng.random(count)).astype("timedelta64[D]")
    opened = rows["registration_date"].to_numpy()
    due = opened + spread
    made = happens(rng, practice.FOLLOWED_UP, count)
    unplanned = happens(rng, practice.NOT_PLANNED, count) & made
    day = np.maximum(due + days(rng, *practice.DAYS_FROM_DUE, count), opened)
    followups = pd.DataFrame(
        {
            "uuid": rows["uuid"].to_numpy(),
            "type": draw_types(rng, rows, due),
            "planned_on": np.where(
                unplanned, day, np.maximum(due - np.timedelta64(practice.NOTICE, "D"), opened)
            ),
            "due": np.where(unplanned, NEVER, due),
            "date": np.where(made, day, NEVER),
        }
    )
    return followups.sort_values(["uuid", "planned_on", "type"], kind="stable", ignore_index=True)


def draw_types(rng: np.random.Generator, rows: pd.DataFrame, due: Array) -> Array:
    """Return what each follow-up is for; blank for a few."""
    count = len(rows)
    reunified = rows["reunification_date"].to_numpy() <= due
    apart = rows["protection_status"].ne("neither").to_numpy()
    in_care = apart & happens(rng, practice.IN_CARE, count)
    service = happens(rng, practice.FOR_SERVICE, count)
    types = np.select(
        [reunified, in_care, service],
        ["after_reunification", "in_care", "for_service"],
        "for_assessment",
    )
    return np.where(happens(rng, practice.MISSING["followup_type"], count), "", types)
