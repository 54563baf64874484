"""Every number of an edition, registered once: a quantity hidden in one table is hidden in all."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cpims_report.config import Indicator, Settings
from cpims_report.disclosure.measures import (
    MIDDLES,
    fine_of,
    is_counted,
    measures,
    outside_base,
)
from cpims_report.errors import DisclosureRefused, Problem
from cpims_report.schema import DIMENSIONS, TOTAL, UNKNOWN_CELL

KEY = ("population", "year", *DIMENSIONS)
KNOWN = "_K"
"""The code of all known values of a dimension together: what a base counts."""

CELL, BASE, REST, SLACK = "cell", "base", "rest", "slack"
"""Roles of quantities. Cells and bases are printed. A rest is printed nowhere but follows by
subtraction, so it is protected like a cell. A slack is unknown to everybody and needs no cover."""

SHARED_TAGS = {"region:": "governorate:", "camp:": "governorate:"}
PLACE_LEVELS = ("governorate", "region", "camp", "site")
WITHIN = ("concern", "category")
ALIASES = {"any_concern": "supported"}
"""Population whose total over concerns is the total of another population."""
COMPARED = "supported"
"""The population whose totals of two years a comparison sets side by side."""
OF = "of "
"""Marks the base of a row that has a base of its own."""


@dataclass(frozen=True)
class Registry:
    """The quantities of an edition and the table rows that print them.

    `quantities`: one row per quantity, indexed by number, with `KEY`, `value`, `role` and `printed`
    (in how many rows it appears). `cells`: the exact rows in their order, with the numbers of the
    quantities behind value and base in `value_id` and `base_id` (-1 where there is none).
    """

    quantities: pd.DataFrame
    cells: pd.DataFrame


def register(exact: pd.DataFrame, settings: Settings) -> Registry:
    """Return the registry of exact cells (`EXACT`).

    Cells of one population with equal dimensions are one quantity, whatever indicator shows them.
    Raises DisclosureRefused where two indicators give one quantity different values.
    """
    refuse_agencies(exact, settings)
    rows = numbers_in(exact, settings).dropna(subset=["value"])
    quantities = (
        rows.groupby(list(KEY), sort=True)
        .agg(
            value=("value", "first"),
            least=("value", "min"),
            most=("value", "max"),
            role=("role", "max"),
            printed=("row", "nunique"),
        )
        .reset_index()
    )
    refuse_conflicts(quantities)
    numbers = rows.merge(
        quantities[list(KEY)].assign(quantity=quantities.index), on=list(KEY), how="left"
    )
    behind = numbers.pivot_table(index="row", columns="column", values="quantity", aggfunc="first")
    cells = exact.assign(
        value_id=behind.get("value", pd.Series(dtype=float)).reindex(exact.index),
        base_id=behind.get("base", pd.Series(dtype=float)).reindex(exact.index),
    ).fillna({"value_id": -1, "base_id": -1})
    return Registry(
        quantities.drop(columns=["least", "most"]).astype({"value": "int64"}),
        cells.astype({"value_id": "int64", "base_id": "int64"}),
    )


def numbers_in(cells: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return every count of cells under its key: `KEY`, `value`, `role`, `column` and `row`.

    Days, differences, marks and what comes from a public reference are no counts of the year. The
    base of a median counts its contributors: a cell like any other.
    """
    keyed, kinds = quantity_keys(cells, settings), measures(cells, settings)
    bases = base_keys(cells, keyed, settings)
    counted = is_counted(cells, settings)
    referred = cells["indicator"].map(
        {name: bool(entry.reference) for name, entry in settings.indicators.items()}
    )
    based = (counted & ~referred) | kinds.isin(MIDDLES)
    middle = kinds.isin(MIDDLES).map({True: CELL, False: BASE})
    return pd.concat(
        [
            keyed.assign(value=cells["value"], role=CELL, column="value", row=cells.index)[counted],
            bases.assign(value=cells["base"], role=middle, column="base", row=cells.index)[based],
        ],
        ignore_index=True,
    )


def refuse_agencies(exact: pd.DataFrame, settings: Settings) -> None:
    """Raise DisclosureRefused for tables by agency: no edition shows what one member did."""
    members = {name.casefold() for name in settings.agencies}
    members |= {agency.short.casefold() for agency in settings.agencies.values()}
    codes = exact[list(DIMENSIONS)].apply(lambda column: column.str.casefold().isin(members))
    declared = {
        name
        for name, entry in settings.indicators.items()
        if "agency" in {entry.category, *(word for table in entry.breakdowns for word in table)}
    }
    told = sorted(
        set(exact.loc[codes.any(axis=1), "indicator"]) | (declared & set(exact["indicator"]))
    )
    if told:
        problems = [Problem("GATE-AGENCY", f"{name} is broken down by agency.") for name in told]
        raise DisclosureRefused("Tables by agency are never published.", problems)


def refuse_conflicts(quantities: pd.DataFrame) -> None:
    """Raise DisclosureRefused if one quantity has two values."""
    conflicts = quantities[quantities["least"].ne(quantities["most"])]
    if len(conflicts):
        problems = [
            Problem("GATE-CONFLICT", f"Two tables give different values for {words}.")
            for words in key_words(conflicts)
        ]
        raise DisclosureRefused("The exact tables contradict each other.", problems)


def key_words(keys: pd.DataFrame) -> list[str]:
    """Return what each quantity counts, in words, without its value."""
    return [
        ", ".join(f"{name} {code}" for name, code in row.items() if code != TOTAL)
        for row in keys[list(KEY)].to_dict("records")
    ]


def quantity_keys(exact: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the key of the quantity behind each row's value.

    Ages are marked with the day at which they are taken, places with their level and categories
    with their code list, so that only equal things get equal keys.
    """
    entries = exact["indicator"].map(settings.indicators)
    populations = entries.map(lambda entry: entry.population)
    compared = entries.map(lambda entry: entry.measure).eq("comparison")
    whole = compared & exact["category"].isin(["current", "previous"])
    aliased = exact["concern"].eq(TOTAL) & populations.isin(ALIASES)
    category = tagged(exact["category"], entries.map(category_list)).replace(joined_codes(settings))
    return pd.DataFrame(
        {
            "population": populations.mask(aliased, populations.map(ALIASES)).mask(whole, COMPARED),
            "year": exact["year"] - (whole & exact["category"].eq("previous")).astype(int),
            "sex": exact["sex"],
            "age": tagged(exact["age"], entries.map(lambda entry: entry.age_at)),
            "nationality": exact["nationality"],
            "place": tagged(exact["place"], place_levels(exact, settings)),
            "concern": exact["concern"],
            "category": category.mask(whole, TOTAL),
        }
    )


def joined_codes(settings: Settings) -> dict[str, str]:
    """Return what a coarser code list shares with the one that it sums: all known, and unknown."""
    return {
        f"{coarse}:{code}": f"{fine}:{code}"
        for coarse in settings.lookups
        for fine in fine_of(settings, coarse)
        for code in (KNOWN, UNKNOWN_CELL)
    }


def tagged(codes: pd.Series, tags: pd.Series) -> pd.Series:
    """Return codes with their tag before them, totals as they are."""
    return codes.mask(codes.ne(TOTAL), tags + ":" + codes)


def category_list(entry: Indicator) -> str:
    """Return the code list behind an indicator's `category` column."""
    return entry.category or "month"


def place_levels(exact: pd.DataFrame, settings: Settings) -> pd.Series:
    """Return each row's level of place: governorate, region, camp or site.

    An unknown place is an unknown site where the indicator has only sites, else an unknown
    governorate: region and camp share that one.
    """
    places = settings.places
    levels = {
        **dict.fromkeys(places.governorates, "governorate"),
        **dict.fromkeys(places.regions, "region"),
        **dict.fromkeys(places.camps, "camp"),
        **dict.fromkeys(places.sites, "site"),
    }
    unknown = {name: unknown_level(entry) for name, entry in settings.indicators.items()}
    return (
        exact["place"]
        .map(levels)
        .where(exact["place"].ne(UNKNOWN_CELL), exact["indicator"].map(unknown))
        .fillna("")
    )


def unknown_level(entry: Indicator) -> str:
    """Return the level to which an indicator's unknown place belongs."""
    used = {name for breakdown in entry.breakdowns for name in breakdown} & set(PLACE_LEVELS)
    return "site" if used == {"site"} else "governorate"


def base_keys(exact: pd.DataFrame, keyed: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the key of the quantity behind each row's base.

    The base of a share by concern or category counts the known ones within the row's other
    dimensions (a concern beside a category is one of these); any other base counts those known in
    all of the row's dimensions together.
    """
    entries = exact["indicator"].map(settings.indicators)
    shares = entries.map(lambda entry: entry.measure != "count")
    used = exact[list(DIMENSIONS)] != TOTAL
    within = used[list(WITHIN)].any(axis=1) & shares
    last = {"category": used["category"], "concern": used["concern"] & ~used["category"]}
    known = {name: used[name] & (~within | last.get(name, False)) for name in DIMENSIONS}
    bases = keyed.assign(
        population=entries.map(lambda entry: entry.population),
        **{
            name: keyed[name].mask(flags, known_codes(keyed[name])) for name, flags in known.items()
        },
    )
    kinds, left_out = measures(exact, settings), entries.map(outside_base)
    narrow = known_codes(keyed["category"]).str.removesuffix(KNOWN) + left_out + ":" + KNOWN
    category = (
        bases["category"]
        .replace(joined_codes(settings))
        .mask(used["category"] & left_out.ne(""), narrow)
        .mask(kinds.eq("known"), OF + keyed["category"])
        .mask(kinds.eq("quartiles"), TOTAL)
        .mask(kinds.eq("median"), keyed["category"])
    )
    middles = {
        name: bases[name].mask(kinds.isin(MIDDLES), keyed[name])
        for name in DIMENSIONS
        if name != "category"
    }
    return bases.assign(**middles, category=category)


def known_codes(codes: pd.Series) -> pd.Series:
    """Return the code of all known values for each tagged code; camps and regions share one."""
    return codes.map({code: known_code(code) for code in codes.unique()})


def known_code(code: str) -> str:
    """Return the code of all known values of the list that a tagged code belongs to."""
    tag = "".join(code.rpartition(":")[:2])
    return SHARED_TAGS.get(tag, tag) + KNOWN
