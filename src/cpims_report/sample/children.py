"""The children of one year of arrivals: who they are, where they live, what they face."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from cpims_report.sample import weights
from cpims_report.sample.concerns import draw_concerns
from cpims_report.sample.dates import draw_days
from cpims_report.sample.drawing import Array, happens, pick
from cpims_report.sample.identity import individual_numbers
from cpims_report.sample.weights import Project


def draw_children(
    rng: np.random.Generator, year: int, count: int, agencies: Sequence[str]
) -> pd.DataFrame:
    """Return `count` children who come to one of `agencies` in `year`, each with day and age."""
    shares = {
        agency: weights.AGENCY_SHARE.get(agency, weights.DEFAULT_SHARE) for agency in agencies
    }
    children = pd.DataFrame(
        {
            "agency": pick(rng, shares, count),
            "registration_date": draw_days(rng, date(year, 1, 1), date(year, 12, 31), count),
            "sex": np.where(happens(rng, weights.BOYS, count), "male", "female"),
            "age": rng.choice(18, size=count, p=np.array(weights.AGE) / sum(weights.AGE)),
            "governorate": pick(rng, weights.PLACE, count),
        }
    )
    return complete(rng, year, children, project=None)


def draw_project(rng: np.random.Generator, year: int, cases: int, project: Project) -> pd.DataFrame:
    """Return the children whom `project` brings to its agency in `year`: none outside its time."""
    start, end = max(project.start, date(year, 1, 1)), min(project.end, date(year, 12, 31))
    if start > end:
        return pd.DataFrame()
    count = round(cases * project.share)
    children = pd.DataFrame(
        {
            "agency": project.agency,
            "registration_date": draw_days(rng, start, end, count),
            "sex": np.where(happens(rng, project.boys, count), "male", "female"),
            "age": rng.integers(*project.ages, size=count, endpoint=True),
            "governorate": project.governorate,
        }
    )
    return complete(rng, year, children, project)


def complete(
    rng: np.random.Generator, year: int, children: pd.DataFrame, project: Project | None
) -> pd.DataFrame:
    """Return the children with place, birth, separation, concerns and all the rest."""
    count = len(children)
    camp = np.full(count, "none", dtype=object) if project else draw_camps(rng, children)
    children = children.assign(
        year=year,
        camp=camp,
        nationality=draw_nationalities(rng, camp, children["agency"].to_numpy()),
        **draw_births(rng, children),
    )
    children["displacement_status"] = np.select(
        [children["nationality"].eq("jordan"), children["nationality"].eq("syria")],
        ["resident", "refugee"],
        "asylum_seeker",
    )
    children["protection_status"] = draw_separation(rng, children, project)
    children["separation_cause"] = pick(rng, weights.SEPARATION_CAUSE, count)
    children["care_arrangement"] = np.where(
        children["protection_status"].eq("unaccompanied"),
        pick(rng, weights.CARE_UNACCOMPANIED, count),
        pick(rng, weights.CARE_SEPARATED, count),
    )
    children["disability"] = pick(rng, weights.DISABILITY, count)
    children["risk_level"] = pick(rng, weights.RISK, count)
    return children.assign(
        concerns=draw_concerns(rng, children, project),
        statuses=statuses(rng, children),
    )


def draw_camps(rng: np.random.Generator, children: pd.DataFrame) -> Array:
    """Return the camp in which each child lives, `none` for most."""
    camps = np.full(len(children), "none", dtype=object)
    for governorate, shares in weights.CAMP.items():
        there = children["governorate"].eq(governorate).to_numpy()
        camps[there] = pick(rng, shares, int(there.sum()))
    return camps


def draw_nationalities(rng: np.random.Generator, camps: Array, agencies: Array) -> Array:
    """Return nationalities: Syrian in camps, no nationals at the agency of refugees."""
    foreign = {key: share for key, share in weights.NATIONALITY.items() if key != "jordan"}
    outside = np.where(
        agencies == "unhcr",
        pick(rng, foreign, len(camps)),
        pick(rng, weights.NATIONALITY, len(camps)),
    )
    return np.where(camps == "none", outside, "syria")


def draw_births(rng: np.random.Generator, children: pd.DataFrame) -> dict[str, Array]:
    """Return birth dates as recorded: exact, or 1 January where only the year is known.

    A few children are adults at registration: an error of eligibility that cleaning has to find.
    """
    count = len(children)
    adult = happens(rng, weights.ADULT, count)
    age = np.where(adult, 18, children["age"]) + rng.random(count) * 0.997
    exact = children["registration_date"].to_numpy() - (age * 365.2425).astype("timedelta64[D]")
    january = exact.astype("datetime64[Y]").astype("datetime64[D]")
    still_a_child = children["registration_date"].to_numpy() < january + np.timedelta64(6574, "D")
    year_only = happens(rng, weights.BIRTH_YEAR_ONLY, count) & still_a_child & ~adult
    return {"birth_date": np.where(year_only, january, exact), "birth_year_only": year_only}


def draw_separation(
    rng: np.random.Generator, children: pd.DataFrame, project: Project | None
) -> Array:
    """Return unaccompanied, separated or neither: more often at some agencies and when older."""
    count = len(children)
    band = np.digitize(children["age"], weights.BAND_STARTS) - 1
    chance = (
        children["agency"].map(weights.SEPARATED).fillna(weights.SEPARATED_DEFAULT).to_numpy()
        * np.array(weights.SEPARATED_BY_BAND)[band]
        * np.where(children["nationality"].eq("jordan"), 0.3, 1.0)
        * (0.2 if project else 1.0)
    )
    alone = np.where(happens(rng, weights.UNACCOMPANIED, count), "unaccompanied", "separated")
    return np.where(happens(rng, chance, count), alone, "neither")


def statuses(rng: np.random.Generator, children: pd.DataFrame) -> Array:
    """Return what some workers tick among the concerns although it is none, joined by `|`."""
    count = len(children)
    refugee = children["displacement_status"].eq("refugee") & happens(rng, 0.30, count)
    disabled = children["disability"].ne("none")
    joined = pd.Series("", index=children.index)
    joined = joined.mask(refugee, "refugee").mask(disabled, "disability")
    return joined.mask(refugee & disabled, "refugee|disability").to_numpy()


def number_children(rng: np.random.Generator, year: int, children: pd.DataFrame) -> pd.DataFrame:
    """Return the children with ids, and individual numbers for most who are not nationals."""
    count = len(children)
    registered = children["agency"].eq("unhcr") | happens(rng, weights.INDIVIDUAL_NUMBER, count)
    numbered = registered & children["nationality"].ne("jordan")
    return children.assign(
        child=[f"{year}-{number:06d}" for number in range(1, count + 1)],
        individual_number=np.where(numbered, individual_numbers(year, count), ""),
    )
