"""Codes that no list has, and camps outside their governorate: refused before counting."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import pandas as pd

from cpims_report.config import Settings
from cpims_report.errors import InputRefused, Problem
from cpims_report.indicators.coding import FIELDS, LISTED, TOLD
from cpims_report.schema import LIST_SEPARATOR, NON_VALUES

OUTSIDE = "none"
"""The camp of a case outside camps."""


def refuse_strange(tables: Mapping[str, pd.DataFrame], settings: Settings) -> None:
    """Raise InputRefused with one problem for each agency and column that holds unknown codes.

    `tables` by name, each with its `agency` or the place of its `case`.
    """
    problems = [
        *(
            problem
            for name, known in table_codes(settings).items()
            for problem in strange_codes(tables[name], known, tables["cases"]["agency"])
        ),
        *strange_places(tables["cases"], settings),
    ]
    if problems:
        raise InputRefused("The case tables hold codes that no code list has.", problems)


def table_codes(settings: Settings) -> dict[str, dict[str, Collection[str]]]:
    """Return the codes that each column of each table may hold, besides the non-values."""
    places, lookups, taxonomy = settings.places, settings.lookups, settings.concerns
    return {
        "cases": {
            "agency": settings.agencies,
            "sex": lookups["sex"],
            "nationality": lookups["nationality"],
            "governorate": places.governorates,
            "camp": (*places.camps, OUTSIDE),
            "site_type": places.sites,
            "primary_concern": taxonomy.concerns,
            "concerns": (*taxonomy.concerns, *taxonomy.statuses),
            **{field: lookups[field] for field in (*FIELDS, *TOLD, "bid_outcome")},
        },
        "spells": {"close_reason": lookups["closure_reason"]},
        "services": {
            "service_type": lookups["service_type"],
            "implemented": lookups["service_implemented"],
        },
        "transitions": {
            "type": lookups["transition_type"],
            "status": lookups["transition_status"],
        },
        "incidents": {
            "violence_type": lookups["violence_type"],
            "location_type": lookups["incident_location"],
            "perpetrator": lookups["perpetrator"],
        },
        "issues": {"severity": ("refuse", *lookups["severity"])},
        "waterfall": {"step": ("received", *lookups["waterfall"])},
    }


def strange_codes(
    table: pd.DataFrame, known: Mapping[str, Collection[str]], agencies: pd.Series[str]
) -> Iterator[Problem]:
    """Yield a problem for each agency and column with values outside the list.

    Values are not shown: one that no list has may be anything, a name too.
    """
    for column, listed in known.items():
        allowed = {*listed, *NON_VALUES}
        met = table[column].unique().tolist()
        refused = [value for value in met if not parts(column, value) <= allowed]
        if not refused:
            continue
        rows = table[table[column].isin(refused)]
        strange = rows["agency"] if "agency" in rows else agencies.take(rows["case"].to_numpy())
        strange = strange.astype("str")
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
    return set(value.split(LIST_SEPARATOR)) if column in ("concerns", *LISTED) else {value}


def strange_places(cases: pd.DataFrame, settings: Settings) -> Iterator[Problem]:
    """Yield a problem for each agency with camp residents recorded in another governorate."""
    homes = {key: camp.governorate for key, camp in settings.places.camps.items()}
    inside = cases.loc[cases["camp"].isin(list(homes)), ["agency", "camp", "governorate"]]
    inside = inside.astype("str")
    strange = inside[inside["camp"].map(homes).ne(inside["governorate"])]
    for agency, count in strange["agency"].value_counts(sort=False).sort_index().items():
        yield Problem(
            "IND-CAMP",
            "A camp's case must be in the governorate that the camp is part of.",
            agency=str(agency),
            column="governorate",
            action="Correct the governorate or the camp in config/places.yml.",
            count=int(count),
        )
