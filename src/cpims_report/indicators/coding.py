"""Case tables in the codes of cells: non-values become `_U`, ages become bands.

A code that no list has would vanish from every breakdown, so it is refused here, before counting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import pandas as pd

from cpims_report.config import Settings
from cpims_report.errors import InputRefused, Problem
from cpims_report.indicators.dimensions import (
    AGE_COLUMNS,
    CATEGORY_COLUMNS,
    SEX_CODES,
    category,
    dimensions,
)
from cpims_report.schema import AGE_BANDS, LIST_SEPARATOR, NON_VALUES, UNKNOWN_CELL

Coded: TypeAlias = "pd.Series[Any]"
"""A categorical column."""

OUTSIDE = "none"
"""The camp of a case outside camps."""

KEPT = ("record_uid", "agency", "child_key", "registration_date", "concerns")


def code_cases(cases: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the cases with one categorical column for each dimension.

    Raises InputRefused with one problem for each agency and column that holds unknown codes, and
    for camps outside their governorate.
    """
    problems = [*strange_codes(cases, case_codes(settings)), *strange_places(cases, settings)]
    if problems:
        raise InputRefused("The case tables hold codes that no code list has.", problems)
    lists = [category(settings, code_list) for code_list in CATEGORY_COLUMNS]
    regions = {key: place.region for key, place in settings.places.governorates.items()}
    plain = cases.assign(sex=cases["sex"].map(SEX_CODES), region=cases["governorate"].map(regions))
    ages = {column: age_bands(cases[column]) for column in AGE_COLUMNS.values()}
    coded = {
        one.source: codes(plain[one.source], one.listed)
        for one in (*dimensions(settings).values(), *lists)
        if one.source in plain and one.name != "age"
    }
    return cases[list(KEPT)].assign(**ages, **coded)


def code_spells(spells: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the spells with closure reason and month of opening as categorical columns.

    Raises InputRefused for closure reasons that no list has.
    """
    reason, month = category(settings, "closure_reason"), dimensions(settings)["month"]
    problems = list(strange_codes(spells, {"close_reason": reason.codes}))
    if problems:
        raise InputRefused("The spells hold codes that no code list has.", problems)
    return spells[["record_uid", "seq", "open_date", "close_date"]].assign(
        close_reason=codes(spells["close_reason"], reason.listed),
        month=codes(spells["open_date"].dt.strftime("%m"), month.listed),
    )


def codes(values: pd.Series[str], listed: Sequence[str]) -> Coded:
    """Return the values as categories in code-list order; others are `_U`, or null without it."""
    other = UNKNOWN_CELL if UNKNOWN_CELL in listed else None
    kept = values.where(values.isin(list(listed)), other)
    return kept.astype(pd.CategoricalDtype(list(listed)))


def age_bands(years: pd.Series[int]) -> Coded:
    """Return the band of each completed age, `_U` where the age is not known."""
    lowest = min(first for first, _ in AGE_BANDS.values())
    edges = [lowest - 1, *(last for _, last in AGE_BANDS.values())]
    bands = pd.cut(years.astype("Float64").astype(float), edges, labels=list(AGE_BANDS))
    return bands.cat.add_categories(UNKNOWN_CELL).fillna(UNKNOWN_CELL).cat.as_unordered()


def case_codes(settings: Settings) -> dict[str, tuple[str, ...]]:
    """Return the codes that each column of the cases may hold, besides the non-values."""
    places, lookups = settings.places, settings.lookups
    return {
        "agency": tuple(settings.agencies),
        "sex": tuple(lookups["sex"]),
        "nationality": tuple(lookups["nationality"]),
        "governorate": tuple(places.governorates),
        "camp": (*places.camps, OUTSIDE),
        "site_type": tuple(places.sites),
        "protection_status": tuple(lookups["protection_status"]),
        "primary_concern": tuple(settings.concerns.concerns),
        "concerns": (*settings.concerns.concerns, *settings.concerns.statuses),
    }


def strange_codes(table: pd.DataFrame, known: dict[str, tuple[str, ...]]) -> Iterator[Problem]:
    """Yield a problem for each agency and column with values outside the list.

    Values are not shown: one that no list has may be anything, a name too.
    """
    agencies = table["agency"] if "agency" in table else pd.Series("", index=table.index)
    for column, listed in known.items():
        allowed = {*listed, *NON_VALUES}
        met = table[column].unique().tolist()
        refused = [value for value in met if not parts(column, value) <= allowed]
        strange = agencies[table[column].isin(refused)]
        for agency, count in strange.value_counts(sort=False).sort_index().items():
            yield Problem(
                "IND-CODE",
                "Codes that the code list does not have.",
                agency=str(agency),
                column=column,
                expected="one of " + ", ".join(listed),
                action="Run the clean stage again with this configuration.",
                count=int(count),
            )


def parts(column: str, value: str) -> set[str]:
    """Return the codes that one value of a column stands for."""
    return set(value.split(LIST_SEPARATOR)) if column == "concerns" else {value}


def strange_places(cases: pd.DataFrame, settings: Settings) -> Iterator[Problem]:
    """Yield a problem for each agency with camp residents recorded in another governorate."""
    homes = {key: camp.governorate for key, camp in settings.places.camps.items()}
    home = cases["camp"].map(homes)
    strange = cases[home.notna() & home.ne(cases["governorate"])]
    for agency, count in strange["agency"].value_counts(sort=False).sort_index().items():
        yield Problem(
            "IND-CAMP",
            "A camp's case must be in the governorate that the camp is part of.",
            agency=str(agency),
            column="governorate",
            action="Correct the governorate or the camp in config/places.yml.",
            count=int(count),
        )
