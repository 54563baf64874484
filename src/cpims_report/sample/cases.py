"""The cases of one year of arrivals: one for most children, two for those known to two agencies."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from cpims_report.sample import weights
from cpims_report.sample.casework import draw_casework
from cpims_report.sample.children import draw_children, draw_project, number_children
from cpims_report.sample.concerns import draw_concerns
from cpims_report.sample.drawing import Array, days, happens, pick
from cpims_report.sample.identity import numbers, short_ids, uuids
from cpims_report.sample.labour import draw_functioning, draw_labour
from cpims_report.sample.spells import NEVER, draw_spells


def draw_year(seed: int, year: int, cases: int, agencies: Sequence[str]) -> pd.DataFrame:
    """Return the cases of children who arrive in `year`, whatever becomes of them later.

    Each year draws from a stream of its own: asking for further years changes none of the others.
    """
    rng = np.random.default_rng([seed, year])
    count = round(cases * weights.ARRIVALS.get(year, weights.LATER_ARRIVALS))
    projects = [project for project in weights.PROJECTS if project.agency in agencies]
    children = pd.concat(
        [
            draw_children(rng, year, count, agencies),
            *(draw_project(rng, year, cases, project) for project in projects),
        ],
        ignore_index=True,
    )
    children = number_children(rng, year, children)
    first = children.assign(moved_to="", **draw_spells(rng, children))
    first, second = add_second_agency(rng, first, agencies)
    every = pd.concat([first, second], ignore_index=True)
    return every.assign(
        known_to_two=every["child"].duplicated(keep=False),
        **draw_identity(year, every),
        **draw_administration(rng, every),
        **draw_blanks(rng, len(every)),
        **draw_casework(seed, year, every),
        **draw_labour(seed, year, every),
        **draw_functioning(seed, year, every),
    )


def add_second_agency(
    rng: np.random.Generator, first: pd.DataFrame, agencies: Sequence[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the first cases, and the cases of the same children at a second agency.

    Half of these children are transferred: the first case then closes when the second opens.
    """
    chosen = first["individual_number"].ne("") & happens(rng, weights.KNOWN_TO_TWO, len(first))
    origin = first[chosen & first["first_closure"].gt(first["registration_date"])]
    count = len(origin)
    opened = origin["registration_date"].to_numpy() + days(rng, 15, 200, count)
    if len(agencies) < 2 or not count:
        return first, first.iloc[:0]
    place = {agency: position for position, agency in enumerate(agencies)}
    step = rng.integers(1, len(agencies), size=count)
    other = np.array(agencies, dtype=object)[(origin["agency"].map(place) + step) % len(agencies)]
    second = origin.assign(agency=other, registration_date=opened)
    second["concerns"] = draw_concerns(rng, second, None)
    second = second.assign(**draw_spells(rng, second))
    transferred = happens(rng, weights.TRANSFERRED_BETWEEN_MEMBERS, count)
    moved = origin.index[transferred]
    first.loc[moved, "first_closure"] = opened[transferred] - np.timedelta64(3, "D")
    first.loc[moved, "first_reason"] = "transferred_internal"
    first.loc[moved, ["reopened_date", "second_closure"]] = NEVER
    first.loc[moved, "second_reason"] = ""
    first.loc[moved, "moved_to"] = other[transferred]
    return first, second


def draw_identity(year: int, cases: pd.DataFrame) -> dict[str, Array]:
    """Return the ids of the records in their source systems."""
    running = numbers(year, len(cases))
    short = short_ids(running)
    return {
        "running": running,
        "short_id": short,
        "uuid": uuids(running, short),
        "case_display": ("SYN-" + cases["agency"].str.upper() + "-" + short).to_numpy(),
    }


def draw_administration(rng: np.random.Generator, cases: pd.DataFrame) -> dict[str, Array]:
    """Return what the system keeps about each record: entry, consent, state, mark as duplicate."""
    count = len(cases)
    opened = cases["registration_date"].to_numpy()
    delay = np.minimum(rng.geometric(0.35, count) - 1, 14).astype("timedelta64[D]")
    typed = np.where(happens(rng, 0.02, count), opened + days(rng, 15, 30, count), opened + delay)
    return {
        "created_date": enter_late(rng, cases, typed),
        "created_second": rng.integers(7 * 3600, 15 * 3600, size=count),
        "consent": np.where(happens(rng, weights.CONSENT_REFUSED, count), "false", "true"),
        "disabled_record": happens(rng, weights.DISABLED_RECORD, count),
        "marked_duplicate": happens(rng, weights.STATUS_DUPLICATE, count),
        "status_transferred": happens(rng, 0.5, count),
        "copied": happens(rng, weights.COPIED_ROW, count),
        "worker": pick(rng, {f"worker{number:02d}": 1.0 for number in range(1, 13)}, count),
    }


def enter_late(rng: np.random.Generator, cases: pd.DataFrame, typed: Array) -> Array:
    """Return the days of entry, a few of December's put off to early February."""
    typed = typed.copy()
    december = cases["registration_date"].dt.month.eq(12) & ~cases.duplicated("individual_number")
    for _, group in cases[december].groupby("agency", sort=True):
        late = group.index[: weights.LATE_ENTRIES]
        year = group.loc[late, "registration_date"].to_numpy().astype("datetime64[Y]")
        february = (year + np.timedelta64(1, "Y")).astype("datetime64[M]") + np.timedelta64(1, "M")
        typed[late] = february.astype("datetime64[D]") + days(rng, 0, 1, len(late))
    return typed


def draw_blanks(rng: np.random.Generator, count: int) -> dict[str, Array]:
    """Return which answers were left blank: columns `no_…`."""
    blanks = {f"no_{name}": happens(rng, share, count) for name, share in weights.MISSING.items()}
    age_only = happens(rng, weights.AGE_WITHOUT_BIRTH_DATE, count) & ~blanks["no_age"]
    return {**blanks, "no_birth_date": age_only}
