"""Codes of which a unit may have several: no sum, but limits that a reader knows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.equations.hierarchies import COUNTED_TWICE, SEVERAL
from cpims_report.disclosure.equations.registry import ALIASES, CELL, KEY, KNOWN, SLACK
from cpims_report.disclosure.equations.system import System
from cpims_report.disclosure.measures import several
from cpims_report.schema import TOTAL, UNKNOWN_CELL

COUNTS = {"one": 1, "two": 2, "three": 3, "four_plus": 4}
"""Least number of concerns of a child in each code of `concern_count`."""
WHOLE, MENTIONED = "supported", "any_concern"


def add_several(system: System, settings: Settings) -> System:
    """Return the system with: each code <= units with any known, and all codes >= these units.

    Written as sums with a slack. Left out where the exact tables break it, for then a reader cannot
    rely on it.
    """
    lists = {(population, "concern", "") for population in several(settings)}
    lists |= {
        (entry.population, "category", f"{entry.category}:")
        for entry in settings.indicators.values()
        if entry.measure == "multi" and entry.category in settings.lookups
    }
    for population, dimension, tag in sorted(lists):
        system = limited(system, settings, population, dimension, tag)
    return system


def limited(
    system: System, settings: Settings, population: str, dimension: str, tag: str
) -> System:
    """Return the system with the limits of one code list of a population."""
    codes = len(
        settings.concerns.concerns if dimension == "concern" else settings.lookups[tag[:-1]]
    )
    quantities = system.quantities.assign(quantity=system.quantities.index)
    mine = quantities[
        quantities["population"].eq(population)
        & quantities["role"].eq(CELL)
        & quantities[dimension].str.startswith(tag)
        & quantities[dimension].ne(TOTAL)
        & ~quantities[dimension].str.endswith((UNKNOWN_CELL, KNOWN))
    ]
    bases = system.keys.rename(columns={"quantity": "base"})
    parts = (
        mine[[*KEY, "quantity", "value"]]
        .assign(**{dimension: f"{tag}{KNOWN}"})
        .merge(bases, on=list(KEY))
    )
    if parts.empty:
        return system
    truth = system.quantities["value"].to_numpy()
    sums = parts.groupby("base")["value"].agg(["sum", "size"])
    sums = sums[sums["size"].eq(codes)]
    beyond = sums["sum"].to_numpy() - truth[sums.index]
    parts = pd.concat(
        [parts, unbased(system, parts, population, dimension, tag)], ignore_index=True
    )
    gap = truth[parts["base"]] - parts["value"].to_numpy()
    if (gap < 0).any() or (beyond < 0).any():
        return system
    each = [
        ([base, part], [-1, 1]) for base, part in zip(parts["base"], parts["quantity"], strict=True)
    ]
    every = [
        ([base, *parts.loc[parts["base"].eq(base), "quantity"]], [1, *[-1] * codes])
        for base in sums.index
    ]
    slacks = np.concatenate([gap, beyond])
    return slackened(
        system, [*each, *every], slacks, SEVERAL, f"{population} by {tag or dimension}"
    )


def unbased(
    system: System, based: pd.DataFrame, population: str, dimension: str, tag: str
) -> pd.DataFrame:
    """Return codes of rows that have no base (of unknown sex), with all units of the row.

    Like parts with their base: `quantity`, `value`, `base`.
    """
    quantities = system.quantities.assign(quantity=system.quantities.index)
    mine = quantities[
        quantities["population"].eq(population)
        & quantities[dimension].str.startswith(tag)
        & quantities[dimension].ne(TOTAL)
        & ~quantities[dimension].str.endswith((UNKNOWN_CELL, KNOWN))
        & ~quantities["quantity"].isin(based["quantity"])
    ]
    whole = mine[[*KEY, "quantity", "value"]].assign(
        **{dimension: TOTAL, "population": ALIASES.get(population, population)}
    )
    return whole.merge(system.keys.rename(columns={"quantity": "base"}), on=list(KEY))


def slackened(
    system: System,
    sums: list[tuple[list[int], list[int]]],
    slacks: np.ndarray[tuple[int], np.dtype[np.int64]],
    kind: str,
    name: str,
) -> System:
    """Return the system with sums that each lack a slack to be zero."""
    first = len(system.quantities)
    hidden = system.quantities.loc[[numbers[0] for numbers, _ in sums], list(KEY)]
    hidden = hidden.reset_index(drop=True)
    hidden = hidden.assign(
        population=[f"slack {first + place} of {name}" for place in hidden.index],
        value=slacks,
        role=SLACK,
    )
    lengths = [len(numbers) + 1 for numbers, _ in sums]
    terms = pd.DataFrame(
        {
            "relation": np.repeat(np.arange(len(sums)), lengths),
            "quantity": [
                number
                for place, (numbers, _) in enumerate(sums)
                for number in (*numbers, first + place)
            ],
            "sign": [sign for _, signs in sums for sign in (*signs, 1)],
        }
    )
    return system.grown(hidden).joined(terms.astype("int64"), [kind] * len(sums))


def add_concern_counts(system: System, settings: Settings) -> System:
    """Return the system with the numbers of concerns per child tied to the concerns themselves.

    Children with any concern are those of one, two, three or more; all mentions together are one
    of each child with one, two of each with two, and so on: at least four of the last.
    """
    if "concern_count" not in settings.lookups:
        return system
    quantities = system.quantities.assign(quantity=system.quantities.index)
    context = [name for name in KEY if name not in ("population", "concern", "category")]
    counted = {name: f"concern_count:{name}" for name in (*COUNTS, KNOWN, UNKNOWN_CELL)}
    sides = [
        quantities[
            quantities["population"].eq(WHOLE)
            & quantities["category"].isin(counted.values())
            & quantities["concern"].eq(TOTAL)
        ].assign(code=lambda rows: rows["category"].str.removeprefix("concern_count:")),
        quantities[
            quantities["population"].eq(MENTIONED)
            & quantities["concern"].ne(TOTAL)
            & quantities["category"].eq(TOTAL)
        ].assign(code=lambda rows: rows["concern"]),
    ]
    sums: list[tuple[list[int], list[int]]] = []
    slacks: list[int] = []
    both = [dict(list(side.groupby(context))) for side in sides]
    for key in sorted(set(both[0]) & set(both[1])):
        ours, theirs = (one[key].set_index("code")["quantity"] for one in both)
        for code in (KNOWN, UNKNOWN_CELL):
            if code in ours.index and code in theirs.index:
                sums.append(([int(ours[code]), int(theirs[code])], [1, -1]))
                slacks.append(0)
        concerns = list(settings.concerns.concerns)
        if {*COUNTS} <= {*ours.index} and {*concerns} <= {*theirs.index}:
            numbers = [int(theirs[code]) for code in concerns] + [
                int(ours[code]) for code in COUNTS
            ]
            signs = [-1] * len(concerns) + list(COUNTS.values())
            sums.append((numbers, signs))
            slacks.append(int(-np.dot(signs, system.truth[numbers])))
    return tied(system, sums, slacks)


def tied(system: System, sums: list[tuple[list[int], list[int]]], slacks: list[int]) -> System:
    """Return the system with equalities, and with sums that have a slack beyond them.

    Left out where the exact tables break them.
    """
    truth = system.truth
    equal = [one for one, slack in zip(sums, slacks, strict=True) if not slack and len(one[0]) == 2]
    equal = [one for one in equal if np.dot(one[1], truth[one[0]]) == 0]
    wide = [
        (one, slack)
        for one, slack in zip(sums, slacks, strict=True)
        if len(one[0]) > 2 and slack >= 0
    ]
    if equal:
        terms = pd.DataFrame(
            {
                "relation": np.repeat(np.arange(len(equal)), 2),
                "quantity": [number for numbers, _ in equal for number in numbers],
                "sign": [sign for _, signs in equal for sign in signs],
            }
        )
        system = system.joined(terms.astype("int64"), [COUNTED_TWICE] * len(equal))
    if wide:
        name = "concerns of children"
        found = np.array([slack for _, slack in wide])
        system = slackened(system, [one for one, _ in wide], found, COUNTED_TWICE, name)
    return system
