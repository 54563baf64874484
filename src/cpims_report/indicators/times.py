"""What happened in time: assessment, plan, entry and reunification as codes of their lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cpims_report.config import Settings
from cpims_report.schema import NON_VALUES, NOT_APPLICABLE, NOT_COLLECTED, UNKNOWN_CELL

Days = NDArray[np.floating[Any]]
Categories: TypeAlias = "pd.Categorical[Any]"


def categories(places: Any, listed: Sequence[str]) -> Categories:
    """Return places in a code list as categories; -1 is null."""
    return pd.Categorical.from_codes(places, categories=pd.Index(list(listed), dtype="str"))


def code_times(
    cases: pd.DataFrame, coded: pd.DataFrame, settings: Settings, year: int
) -> dict[str, Categories]:
    """Return the derived columns of the cases by the name of their list."""
    standards = settings.standards
    limits = [
        standards.assessment_days[code if code != UNKNOWN_CELL else "unknown"]
        for code in coded["risk_level"].cat.categories
    ]
    by_risk = np.array([*limits, standards.assessment_days["unknown"]])
    standard = by_risk[coded["risk_level"].cat.codes.to_numpy(np.intp)]
    plan = list(standards.plan_days.items())
    return {
        "assessment_time": staged(
            cases, "assessment", [("within_standard", standard)], listed(settings, "assessment")
        ),
        "plan_time": staged(cases, "case_plan", plan, listed(settings, "plan")),
        "entry_time": entered(cases, standards.entry_days, listed(settings, "entry")),
        "reunified_in_year": reunified(cases, year),
    }


def listed(settings: Settings, what: str) -> list[str]:
    """Return the codes of the list of times, `_U` last."""
    return [*settings.lookups[f"{what}_time"], UNKNOWN_CELL]


def days_since_registration(cases: pd.DataFrame, column: str) -> Days:
    """Return whole days from registration to the day of a column, NaN where there is none."""
    days = (cases[column] - cases["registration_date"]).dt.days
    found: Days = days.astype("float64").to_numpy()
    return found


def staged(
    cases: pd.DataFrame, step: str, stages: Sequence[tuple[str, Any]], codes: list[str]
) -> Categories:
    """Return how soon a step was done: the first stage whose days suffice, else `later`.

    `none` where it was not done, `_U` where that or its day is not known, null where not asked. A
    step done before registration was in time.
    """
    answer, days = cases[step], days_since_registration(cases, f"{step}_date")
    conditions = [
        answer.isin([NOT_COLLECTED, NOT_APPLICABLE]),
        answer.eq("none"),
        answer.isin(NON_VALUES) | np.isnan(days),
        *(days <= limit for _, limit in stages),
    ]
    places = [-1, *(codes.index(code) for code in ("none", UNKNOWN_CELL))]
    places += [codes.index(code) for code, _ in stages]
    return chosen(conditions, places, codes.index("later"), codes)


def entered(cases: pd.DataFrame, limit: int, codes: list[str]) -> Categories:
    """Return how soon a case was entered; null where its source records no day of entry at all.

    A source records it where any of its cases has one.
    """
    agency, profile = (cases[name].cat for name in ("agency", "source_profile"))
    source = agency.codes.to_numpy(np.intp) * len(profile.categories) + profile.codes.to_numpy()
    entry = cases["created_date"].notna().to_numpy()
    sources = len(agency.categories) * len(profile.categories)
    records = np.bincount(source[entry], minlength=sources)[source] > 0
    days = days_since_registration(cases, "created_date")
    conditions = [~records, np.isnan(days), days <= limit]
    places = [-1, codes.index(UNKNOWN_CELL), codes.index("within_30")]
    return chosen(conditions, places, codes.index("later"), codes)


def reunified(cases: pd.DataFrame, year: int) -> Categories:
    """Return whether a child was reunified in the year; without a day it counts as in the year."""
    answer, day = cases["reunified"], cases["reunification_date"]
    conditions = [
        answer.isin([NOT_COLLECTED, NOT_APPLICABLE]),
        answer.isin(NON_VALUES),
        answer.eq("yes") & (day.isna() | day.dt.year.eq(year)),
    ]
    return chosen(conditions, [-1, 2, 0], 1, ["yes", "no", UNKNOWN_CELL])


def chosen(
    conditions: Sequence[Any], places: Sequence[int], default: int, codes: list[str]
) -> Categories:
    """Return the code at the place of the first condition that holds; -1 is null."""
    arrays = [np.asarray(one, dtype=bool) for one in conditions]
    found = np.select(arrays, list(places), default)
    return categories(found, codes)
