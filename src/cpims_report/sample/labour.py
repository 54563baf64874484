"""The work of children in labour, and how children function: what forms of their own ask.

The weights are invented to make plausible charts, like those of `weights`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from cpims_report.sample.drawing import Array, happens, pick

WORKING, FUNCTIONING = 21, 22
"""Streams of their own: what they draw moves nothing else."""

WORST = {"female": 0.20, "male": 0.32}
"""Share of children in labour whose work is one of its worst forms, by sex."""
WORK = {
    "male": {
        "trade_services": 0.30,
        "industry": 0.21,
        "street": 0.15,
        "agriculture": 0.14,
        "construction": 0.11,
        "waste": 0.07,
        "family_care": 0.02,
    },
    "female": {
        "agriculture": 0.34,
        "domestic": 0.20,
        "trade_services": 0.17,
        "street": 0.14,
        "family_care": 0.12,
        "industry": 0.03,
    },
}
SECOND_WORK = 0.12
HOURS = {"under_1": 0.03, "2-4": 0.22, "5-8": 0.41, "9-12": 0.29, "over_12": 0.05}
DAYS = {"1": 0.04, "2": 0.08, "3": 0.09, "4": 0.10, "5": 0.18, "6": 0.39, "7": 0.12}
TIMES = {
    "morning|afternoon": 0.48,
    "morning": 0.12,
    "afternoon": 0.17,
    "afternoon|evening": 0.20,
    "evening|night": 0.03,
}
UNSAFE, ABUSIVE = (0.24, 0.62), (0.08, 0.24)
"""Shares of other and of worst forms of work."""
SAFETY = {"none": 0.17, "partial": 0.15, "adequate": 0.64, "other": 0.04}
HARM = {"none": 0.58, "harm": 0.18, "other": 0.24}
SCHOOLING = {"none": 0.52, "formal": 0.31, "non_formal": 0.15, "other": 0.02}
BLANK = 0.06
"""Share of answers that nobody gave, question by question."""
ANSWERED = 0.93
"""Share of children of whom the questions on functioning were asked."""
DOMAINS = {
    "seeing": (0.055, 0.010, 0.002),
    "hearing": (0.030, 0.008, 0.002),
    "walking": (0.040, 0.016, 0.006),
    "remembering": (0.080, 0.020, 0.003),
    "self_care": (0.030, 0.010, 0.004),
    "communicating": (0.035, 0.013, 0.004),
}
"""Some difficulty, a lot of it, cannot at all, where no disability is recorded."""
OF_DISABLED = 9.0
"""How much more often where a disability is recorded."""
LEVELS = np.array(["cannot", "a_lot", "some", "none"], dtype=object)


def draw_labour(seed: int, year: int, cases: pd.DataFrame) -> dict[str, Array]:
    """Return what a form on child labour tells of one year's cases, blank for other children."""
    rng = np.random.default_rng([seed, year, WORKING])
    count = len(cases)
    male = cases["sex"].eq("male").to_numpy()
    worst = happens(rng, np.where(male, WORST["male"], WORST["female"]), count)
    works = [
        np.where(male, pick(rng, WORK["male"], count), pick(rng, WORK["female"], count))
        for _ in range(2)
    ]
    second = happens(rng, SECOND_WORK, count) & (works[0] != works[1])
    answers = {
        "work_kind": np.where(second, works[0] + "|" + works[1], works[0]),
        "work_hours_a_day": pick(rng, HOURS, count),
        "work_days_a_week": pick(rng, DAYS, count),
        "work_times": pick(rng, TIMES, count),
        "work_place": np.where(
            happens(rng, np.where(worst, *UNSAFE[::-1]), count), "unsafe", "safe"
        ),
        "employer": np.where(
            happens(rng, np.where(worst, *ABUSIVE[::-1]), count), "abusive", "fair"
        ),
        "safety_measures": pick(rng, SAFETY, count),
        "work_harm": pick(rng, HARM, count),
        "schooling": pick(rng, SCHOOLING, count),
    }
    labour = cases["concerns"].str.split("|").map(lambda codes: "child_labour" in codes).to_numpy()
    kept = {
        name: np.where(labour & ~happens(rng, BLANK, count), answer, "").astype(object)
        for name, answer in answers.items()
    }
    form = np.where(worst, "worst", "other")
    return {"labour_form": np.where(labour, form, "").astype(object), **kept}


def draw_functioning(seed: int, year: int, cases: pd.DataFrame) -> dict[str, Array]:
    """Return the answers to the six questions on functioning, blank where nobody asked."""
    rng = np.random.default_rng([seed, year, FUNCTIONING])
    count = len(cases)
    factor = np.where(cases["disability"].eq("none"), 1.0, OF_DISABLED)
    asked = happens(rng, ANSWERED, count)
    found = {}
    for domain, (some, lot, cannot) in DOMAINS.items():
        edges = np.cumsum([cannot, lot, some])[:, None] * factor
        level = (rng.random(count) >= edges).sum(axis=0)
        skipped = happens(rng, BLANK / 6, count)
        found[f"difficulty_{domain}"] = np.where(asked & ~skipped, LEVELS[level], "").astype(object)
    return found
