"""Roll-ups: a table that would lose too many cells is listed by a coarser list instead."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cpims_report.config import RollUp, Settings
from cpims_report.disclosure.equations.hierarchies import families, groups
from cpims_report.disclosure.equations.registry import WITHIN
from cpims_report.errors import ConfigurationError, Problem
from cpims_report.schema import CELL_KEY, DIMENSIONS, TOTAL, UNKNOWN_CELL
from cpims_report.table_schemas import EXACT

PLACES = {"governorate": "governorates", "region": "regions", "camp": "camps", "site": "sites"}
FINE = {"region": "governorate", "family": "concern", "nationality_group": "nationality"}
"""Coarse dimensions of a catalogue's breakdown and what each sums."""
KEYS = {
    **dict.fromkeys(PLACES, "place"),
    "family": "concern",
    "nationality_group": "nationality",
    "month": "category",
}


def rolled_up(
    exact: pd.DataFrame, cells: pd.DataFrame, settings: Settings, done: Sequence[pd.DataFrame]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the exact cells with tables listed more coarsely, and one row for each of these.

    A table of `policy.roll_ups` is replaced by the next of its coarser ones where more than
    `suppressed_limit` of its cells are suppressed in `cells`. `done`: roll-ups made before.
    """
    refuse_double_counts(settings)
    rows = []
    steps = [
        step for frame in done for step in zip(frame["indicator"], frame["table"], strict=True)
    ]
    for indicator, rules in settings.policy.roll_ups.items():
        for rule in rules:
            taken = steps.count((indicator, "×".join(rule.table)))
            chain = chain_of(rule)
            if taken + 1 >= len(chain):
                continue
            now, instead = chain[taken], chain[taken + 1]
            mine = cells["indicator"].eq(indicator) & in_table(cells, now, settings)
            share = float(cells.loc[mine, "status"].eq("suppressed").mean()) if mine.any() else 0.0
            if share > settings.policy.suppressed_limit:
                rows.append(
                    {
                        "indicator": indicator,
                        "table": "×".join(rule.table),
                        "from": "×".join(now),
                        "to": "×".join(instead),
                        "cells": int(mine.sum()),
                        "suppressed_percent": round(100 * share, 1),
                    }
                )
                exact = coarsened(exact, indicator, now, instead, settings)
    return exact, pd.DataFrame(rows)


def refuse_double_counts(settings: Settings) -> None:
    """Raise ConfigurationError for roll-ups of what does not add up or is not in the catalogue."""
    problems = []
    for indicator, rules in settings.policy.roll_ups.items():
        entry = settings.indicators.get(indicator)
        words = {word for rule in rules for table in chain_of(rule) for word in table}
        if entry is None or not words <= {*KEYS, "sex", "age", "nationality", "concern"}:
            message = f"The roll-up of {indicator} names what the catalogue does not have."
            problems.append(Problem("CFG-ROLLUP", message, file="config/disclosure.yml"))
        elif entry.measure == "multi" and "family" in words:
            message = f"{indicator} counts a child under several concerns: families do not add up."
            problems.append(Problem("CFG-ROLLUP", message, file="config/disclosure.yml"))
    if problems:
        raise ConfigurationError("config/disclosure.yml cannot be used.", problems)


def chain_of(rule: RollUp) -> list[tuple[str, ...]]:
    """Return a table's breakdowns from the finest to the coarsest."""
    return [rule.table, *rule.instead]


def in_table(cells: pd.DataFrame, table: Sequence[str], settings: Settings) -> pd.Series[bool]:
    """Return which cells stand in the table of just these dimensions, unknowns included."""
    used = {KEYS.get(name, name): [*codes_of(name, settings), UNKNOWN_CELL] for name in table}
    flags = [
        cells[name].isin(used[name]) if name in used else cells[name].eq(TOTAL)
        for name in DIMENSIONS
    ]
    return pd.concat(flags, axis=1).all(axis=1)


def codes_of(name: str, settings: Settings) -> list[str]:
    """Return the codes of a dimension in the words of the catalogue."""
    if name in PLACES:
        return list(getattr(settings.places, PLACES[name]))
    lists = {
        "sex": ["F", "M"],
        "age": list(settings.lookups["age_band"]),
        "nationality": list(settings.lookups["nationality"]),
        "concern": list(settings.concerns.concerns),
        "family": list(settings.concerns.families),
        "nationality_group": list(parents("nationality_group", settings).values()),
    }
    return lists[name]


def parents(name: str, settings: Settings) -> dict[str, str]:
    """Return fine code -> coarse code of a coarse dimension. What no group holds stays itself."""
    if name == "region":
        return {key: one.region for key, one in settings.places.governorates.items()}
    if name == "family":
        return families(settings)
    return groups(settings)


def coarsened(
    exact: pd.DataFrame,
    indicator: str,
    now: Sequence[str],
    instead: Sequence[str],
    settings: Settings,
) -> pd.DataFrame:
    """Return the exact cells with one table summed up; rows that are listed already stay once.

    Bases add up over what they are counted within, and are the same for all concerns or
    categories of a row.
    """
    mine = exact["indicator"].eq(indicator) & in_table(exact, now, settings)
    table = exact[mine].copy()
    for name in instead:
        if name in FINE and FINE[name] in now:
            key = KEYS[name]
            above = parents(name, settings)
            table[key] = table[key].map(lambda code, above=above: above.get(code, code))
            adding = ["value"] if key in WITHIN else ["value", "base"]
            keys = [*CELL_KEY, *([] if "base" in adding else ["base"])]
            table = (
                table.groupby(keys, dropna=False, sort=False)[adding]
                .sum(min_count=1)
                .reset_index()
                .assign(status="exact")
            )
    both = pd.concat([exact[~mine], table[list(exact.columns)]], ignore_index=True)
    return EXACT.validate(both.drop_duplicates(list(CELL_KEY)).reset_index(drop=True))
