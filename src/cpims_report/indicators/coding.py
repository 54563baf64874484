"""Case tables in the codes of cells: non-values become `_U`, ages become bands.

A code that no list has would vanish from every breakdown, so it is refused before counting
(`strange`). A field that a source does not collect, or that cannot apply, is null: such a case is
outside the population of an indicator about it. Dimensions that every layout has are `_U` there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from cpims_report.config import Settings, band_start
from cpims_report.indicators.dimensions import AGE_COLUMNS, SEX_CODES, category, dimensions
from cpims_report.indicators.population import SILENT
from cpims_report.indicators.times import categories, code_times
from cpims_report.schema import (
    LIST_SEPARATOR,
    NON_VALUES,
    NOT_APPLICABLE,
    NOT_COLLECTED,
    OLDEST,
    UNKNOWN_CELL,
)

Coded: TypeAlias = "pd.Series[Any]"
"""A categorical column."""

NOT_ASKED = (NOT_COLLECTED, NOT_APPLICABLE)

FIELDS = (
    "disability",
    "displacement_status",
    "protection_status",
    "separation_cause",
    "care_arrangement",
    "source_of_identification",
    "risk_level",
    "bia",
    "bid",
)
"""Columns of the cases that carry the code list of their name and may be not asked."""

GRADED = ("labour_form", "work_hours", "work_hazard", "schooling", "functioning")
"""Fields of one answer: where a child's cases differ, the first in the order of the list counts."""
LISTED = ("work_kind", "hazard_kind", "difficulty_domain")
"""Fields of several answers: those of all cases count."""
TOLD = (*GRADED, *LISTED)
"""Columns of the cases that carry the code list of their name."""

PRECISION = {"exact": "exact", "year_only": "estimated", "age_only": "estimated"}


def code_cases(cases: pd.DataFrame, settings: Settings, year: int) -> pd.DataFrame:
    """Return the cases with one categorical column for each dimension and code list.

    Besides: `agency` in the order of the configuration, `child` and `caseworker` as numbers (-1
    for no caseworker), `mentioned` with a bit for each concern recorded; fields TOLD in bits too.
    """
    lookups, known = settings.lookups, dimensions(settings)
    regions = {key: place.region for key, place in settings.places.governorates.items()}
    other = {
        "sex": ("sex", SEX_CODES),
        "region": ("governorate", regions),
        "age_precision": ("birth_precision", PRECISION),
    }
    dims = {
        one.source: encode(cases[column], one.full, rename=rename)
        for one in (
            *(one for name, one in known.items() if name not in ("age", "month")),
            category(settings, "age_precision"),
            category(settings, "bid_outcome"),
        )
        for column, rename in [other.get(one.source, (one.source, {}))]
    }
    fields = {
        name: encode(cases[name], category(settings, name).full, NOT_ASKED) for name in FIELDS
    }
    groups = {key: code.group for key, code in lookups["care_arrangement"].items()}
    coded = pd.DataFrame(
        {
            "agency": encode(cases["agency"], tuple(settings.agencies)),
            "child": pd.factorize(cases["child_key"])[0],
            "rank": ranks(cases["record_uid"]),
            "caseworker": number(cases["caseworker"]),
            "registration_date": cases["registration_date"],
            "mentioned": bits(cases["concerns"], tuple(settings.concerns.concerns)),
            **{name: cases[name].astype(bool) for name in KEPT},
            **{
                column: age_bands(cases[column], tuple(lookups["age_band"]))
                for column in AGE_COLUMNS.values()
            },
            **dims,
            **fields,
            **code_told(cases, settings),
            "care_group": regroup(
                fields["care_arrangement"], groups, category(settings, "care_group").full
            ),
        },
        index=cases.index,
    )
    return coded.assign(**code_times(cases, coded, settings, year))


def code_told(cases: pd.DataFrame, settings: Settings) -> dict[str, pd.Series[Any]]:
    """Return for each field a number a case: a bit for each answer, none for unknown, or SILENT."""
    return {
        name: bits(cases[name], tuple(settings.lookups[name])).mask(
            cases[name].isin(NOT_ASKED), SILENT
        )
        for name in TOLD
    }


KEPT = (
    "services_kept",
    "followups_kept",
    "incidents_kept",
    "transitions_kept",
    "reopenings_kept",
)


def code_spells(spells: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the spells with reason and group of closure, month of opening and days open.

    `days` and `duration_band` are null where the day of closure is not known.
    """
    reason, group, band = (
        category(settings, name) for name in ("closure_reason", "closure_group", "duration_band")
    )
    groups = {key: code.group for key, code in settings.lookups["closure_reason"].items()}
    reasons = encode(spells["close_reason"], reason.full, NOT_ASKED)
    days = (spells["close_date"] - spells["open_date"]).dt.days
    days = days.where(spells["close_precision"].eq("day"))
    return spells[["case", "seq", "open_date", "close_date"]].assign(
        closure_reason=reasons,
        closure_group=regroup(reasons, groups, group.full),
        month=encode(spells["open_date"].dt.strftime("%m"), dimensions(settings)["month"].full),
        days=days,
        duration_band=bands(days, band.codes),
    )


def encode(
    values: pd.Series[Any],
    listed: Sequence[str],
    not_asked: Collection[str] = (),
    rename: Mapping[Any, str] = MappingProxyType({}),
) -> Coded:
    """Return the values, or what they are renamed to, as categories in code-list order.

    Values that are not listed are `_U`, or null where the list has none or they are `not_asked`.
    """
    places = {code: place for place, code in enumerate(listed)}
    other = places.get(UNKNOWN_CELL, -1)
    numbers, met = numbered(values)
    table = [
        -1 if value in not_asked else places.get(rename.get(value, value), other) for value in met
    ]
    return from_codes(np.array([*table, other])[numbers], listed, values.index)


def numbered(values: pd.Series[Any]) -> tuple[Any, list[Any]]:
    """Return a number a value, -1 for null, and the values met in the order of their numbers."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        return values.cat.codes.to_numpy(), values.cat.categories.tolist()
    numbers, met = pd.factorize(values)
    return numbers, met.tolist()


def ranks(ids: pd.Series[str]) -> Any:
    """Return the place of each id in their order."""
    places = np.empty(len(ids), np.intp)
    places[ids.array.argsort()] = np.arange(len(ids))
    return places


def from_codes(codes: Any, listed: Sequence[str], index: pd.Index[Any]) -> Coded:
    """Return places in a code list as categories; -1 is null."""
    return pd.Series(categories(codes, listed), index=index)


def regroup(values: Coded, groups: dict[str, str], listed: Sequence[str]) -> Coded:
    """Return the group of each code as categories; `_U` and null stay so."""
    table = [listed.index(groups.get(code, code)) for code in values.cat.categories]
    return from_codes(np.array([*table, -1])[values.cat.codes], listed, values.index)


def bands(days: pd.Series[Any], names: Sequence[str]) -> Coded:
    """Return the band of each number of days (`0-30`, …, `181+`), null where it is not known."""
    edges = [band_start(name) for name in names]
    places = np.searchsorted(edges, days.fillna(0), side="right") - 1
    listed = (*names, UNKNOWN_CELL)
    return from_codes(np.where(days.notna(), np.maximum(places, 0), -1), listed, days.index)


def age_bands(years: pd.Series[int], names: Sequence[str]) -> Coded:
    """Return the band of each completed age (`0-5`, …, `18+`), `_U` where it is not known."""
    edges = [*(band_start(name) - 1 for name in names), OLDEST]
    found = pd.cut(years.astype("Float64").astype(float), edges, labels=list(names))
    return found.cat.add_categories(UNKNOWN_CELL).fillna(UNKNOWN_CELL).cat.as_unordered()


def bits(lists: pd.Series[str], listed: Sequence[str]) -> pd.Series[int]:
    """Return one number a list of codes, with the bit of each listed code that it holds."""
    places = {code: 1 << place for place, code in enumerate(listed)}
    numbers, met = numbered(lists)
    table = [sum({places.get(code, 0) for code in one.split(LIST_SEPARATOR)}) for one in met]
    return pd.Series(np.array([*table, 0], dtype=np.int64)[numbers], index=lists.index)


def number(values: pd.Series[str]) -> pd.Series[int]:
    """Return one number an id, -1 for none."""
    numbers, met = numbered(values)
    known = ~np.isin(met, NON_VALUES)
    table = np.where(known, np.arange(len(met)), -1)
    return pd.Series(np.append(table, -1)[numbers], index=values.index)
