"""What a file can tell of the work and the functioning of each child, in canonical codes."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, TypeAlias

import pandas as pd

from cpims_report.sample.labour import DOMAINS
from cpims_report.sample.received import Delivery
from cpims_report.schema import MISSING, NOT_APPLICABLE, NOT_COLLECTED

Row: TypeAlias = "Mapping[Hashable, Any]"
OF_FUNCTIONING = ("functioning", "difficulty_domain")
MIDDLES = {"under_1": 0.5, "2-4": 3, "5-8": 6.5, "9-12": 10.5, "over_12": 13}


def labour(records: pd.DataFrame, concerns: pd.Series, delivery: Delivery) -> dict[str, pd.Series]:
    """Return the columns on work and functioning; `concerns` is what the file says of each."""
    works = concerns.str.split("|").map(lambda codes: "child_labour" in codes)
    rows = records.assign(works=works).to_dict("records")
    told = {
        "labour_form": [row["labour_form"] * row["works"] for row in rows]
        if delivery.tells_forms
        else None,
        "work_kind": None,
        "work_hours": None,
        "work_hazard": None,
        "schooling": None,
    }
    if delivery.asks_work:
        told |= {
            "work_kind": ["|".join(sorted(row["work_kind"].split("|"))) for row in rows],
            "work_hours": [find_band(row) for row in rows],
            "work_hazard": [
                "yes" if find_hazards(row) else "no" if row["work_place"] == "safe" else ""
                for row in rows
            ],
            "schooling": [row["schooling"] for row in rows],
        }
    hazards = [("|".join(find_hazards(row)) or NOT_APPLICABLE) for row in rows]
    hard = [sorted(find_domains(row)) for row in rows]
    asks = delivery.asks_functioning
    return {
        **{name: settle(values, works) for name, values in told.items()},
        "hazard_kind": column(hazards if delivery.asks_work else NOT_COLLECTED, works),
        "functioning": column([find_level(row) for row in rows] if asks else NOT_COLLECTED, works),
        "difficulty_domain": column(
            [("|".join(domains) or NOT_APPLICABLE) for domains in hard] if asks else NOT_COLLECTED,
            works,
        ),
    }


def settle(values: list[str] | None, works: pd.Series) -> pd.Series:
    """Return answers about work: a blank is missing of a child in labour, else not applicable."""
    if values is None:
        return column(NOT_COLLECTED, works)
    blank = works.map({True: MISSING, False: NOT_APPLICABLE})
    answers = column(values, works)
    return answers.mask(answers.eq(""), blank)


def column(values: Iterable[str] | str, like: pd.Series) -> pd.Series:
    """Return values as a column."""
    return pd.Series(values, index=like.index, dtype="object")


def find_band(row: Row) -> str:
    """Return the band of hours a week, blank where hours or days are not known."""
    hours, days = row["work_hours_a_day"], row["work_days_a_week"]
    if not hours or not days:
        return ""
    week = MIDDLES[hours] * int(days)
    return "43+" if week >= 43 else "14-42" if week >= 14 else "0-13"


def find_hazards(row: Row) -> list[str]:
    """Return the hazards that the answers tell of, in alphabetical order."""
    found = {
        "abusive_employer": row["employer"] == "abusive",
        "harm": row["work_harm"] == "harm",
        "night": "night" in row["work_times"],
        "unprotected": row["safety_measures"] in ("none", "partial"),
        "unsafe_place": row["work_place"] == "unsafe",
    }
    return [kind for kind, there in found.items() if there]


def find_domains(row: Row) -> list[str]:
    """Return the domains with a lot of difficulty or more."""
    return [domain for domain in DOMAINS if row[f"difficulty_{domain}"] in ("a_lot", "cannot")]


def find_level(row: Row) -> str:
    """Return the greatest difficulty; missing where an answer lacks and no other reaches it."""
    answers = [row[f"difficulty_{domain}"] for domain in DOMAINS]
    if find_domains(row):
        return "difficulty"
    if "" in answers:
        return MISSING
    return "some" if "some" in answers else "none"


def of_age(cases: pd.DataFrame) -> pd.DataFrame:
    """Return the cases in which the questions on functioning do not apply under five years."""
    young = cases["age_reg"].lt(5).fillna(False) & cases["functioning"].ne(NOT_COLLECTED)
    told = {name: cases[name].mask(young, NOT_APPLICABLE) for name in OF_FUNCTIONING}
    return cases.assign(**told)
