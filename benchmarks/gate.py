"""How long the gate and its audit take, and how that grows with the size of an edition."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from cpims_report.config import Indicator, Settings
from cpims_report.disclosure import protect
from cpims_report.schema import DIMENSIONS, TOTAL, UNKNOWN_CELL
from cpims_report.table_schemas import EXACT

ROOT = Path(__file__).resolve().parents[1]
YEAR, SEED = 2018, 2018
STEPS = ((1_200, True), (10_000, True), (30_000, False), (100_000, False))
"""Cells, and whether members attack too."""
TARGET_CELLS, TARGET_SECONDS = 10_000, 10.0
NATIONAL = (
    [[], ["sex"], ["age"], ["nationality"], ["governorate"], ["region"], ["camp"], ["sex", "age"]],
    [["sex", "nationality"], ["sex", "governorate"], ["age", "nationality"], ["age", "region"]],
    [["concern"], ["sex", "concern"], ["age", "concern"], ["nationality", "concern"]],
    [["region", "concern"], ["governorate", "concern"]],
)
"""Breakdowns of each population of a made-up edition, by indicator; the last two are shares."""
DRAWN = 12
"""So many populations are drawn."""
AGENCIES, PARTS = ("a", "b", "c", "d", "e", "f"), (0.35, 0.25, 0.15, 0.12, 0.08, 0.05)
KEYS = {"governorate": "place", "region": "place", "camp": "place"}
WEIGHTS = {
    "sex": (45, 54, 1),
    "age": (28, 33, 36, 1, 2),
    "nationality": (70, 14, 6, 2, 2, 1.5, 1.5, 2, 1),
    "governorate": (25, 4, 14, 3, 20, 18, 2.5, 1.2, 2, 0.8, 2, 1.5, 3),
}


def measure_gate(cells: int, *, insiders: bool) -> dict[str, float]:
    """Return what protecting about so many cells takes, by the clock and of all cores."""
    exact, settings, own = make_edition(cells)
    start, before = time.perf_counter(), busy()
    audit = protect(exact, settings, own if insiders else None).audit
    return {
        "seconds": time.perf_counter() - start,
        "cpu": busy() - before,
        "cells": len(exact),
        "members": len(AGENCIES) if insiders else 0,
        "primary": int(str(audit["suppressed_primary"])),
        "secondary": int(str(audit["suppressed_secondary"])),
    }


def busy() -> float:
    """Return the seconds of CPU that this process and those that it has ended have used."""
    return sum(os.times()[:4])


def make_edition(cells: int) -> tuple[pd.DataFrame, Settings, pd.DataFrame]:
    """Return about so many exact cells of invented children, settings, and six agencies' own cells.

    Every population has the same linked tables; larger editions have more populations, the first
    few of which come again under other names.
    """
    settings = Settings(ROOT / "config")
    random = np.random.default_rng(SEED)
    catalogue: dict[str, Indicator] = {}
    frames: list[pd.DataFrame] = []
    own: list[pd.DataFrame] = []
    drawn: list[list[tuple[pd.DataFrame, pd.DataFrame]]] = []
    for number in itertools.count():
        if number < DRAWN:
            drawn.append(draw(settings, random))
        for place, (whole, parts) in enumerate(drawn[number % DRAWN]):
            name = f"X{number:03d}{place}"
            catalogue[name] = entry(f"group {number}", NATIONAL[place], share=place >= 2)
            frames.append(whole.assign(indicator=name))
            own.append(parts.assign(indicator=name))
        if sum(map(len, frames)) >= 0.95 * cells:
            break
    settings.__dict__["indicators"] = {**settings.indicators, **catalogue}
    exact = pd.concat(frames, ignore_index=True)
    return EXACT.validate(exact), settings, pd.concat(own, ignore_index=True)


def draw(
    settings: Settings, random: np.random.Generator
) -> list[tuple[pd.DataFrame, pd.DataFrame]]:
    """Return one population's tables, and those of each agency."""
    children = make_children(int(random.integers(2_000, 9_000)), settings, random)
    found = []
    for place, breakdowns in enumerate(NATIONAL):
        share = place >= 2
        whole = tables(children, "", breakdowns, settings, share=share)
        parts = [
            tables(mine, "", breakdowns, settings, share=share).assign(agency=agency)
            for agency, mine in children.groupby("agency")
        ]
        found.append((whole, pd.concat(parts, ignore_index=True)))
    return found


def entry(population: str, breakdowns: Sequence[Sequence[str]], *, share: bool) -> Indicator:
    """Return a catalogue entry of made-up tables."""
    return Indicator.model_validate(
        {
            "name": {"en": population},
            "definition": {"en": population},
            "unit": "child",
            "population": population,
            "measure": "share" if share else "count",
            "breakdowns": breakdowns,
        }
    )


def make_children(count: int, settings: Settings, random: np.random.Generator) -> pd.DataFrame:
    """Return invented children, one row each, with a code in every dimension."""
    lists = codes(settings)
    weights = {**WEIGHTS, "concern": 1 / np.arange(1, len(lists["concern"]) + 1)}
    order = random.permutation(len(lists["concern"]) - 1)
    weights["concern"] = np.append(weights["concern"][:-1][order], 0.05)
    children = pd.DataFrame(
        {
            name: random.choice(lists[name], count, p=np.array(share) / np.sum(share))
            for name, share in weights.items()
        }
    )
    regions = {name: one.region for name, one in settings.places.governorates.items()}
    camp = children["governorate"].eq("mafraq") & (random.random(count) < 0.6)
    return children.assign(
        agency=random.choice(AGENCIES, count, p=PARTS),
        region=children["governorate"].map(regions).fillna(UNKNOWN_CELL),
        camp=np.where(camp, "zaatari", ""),
    )


def codes(settings: Settings) -> dict[str, list[str]]:
    """Return the codes that each breakdown lists, unknowns last."""
    places = settings.places
    return {
        "sex": ["F", "M", UNKNOWN_CELL],
        "age": [*settings.lookups["age_band"], UNKNOWN_CELL],
        "nationality": [*settings.lookups["nationality"], UNKNOWN_CELL],
        "governorate": [*places.governorates, UNKNOWN_CELL],
        "region": [*places.regions, UNKNOWN_CELL],
        "camp": [*places.camps],
        "concern": [*settings.concerns.concerns, UNKNOWN_CELL],
    }


def tables(
    children: pd.DataFrame,
    indicator: str,
    breakdowns: Sequence[Sequence[str]],
    settings: Settings,
    *,
    share: bool,
) -> pd.DataFrame:
    """Return the exact cells of an indicator, zeros included, each key once."""
    frames = [table(children, list(names), settings, share=share) for names in breakdowns]
    return (
        pd.concat(frames, ignore_index=True)
        .drop_duplicates(list(DIMENSIONS))
        .assign(indicator=indicator, year=YEAR, status="exact")
        .astype({"value": "Int64", "base": "Int64"})[
            ["indicator", "year", *DIMENSIONS, "value", "base", "status"]
        ]
    )


def table(
    children: pd.DataFrame, names: list[str], settings: Settings, *, share: bool
) -> pd.DataFrame:
    """Return one table of children by some dimensions; shares are of known concerns within."""
    if not names:
        return pd.DataFrame([{**dict.fromkeys(DIMENSIONS, TOTAL), "value": len(children)}])
    lists = codes(settings)
    index = pd.MultiIndex.from_product([lists[name] for name in names], names=names)
    cells = children.groupby(names).size().reindex(index, fill_value=0).rename("value")
    frame = cells.reset_index()
    unlisted = frame[[name for name in names if name in settings.policy.unlisted_unknown]]
    if len(names) > 1:
        frame = frame[~unlisted.eq(UNKNOWN_CELL).any(axis=1)]
    if share:
        known = children[children["concern"].ne(UNKNOWN_CELL)]
        held = [name for name in names if name != "concern"]
        sizes = known.groupby(held).size() if held else None
        base = (
            pd.Series(len(known), index=frame.index)
            if sizes is None
            else pd.MultiIndex.from_frame(frame[held]).map(
                sizes if len(held) > 1 else {(key,): size for key, size in sizes.items()}
            )
        )
        frame = frame.assign(base=pd.Series(base, index=frame.index).fillna(0))
        frame["base"] = frame["base"].mask(frame[names].eq(UNKNOWN_CELL).any(axis=1))
    return (
        frame.rename(columns=KEYS)
        .assign(**dict.fromkeys(set(DIMENSIONS) - {KEYS.get(name, name) for name in names}, TOTAL))
        .reindex(columns=[*DIMENSIONS, "value", "base"])
    )
