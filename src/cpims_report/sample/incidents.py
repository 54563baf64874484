"""Incidents of violence kept with the cases of children whose concerns are of violence."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from cpims_report.sample import practice
from cpims_report.sample.drawing import Array, happens, pick
from cpims_report.sample.spells import NEVER

STREAM = 9
KINDS = tuple(practice.VIOLENCE)


def draw_incidents(seed: int, cases: pd.DataFrame) -> pd.DataFrame:
    """Return the incidents of one year's arrivals, all from before their registration.

    Columns: uuid, violence_type, location_type, perpetrator, date; the last two blank for some.
    """
    rng = np.random.default_rng([seed, int(cases["year"].iloc[0]), STREAM])
    kind = find_kinds(cases)
    kept = (kind != "") & happens(rng, practice.TELLS_OF_INCIDENTS, len(cases))
    many = rng.choice((1, 2, 3), size=len(cases), p=practice.MORE_INCIDENTS)
    rows = cases.loc[cases.index.repeat(np.where(kept, many, 0)), ["uuid", "registration_date"]]
    kinds = np.repeat(kind, np.where(kept, many, 0))
    count = len(rows)
    before = (rng.exponential(practice.DAYS_SINCE_INCIDENT, count) + 1).astype("timedelta64[D]")
    undated = happens(rng, practice.MISSING["incident_date"], count)
    unnamed = happens(rng, practice.MISSING["perpetrator"], count)
    incidents = pd.DataFrame(
        {
            "uuid": rows["uuid"].to_numpy(),
            "violence_type": pick_by(rng, practice.VIOLENCE, kinds),
            "location_type": pick_by(rng, practice.INCIDENT_LOCATION, kinds),
            "perpetrator": np.where(unnamed, "", pick_by(rng, practice.PERPETRATOR, kinds)),
            "date": np.where(undated, NEVER, rows["registration_date"].to_numpy() - before),
        }
    )
    return incidents.sort_values(["uuid", "date"], kind="stable", ignore_index=True)


def find_kinds(cases: pd.DataFrame) -> Array:
    """Return the gravest concern of violence of each case, blank where there is none."""
    listed = "|" + cases["concerns"] + "|"
    found = [listed.str.contains(f"|{kind}|", regex=False).to_numpy() for kind in KINDS]
    return np.select(found, list(KINDS), "").astype(object)


def pick_by(
    rng: np.random.Generator, weights: Mapping[str, Mapping[str, float]], kinds: Array
) -> Array:
    """Return a key drawn from the weights of each kind."""
    drawn = np.full(len(kinds), "", dtype=object)
    for kind in KINDS:
        here = kinds == kind
        drawn[here] = pick(rng, weights[kind], int(here.sum()))
    return drawn
