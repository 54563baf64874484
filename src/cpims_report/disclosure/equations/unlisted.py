"""Rows that no table lists though what is listed bounds them: active cases of a governorate.

No table gives these numbers, to the gate as little as to a reader. Any that fit all definitions
will do, for what is asked is what else they could be. Where none fit, the exact tables are wrong.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from cpims_report.config import Settings
from cpims_report.disclosure.equations.declared import (
    CONTEXT,
    Links,
    find_fields,
    find_relations,
    in_rows,
    joined,
)
from cpims_report.disclosure.equations.hierarchies import CAMPS_IN, HIERARCHY, MARGIN, RELATED
from cpims_report.disclosure.equations.populations import pairs
from cpims_report.disclosure.equations.registry import KEY, SLACK, key_words
from cpims_report.disclosure.equations.sums import SUM, parts_of
from cpims_report.disclosure.equations.system import System
from cpims_report.errors import DisclosureRefused, Problem
from cpims_report.schema import DIMENSIONS, TOTAL
from cpims_report.suppression import Floats


def add_relations(system: System, settings: Settings, table: pd.DataFrame) -> System:
    """Return the system with the relations of the catalogue, and with the rows that they need.

    `table`: the sums of the code lists. Raises DisclosureRefused where the exact tables break one.
    """
    first = len(system.quantities)
    grown = system.grown(find_unlisted(system, settings))
    links = Links.joined([find_relations(grown, settings), find_fields(grown, settings)])
    if not links.names:
        return system
    limits = [links, sums_of(grown, first, settings, table), parts_in(grown, first, settings)]
    value = fitting(grown, Links.joined(limits), first)
    return joined(System.of(grown.quantities.assign(value=value)), links, RELATED)


def stands_for(settings: Settings) -> dict[str, str]:
    """Return the population of a relation, or among one, that each population is or is within."""
    related = {name for one in settings.relations.values() for name in one.populations}
    found = {name: nearest(name, related, settings) for name in settings.populations}
    return {name: wider for name, wider in found.items() if wider}


def nearest(name: str, related: set[str], settings: Settings) -> str:
    """Return a population if it is in a relation or among one that is, else a wider one."""
    if not name:
        return ""
    one = settings.populations[name]
    if name in related or related & set(one.among):
        return name
    return nearest(one.within, related, settings)


def find_unlisted(system: System, settings: Settings) -> pd.DataFrame:
    """Return the keys of the populations of relations in rows where two of them can be compared."""
    related = sorted({name for one in settings.relations.values() for name in one.populations})
    stands = stands_for(settings)
    rows = in_rows(system)
    rows = rows.assign(stands=rows["population"].map(stands)).dropna(subset="stands")
    several = rows.groupby(CONTEXT, sort=True)["stands"].nunique().ge(2)
    contexts = several[several].reset_index()[CONTEXT]
    wanted = contexts.merge(pd.DataFrame({"population": related}), how="cross")
    known = wanted.merge(system.keys, how="left", on=list(KEY))["quantity"]
    return wanted[known.isna().to_numpy()].assign(value=0, role=SLACK)


def sums_of(system: System, first: int, settings: Settings, table: pd.DataFrame) -> Links:
    """Return the sums along code lists in which a quantity from `first` on takes part."""
    kinds = table["kind"].isin([MARGIN, HIERARCHY]) & table["rule"].ne(CAMPS_IN)
    names = set(system.quantities["population"].iloc[first:])
    rows = system.quantities["population"].isin(names) & system.quantities["category"].eq(TOTAL)
    system = replace(system, quantities=system.quantities[rows])
    found = []
    for dimension in DIMENSIONS:
        here = table[kinds & table["dimension"].eq(dimension)]
        if here.empty:
            continue
        here = here.assign(rank=here.groupby(SUM).cumcount())
        parts = parts_of(system, here, settings)
        if parts.empty:
            continue
        new = (parts["quantity"].ge(first) | parts["total"].ge(first)).groupby(parts["relation"])
        parts = parts[new.transform("any").to_numpy()]
        if parts.empty:
            continue
        sums = parts.groupby("relation").agg(
            found=("code", "size"),
            total=("total", "first"),
            rule=("rule", "first"),
            parent=("parent", "first"),
        )
        sizes = here.groupby(SUM).size().rename("expected").reset_index()
        whole = sums.merge(sizes, on=SUM, how="left")
        number = {relation: place for place, relation in enumerate(sums.index)}
        terms = pd.concat(
            [
                pd.DataFrame(
                    {
                        "relation": parts["relation"].map(number),
                        "quantity": parts["quantity"],
                        "sign": 1,
                    }
                ),
                pd.DataFrame({"relation": range(len(sums)), "quantity": sums["total"], "sign": -1}),
            ]
        )
        loose = whole["found"].lt(whole["expected"]).to_numpy()
        found.append(Links(terms, loose, tuple(f"{dimension} sums" for _ in number)))
    return Links.joined(found)


def parts_in(system: System, first: int, settings: Settings) -> Links:
    """Return that parts of populations do not exceed those from `first` on."""
    found = []
    for name in settings.populations:
        both = pairs(system, name, settings)
        both = both[both["more"].ge(first)].reset_index(drop=True)
        terms = pd.concat(
            [
                pd.DataFrame({"relation": both.index, "quantity": both["less"], "sign": 1}),
                pd.DataFrame({"relation": both.index, "quantity": both["more"], "sign": -1}),
            ]
        )
        found.append(Links(terms, np.ones(len(both), dtype=bool), (name,) * len(both)))
    return Links.joined(found)


def fitting(system: System, links: Links, first: int) -> Floats:
    """Return the values of all quantities, with whole numbers that fit from `first` on.

    Raises DisclosureRefused where there are none.
    """
    value = system.quantities["value"].to_numpy()
    shape = (len(links.names), len(value))
    places = (links.terms["relation"].to_numpy(), links.terms["quantity"].to_numpy())
    matrix = sparse.csc_array((links.terms["sign"].to_numpy(dtype=float), places), shape=shape)
    known = matrix[:, :first] @ value[:first]
    unknown = matrix[:, first:]
    settled = np.diff(unknown.tocsr().indptr) == 0
    wrong = settled & ((known > 0) | (~links.loose & (known != 0)))
    refuse(system, links, np.flatnonzero(wrong))
    if first == len(value):
        return value
    low = np.where(links.loose, -np.inf, -known)
    found = milp(
        np.zeros(len(value) - first),
        constraints=LinearConstraint(unknown, low, -known),
        integrality=np.ones(len(value) - first, dtype=np.int64),
        bounds=Bounds(0, np.inf),
    )
    if found.x is None:
        problem = Problem(
            "GATE-RELATED",
            "No numbers of the rows that no table lists fit the tables that there are.",
            expected="the relations of config/indicators.yml",
        )
        raise DisclosureRefused("The exact tables do not fit the catalogue.", [problem])
    return np.append(value[:first], np.round(found.x).astype(np.int64))


def refuse(system: System, links: Links, wrong: np.ndarray[tuple[int], np.dtype[np.int64]]) -> None:
    """Raise DisclosureRefused where relations do not hold among exact numbers."""
    if not len(wrong):
        return
    terms = links.terms[links.terms["relation"].isin(wrong)].drop_duplicates("relation")
    words = key_words(system.quantities.loc[terms["quantity"]])
    problems = [
        Problem("GATE-RELATED", f"“{links.names[relation]}” does not hold where {where}.")
        for relation, where in zip(terms["relation"], words, strict=True)
    ]
    raise DisclosureRefused("The exact tables do not fit the catalogue.", problems)
