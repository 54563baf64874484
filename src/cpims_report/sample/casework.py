"""What was done about each case: found, assessed, planned, reviewed, reunified, and by whom."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from cpims_report.sample import practice
from cpims_report.sample.drawing import Array, days, happens, pick
from cpims_report.sample.spells import NEVER

FINDING, ASSESSING, REVIEWING, TRACING, STAFFING = 3, 4, 5, 6, 7
"""Streams: what one draws moves none of the others, nor anything drawn before there were any."""


def draw_casework(seed: int, year: int, cases: pd.DataFrame) -> dict[str, Array]:
    """Return the work on each case of one year's arrivals, whenever it was done.

    Days are null for what never happened. No work lies after the first closing of its case.
    """
    streams = {
        stream: np.random.default_rng([seed, year, stream])
        for stream in (FINDING, ASSESSING, REVIEWING, TRACING, STAFFING)
    }
    return {
        **draw_finding(streams[FINDING], len(cases)),
        **draw_assessment(streams[ASSESSING], cases),
        **draw_reviews(streams[REVIEWING], cases),
        **draw_tracing(streams[TRACING], cases),
        **draw_staff(streams[STAFFING], cases),
    }


def draw_finding(rng: np.random.Generator, count: int) -> dict[str, Array]:
    """Return who told the agency of each child."""
    return {
        "source_of_identification": pick(rng, practice.IDENTIFIED_BY, count),
        "no_source_of_identification": happens(
            rng, practice.MISSING["source_of_identification"], count
        ),
    }


def draw_assessment(rng: np.random.Generator, cases: pd.DataFrame) -> dict[str, Array]:
    """Return the days of assessment, case plan and approval: the sooner, the higher the risk."""
    count = len(cases)
    risk = cases["risk_level"]
    opened = cases["registration_date"].to_numpy()
    started = opened + wait(rng, by(risk, practice.DAYS_TO_ASSESSMENT))
    skipped = happens(rng, by(risk, practice.NEVER_ASSESSED), count)
    assessed = before_closure(cases, started, ~skipped)
    planned = assessed + wait(rng, by(risk, practice.DAYS_TO_PLAN))
    approved = assessed + days(rng, *practice.DAYS_TO_APPROVAL, count)
    return {
        "assessment_date": assessed,
        "case_plan_date": before_closure(
            cases, planned, ~happens(rng, practice.NEVER_PLANNED, count)
        ),
        "approval_date": before_closure(cases, approved, happens(rng, practice.APPROVED, count)),
        "approval_asked": happens(rng, practice.APPROVAL_ASKED, count),
    }


def draw_reviews(rng: np.random.Generator, cases: pd.DataFrame) -> dict[str, Array]:
    """Return the few best interest determinations: never of nationals."""
    count = len(cases)
    chance = by(cases["protection_status"], practice.BID_SUBMITTED)
    foreign = cases["nationality"].ne("jordan").to_numpy()
    later = cases["registration_date"].to_numpy() + wait(rng, practice.DAYS_TO_BID, count)
    submitted = before_closure(cases, later, happens(rng, chance, count) & foreign)
    decided = submitted + wait(rng, practice.DAYS_TO_DECISION, count)
    return {
        "bid_submitted_date": submitted,
        "bid_decided_date": before_closure(
            cases, decided, happens(rng, practice.BID_DECIDED, count)
        ),
        "bid_outcome": pick(rng, practice.BID_OUTCOME, count),
    }


def draw_tracing(rng: np.random.Generator, cases: pd.DataFrame) -> dict[str, Array]:
    """Return the days of reunification, and where tracing stands for all others."""
    count = len(cases)
    length = (cases["first_closure"] - cases["registration_date"]).dt.days.to_numpy()
    share = rng.uniform(0.1, 1.0, count)
    day = cases["registration_date"].to_numpy() + (length * share).astype("timedelta64[D]")
    found = happens(rng, by(cases["protection_status"], practice.REUNIFIED), count)
    return {
        "reunification_date": np.where(found, day, NEVER),
        "tracing_status": pick(rng, practice.TRACING, count),
    }


def draw_staff(rng: np.random.Generator, cases: pd.DataFrame) -> dict[str, Array]:
    """Return the code of each case's worker: as many workers as an agency's open cases need."""
    arrivals = cases["agency"].map(cases["agency"].value_counts()).to_numpy()
    open_cases = arrivals * practice.OPEN_PER_ARRIVAL
    workers = np.maximum(np.round(open_cases / practice.CASES_PER_WORKER), 1).astype(int)
    numbers = rng.integers(1, workers, endpoint=True)
    codes = [
        f"{agency}cw{number:02d}" for agency, number in zip(cases["agency"], numbers, strict=True)
    ]
    return {
        "caseworker": np.array(codes, dtype=object),
        "no_caseworker": happens(rng, practice.MISSING["caseworker"], len(cases)),
    }


def by(codes: pd.Series[str], numbers: Mapping[str, float]) -> Array:
    """Return the number of each code."""
    return codes.map(numbers).to_numpy(dtype=float)


def wait(rng: np.random.Generator, mean: float | Array, size: int | None = None) -> Array:
    """Return whole days of waiting: mostly short, some long."""
    return rng.exponential(mean, size).astype("timedelta64[D]")


def before_closure(cases: pd.DataFrame, day: Array, done: Array) -> Array:
    """Return the days on which something was done, null where it was not, or the case had ended."""
    return np.where(done & (day <= cases["first_closure"].to_numpy()), day, NEVER)
