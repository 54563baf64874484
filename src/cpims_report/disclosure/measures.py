"""What the catalogue's entries mean for the gate: what counts, what adds up, what never leaves."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from cpims_report.config import Indicator, Settings

COUNTED = ("count", "share", "multi", "known", "balance", "comparison")
"""Measures whose values are counts; a comparison's differences are not."""
MIDDLES = ("median", "quartiles")
"""Measures whose values are days or cases in the middle of others, and bases are contributors."""
SHARES = ("count", "share", "multi", "known")
"""Measures whose rows may have a percent."""
DIFFERENCES: dict[str, tuple[str, str]] = {
    "change": ("current", "previous"),
    "growth": ("current_panel", "previous_panel"),
}
"""Rows of a comparison that are one row less another."""
STATISTICS = ("lower_quartile", "median", "upper_quartile")
"""No others: a least or greatest number is that of one child."""


def public(cells: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the cells without those of internal indicators and of those that the gate makes."""
    catalogue = settings.indicators
    dropped = [
        name
        for name, entry in catalogue.items()
        if entry.audience == "internal" or entry.made_by == "gate"
    ]
    return cells[~cells["indicator"].isin(dropped)].reset_index(drop=True)


def is_difference(cells: pd.DataFrame, settings: Settings) -> pd.Series[bool]:
    """Return which cells are differences of two others."""
    return measures(cells, settings).eq("comparison") & cells["category"].isin(DIFFERENCES)


def is_counted(cells: pd.DataFrame, settings: Settings) -> pd.Series[bool]:
    """Return which cells' values are counts that take part in equations."""
    counted = measures(cells, settings).isin(COUNTED)
    return counted & ~is_difference(cells, settings)


def measures(cells: pd.DataFrame, settings: Settings) -> pd.Series[str]:
    """Return each cell's measure."""
    known = {name: entry.measure for name, entry in settings.indicators.items()}
    return cells["indicator"].map(known)


@lru_cache(maxsize=8)
def listed_categories(settings: Settings) -> tuple[str, ...]:
    """Return the code lists that public indicators break down by in `category`, months too."""
    used = {
        entry.category
        for entry in settings.indicators.values()
        if entry.audience == "public" and entry.category in settings.lookups
    }
    coarse = companions(settings)
    return (*sorted(used | {fine for fine, group in coarse.items() if group in used}), "month")


@lru_cache(maxsize=8)
def summed_categories(settings: Settings) -> tuple[str, ...]:
    """Return the code lists of which each unit has one code in some population."""
    return (
        *sorted(
            {
                name
                for entry in settings.indicators.values()
                for name in (entry.category, *fine_of(settings, entry.category))
                if entry.measure in ("count", "share", "median") and name in settings.lookups
            }
            | {
                name
                for population in settings.populations.values()
                for name in population.where
                if name in settings.lookups and name != "nationality"
            }
            | {entry.category for entry in settings.indicators.values() if entry.measure == "multi"}
            & set(settings.lookups)
        ),
        "month",
    )


@lru_cache(maxsize=8)
def companions(settings: Settings) -> dict[str, str]:
    """Return fine code list -> the coarser one that its codes' groups are codes of."""
    found = {}
    for name, codes in settings.lookups.items():
        groups = {code.group for code in codes.values()}
        for coarse, above in settings.lookups.items():
            if coarse.endswith("_group") and groups and groups == set(above):
                found[name] = coarse
    return found


def fine_of(settings: Settings, coarse: str) -> list[str]:
    """Return the list that a coarser one sums, in a list, empty where it sums none."""
    return [name for name, above in companions(settings).items() if above == coarse]


def several(settings: Settings) -> set[str]:
    """Return the populations in which a unit may have several concerns: these do not add up."""
    return {
        entry.population
        for entry in settings.indicators.values()
        if entry.measure == "multi" and any("concern" in table for table in entry.breakdowns)
    }


def overlapping(settings: Settings) -> set[tuple[str, str]]:
    """Return (population, code list) where a unit may have several codes of the list, or none."""
    return {
        (entry.population, entry.category)
        for entry in settings.indicators.values()
        if entry.category and entry.measure in ("multi", "known", "comparison", "quartiles")
    }


def outside_base(entry: Indicator) -> str:
    """Return the mark of a base that leaves some known codes out, empty where it leaves none."""
    return "+".join(entry.outside)


def sensitive_codes(settings: Settings) -> set[str]:
    """Return the tagged codes that are sensitive in any table: `closure_reason:death`."""
    return {
        f"{name}:{key}"
        for name in listed_categories(settings)
        for key, code in settings.lookups[name].items()
        if code.sensitive
    }
