"""Populations within populations: equal to some cells of the wider one, or a part of it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from cpims_report.config import Population, Settings
from cpims_report.disclosure.registry import ALIASES, CELL, KEY, REST, key_words
from cpims_report.disclosure.rollups import NESTED
from cpims_report.disclosure.system import System
from cpims_report.errors import DisclosureRefused, Problem
from cpims_report.schema import DIMENSIONS, TOTAL


def add_populations(system: System, settings: Settings) -> System:
    """Return the system with what the catalogue says of populations within others.

    A population that is just some codes of the wider one equals the sum of their cells. Any other
    is a part: what the wider one has beside it follows by subtraction, so it is a rest, protected
    like a cell. Raises DisclosureRefused where a part exceeds the whole.
    """
    printed = {*system.quantities["population"]}
    for name, population in settings.populations.items():
        told = not printed.isdisjoint({name, *descendants(name, settings)})
        if told and population.within and name not in ALIASES:
            system = equalled(system, name, population, settings)
            system = parted(system, name, settings)
    return system


def equalled(system: System, name: str, population: Population, settings: Settings) -> System:
    """Return the system with a population as the sum of the wider one's cells, where listed.

    Where nobody prints it but a population within it is printed, it becomes a rest.
    """
    if len(population.where) != 1:
        return system
    ((code_list, codes),) = population.where.items()
    below = {name, *descendants(name, settings)}
    quantities = system.quantities
    wanted = quantities.loc[
        quantities["population"].isin(below)
        & quantities["role"].eq(CELL)
        & quantities["category"].eq(TOTAL),
        list(KEY),
    ].assign(population=name)
    wanted = wanted.drop_duplicates(ignore_index=True)
    parts = pd.concat(
        [
            wanted.assign(
                population=population.within, wanted=wanted.index, **coded(code_list, code)
            )
            for code in codes
        ]
    ).merge(system.keys, on=list(KEY))
    whole = parts.groupby("wanted")["quantity"].transform("size").eq(len(codes))
    parts = parts[whole]
    if parts.empty:
        return system
    value = quantities["value"].to_numpy()
    added = parts.assign(value=value[parts["quantity"]]).groupby("wanted")["value"].sum()
    asked = wanted.loc[added.index].assign(value=added, relation=range(len(added)))
    known = asked.merge(system.keys, on=list(KEY), how="left")["quantity"].to_numpy()
    missing = np.isnan(known)
    number = np.where(missing, len(quantities) + np.cumsum(missing) - 1, known).astype(np.int64)
    listed = asked[~missing]
    refuse(system, listed[listed["value"].to_numpy() != value[number[~missing]]], name)
    relation = dict(zip(asked.index, asked["relation"], strict=True))
    terms = pd.concat(
        [
            pd.DataFrame(
                {
                    "relation": parts["wanted"].map(relation),
                    "quantity": parts["quantity"],
                    "sign": 1,
                }
            ),
            pd.DataFrame({"relation": asked["relation"], "quantity": number, "sign": -1}),
        ]
    )
    grown = system.grown(asked[missing].assign(role=REST))
    return grown.joined(terms, [NESTED] * len(asked))


def coded(code_list: str, code: str) -> dict[str, str]:
    """Return the dimension by which a wider population's cells have a code."""
    if code_list in DIMENSIONS:
        return {code_list: code}
    return {"category": f"{code_list}:{code}"}


def descendants(name: str, settings: Settings) -> Iterator[str]:
    """Yield the populations within a population, and within these."""
    for inner, population in settings.populations.items():
        if population.within == name:
            yield inner
            yield from descendants(inner, settings)


def parted(system: System, name: str, settings: Settings) -> System:
    """Return the system with a population as a part of the nearest wider one listed alike."""
    quantities = system.quantities.assign(quantity=system.quantities.index)
    mine = quantities[quantities["population"].eq(name) & quantities["role"].isin([CELL, REST])]
    nested = system.relations.index[system.relations["kind"].eq(NESTED)]
    equal = system.terms["relation"].isin(nested) & system.terms["sign"].eq(-1)
    mine = mine[~mine.index.isin(system.terms.loc[equal, "quantity"])]
    pairs = pd.DataFrame({"less": [], "more": [], "within": []})
    for wider in above(name, settings):
        left = mine[~mine.index.isin(pairs["less"])]
        found = left[[*KEY, "quantity"]].assign(population=ALIASES.get(wider, wider))
        found = found.merge(system.keys.rename(columns={"quantity": "more"}), on=list(KEY))
        pairs = pd.concat(
            [
                pairs,
                found[["quantity", "more"]].set_axis(["less", "more"], axis=1).assign(within=wider),
            ]
        )
    if pairs.empty:
        return system
    pairs = pairs.astype({"less": "int64", "more": "int64"}).reset_index(drop=True)
    value = system.quantities["value"].to_numpy()
    gaps = value[pairs["more"]] - value[pairs["less"]]
    refuse(system, system.quantities.loc[pairs.loc[gaps < 0, "less"], list(KEY)], name)
    rests = system.quantities.loc[pairs["less"], list(KEY)].reset_index(drop=True)
    rests = rests.assign(population=pairs["within"] + " outside " + name, value=gaps, role=REST)
    first = len(system.quantities)
    terms = pd.concat(
        [
            pd.DataFrame({"relation": pairs.index, "quantity": pairs["more"], "sign": -1}),
            pd.DataFrame({"relation": pairs.index, "quantity": pairs["less"], "sign": 1}),
            pd.DataFrame({"relation": pairs.index, "quantity": pairs.index + first, "sign": 1}),
        ]
    )
    return system.grown(rests).joined(terms, [NESTED] * len(pairs))


def above(name: str, settings: Settings) -> Iterator[str]:
    """Yield the populations that a population is within, the nearest first."""
    wider = settings.populations[name].within
    while wider:
        yield wider
        wider = settings.populations[wider].within


def refuse(system: System, keys: pd.DataFrame, name: str) -> None:
    """Raise DisclosureRefused if there are cells that contradict the catalogue's populations."""
    if len(keys):
        problems = [
            Problem("GATE-NESTED", f"{words} does not fit the population that it is within.")
            for words in key_words(keys)
        ]
        raise DisclosureRefused(f"The exact tables of {name} do not fit the catalogue.", problems)
