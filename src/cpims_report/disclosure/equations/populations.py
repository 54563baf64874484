"""Populations within populations: equal to some cells of the wider one, or a part of it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from cpims_report.config import Population, Settings
from cpims_report.disclosure.equations.hierarchies import NESTED
from cpims_report.disclosure.equations.registry import (
    ALIASES,
    BASE,
    CELL,
    KEY,
    KNOWN,
    REST,
    SLACK,
    key_words,
)
from cpims_report.disclosure.equations.system import System
from cpims_report.errors import DisclosureRefused, Problem
from cpims_report.schema import DIMENSIONS, TOTAL

ANY = "known"
"""Stands in `where` for every code of a list."""
NO_PAIRS = pd.DataFrame(
    {"less": pd.array([], "int64"), "more": pd.array([], "int64"), "within": pd.array([], "object")}
)


def add_populations(system: System, settings: Settings) -> System:
    """Return the system with what the catalogue says of populations within others.

    A population that is just some codes of the wider one equals the sum of their cells. Any other
    is a part: what the wider one has beside it follows by subtraction, so it is a rest, protected
    like a cell. Raises DisclosureRefused where a part exceeds the whole.
    """
    printed = {*system.quantities["population"]}
    for name, population in settings.populations.items():
        told = not printed.isdisjoint({name, *descendants(name, settings)})
        if told and name not in ALIASES:
            system = equalled(system, name, population, settings)
    for name in settings.populations:
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
        return {code_list: KNOWN if code == ANY else code}
    return {"category": f"{code_list}:{code}"}


def descendants(name: str, settings: Settings) -> Iterator[str]:
    """Yield the populations within or among a population, and within or among these."""
    for inner, population in settings.populations.items():
        if population.within == name or name in population.among:
            yield inner
            yield from descendants(inner, settings)


def parted(system: System, name: str, settings: Settings) -> System:
    """Return the system with a population as a part of the nearest wider ones listed alike.

    What a printed one has beside a part is a rest; of one that no table lists, or that counts
    other units, it is a slack.
    """
    both = pairs(system, name, settings)
    if both.empty:
        return system
    quantities = system.quantities
    value = quantities["value"].to_numpy()
    gaps = value[both["more"]] - value[both["less"]]
    refuse(system, quantities.loc[both.loc[gaps < 0, "less"], list(KEY)], name)
    units = both["within"].map(lambda wider: settings.populations[wider].unit)
    told = quantities["role"].isin([CELL, REST]).to_numpy()
    same = units.eq(settings.populations[name].unit).to_numpy()
    protected = same & told[both["more"]] & told[both["less"]]
    rests = quantities.loc[both["less"], list(KEY)].reset_index(drop=True)
    rests = rests.assign(
        population=both["within"] + " outside " + name,
        value=gaps,
        role=np.where(protected, REST, SLACK),
    )
    first = len(quantities)
    terms = pd.concat(
        [
            pd.DataFrame({"relation": both.index, "quantity": both["more"], "sign": -1}),
            pd.DataFrame({"relation": both.index, "quantity": both["less"], "sign": 1}),
            pd.DataFrame({"relation": both.index, "quantity": both.index + first, "sign": 1}),
        ]
    )
    return system.grown(rests).joined(terms, [NESTED] * len(both))


def pairs(system: System, name: str, settings: Settings) -> pd.DataFrame:
    """Return a population's numbers (`less`) with the nearest wider ones (`more`, `within`).

    In each row the nearest of every chain of wider populations that has the row.
    """
    if name in ALIASES or not system.quantities["population"].eq(name).any():
        return NO_PAIRS
    quantities = system.quantities.assign(quantity=system.quantities.index)
    mine = quantities[quantities["population"].eq(name) & quantities["role"].ne(BASE)]
    nested = system.relations.index[system.relations["kind"].eq(NESTED)]
    equal = system.terms["relation"].isin(nested) & system.terms["sign"].eq(-1)
    mine = mine[~mine.index.isin(system.terms.loc[equal, "quantity"])]
    found = [NO_PAIRS]
    rows = [one for one in KEY if one != "population"]
    for chain in () if mine.empty else chains(name, settings):
        left = mine[[*rows, "quantity"]]
        for wider in chain:
            theirs = quantities[quantities["population"].eq(ALIASES.get(wider, wider))]
            if theirs.empty or left.empty:
                continue
            both = left.merge(theirs[[*rows, "quantity"]], on=rows)[["quantity_x", "quantity_y"]]
            found.append(both.set_axis(["less", "more"], axis=1).assign(within=wider))
            left = left[~left["quantity"].isin(both["quantity_x"])]
    both = pd.concat(found).drop_duplicates(["less", "more"])
    return both.astype({"less": "int64", "more": "int64"}).reset_index(drop=True)


def chains(name: str, settings: Settings) -> Iterator[tuple[str, ...]]:
    """Yield chains of wider populations, the nearest first: those that it is within, and among.

    Where it is among one by a wider one that has the row too, nothing follows that this one does
    not tell: so the wider ones stand at the beginning of these chains.
    """
    path = [name, *above(name, settings)]
    yield tuple(path[1:])
    for place, one in enumerate(path):
        for other in settings.populations[one].among:
            yield (*path[1 : place + 1], other, *above(other, settings))


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
