"""Two years side by side, and rows that have a base of their own."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np
import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.equations.hierarchies import COMPARISON, COMPLETE
from cpims_report.disclosure.equations.multiple_response import slackened
from cpims_report.disclosure.equations.populations import chains
from cpims_report.disclosure.equations.registry import COMPARED, KEY, KNOWN, OF, REST
from cpims_report.disclosure.equations.system import System
from cpims_report.errors import DisclosureRefused, Problem
from cpims_report.schema import TOTAL, UNKNOWN_CELL

Sum = tuple[list[int], list[int]]
"""Quantities and their signs."""

POPULATION, LIST = "comparison", "comparison:"
SPLITS = {0: ("current_panel", "joined"), 1: ("previous_panel", "left")}
"""Years back -> the two parts of that year's children: members of both years, and others."""


def add_comparison(system: System) -> System:
    """Return the system with each year's children as those of both years' members and others.

    Where one part is not listed it is a rest.
    """
    keys = system.keys
    rows = keys[keys["population"].eq(POPULATION)]
    if rows.empty:
        return system
    year = int(rows["year"].max())
    for back, codes in SPLITS.items():
        parts = pd.concat(
            [
                rows[rows["category"].eq(f"{LIST}{code}")].assign(
                    population=COMPARED, year=year - back, category=TOTAL
                )
                for code in codes
            ]
        ).rename(columns={"quantity": "part"})
        system = split(system, parts, codes)
    return system


def split(system: System, parts: pd.DataFrame, codes: tuple[str, ...]) -> System:
    """Return the system with totals of which some parts are listed: what lacks is a rest."""
    found = parts.merge(system.keys, on=list(KEY))
    if found.empty:
        return system
    truth = system.quantities["value"].to_numpy()
    sums = (
        found.assign(value=truth[found["part"]])
        .groupby("quantity")
        .agg(added=("value", "sum"), size=("value", "size"))
        .reset_index()
    )
    lacking = truth[sums["quantity"]] - sums["added"].to_numpy()
    whole = sums["size"].eq(len(codes)).to_numpy()
    if (lacking < 0).any() or (lacking[whole] != 0).any():
        problem = Problem("GATE-PANEL", "Children of members of both years exceed all children.")
        raise DisclosureRefused("The comparison with last year does not add up.", [problem])
    return completed(system, found, sums.assign(value=lacking)[~whole], sums, "rest of comparison")


def completed(
    system: System, parts: pd.DataFrame, hidden: pd.DataFrame, sums: pd.DataFrame, name: str
) -> System:
    """Return the system with parts, and rests where they lack, that sum to totals."""
    number = {total: place for place, total in enumerate(sums["quantity"])}
    rests = system.quantities.loc[hidden["quantity"], list(KEY)].reset_index(drop=True)
    rests = rests.assign(population=name, value=hidden["value"].to_numpy(), role=REST)
    first = len(system.quantities)
    terms = pd.concat(
        [
            pd.DataFrame(
                {"relation": parts["quantity"].map(number), "quantity": parts["part"], "sign": 1}
            ),
            pd.DataFrame(
                {
                    "relation": hidden["quantity"].map(number),
                    "quantity": range(first, first + len(hidden)),
                    "sign": 1,
                }
            ),
            pd.DataFrame(
                {
                    "relation": range(len(sums)),
                    "quantity": sums["quantity"],
                    "sign": -1,
                }
            ),
        ]
    )
    return system.grown(rests).joined(terms.astype("int64"), [COMPARISON] * len(sums))


def add_complete(system: System, settings: Settings) -> System:
    """Return the system with rows that have a base of their own: known, and the rest of the base.

    The base and the known of a field are those of the population that is asked for it.
    """
    keys = system.keys
    bases = keys[keys["category"].str.startswith(OF)].rename(columns={"quantity": "whole"})
    rows = bases.assign(category=bases["category"].str.removeprefix(OF)).merge(keys, on=list(KEY))
    if rows.empty:
        return system
    truth = system.quantities["value"].to_numpy()
    gaps = truth[rows["whole"]] - truth[rows["quantity"]]
    if (gaps < 0).any():
        problem = Problem("GATE-KNOWN", "More are known than there are.")
        raise DisclosureRefused("Completeness does not add up.", [problem])
    rests = rows[list(KEY)].assign(
        category="not " + rows["category"], value=gaps, role=REST, population="rest of a field"
    )
    first = len(system.quantities)
    terms = pd.concat(
        [
            pd.DataFrame({"relation": rows.index, "quantity": rows["whole"], "sign": -1}),
            pd.DataFrame({"relation": rows.index, "quantity": rows["quantity"], "sign": 1}),
            pd.DataFrame({"relation": rows.index, "quantity": rows.index + first, "sign": 1}),
        ]
    )
    grown = system.grown(rests).joined(terms.astype("int64"), [COMPLETE] * len(rows))
    return same_fields(grown, rows, settings)


def same_fields(system: System, rows: pd.DataFrame, settings: Settings) -> System:
    """Return the system with a field's base and known as the total and base of those asked.

    Of children described by one of these cases, or of some of the cases, there are no more that
    were asked, that are known or that are not.
    """
    equal: list[Sum] = []
    less: list[Sum] = []
    numbers = system.keys.set_index(list(KEY))["quantity"].to_dict()
    for row in rows.to_dict("records"):
        field = row["category"].split(":")[-1]
        lacking = numbers[key_of(row, "rest of a field", f"not {row['category']}")]
        for name, population in settings.populations.items():
            if population.asked != field:
                continue
            pairs = [
                (numbers.get(key_of(row, name, code)), ours)
                for code, ours in (
                    (TOTAL, row["whole"]),
                    (f"{field}:{KNOWN}", row["quantity"]),
                    (f"{field}:{UNKNOWN_CELL}", lacking),
                )
            ]
            sums = [([theirs, ours], [1, -1]) for theirs, ours in pairs if theirs is not None]
            if population.within == row["population"]:
                equal += sums
            elif any(row["population"] in chain for chain in chains(name, settings)):
                less += sums
    gaps = [-int(np.dot(signs, system.truth[places])) for places, signs in less]
    refuse_more(gaps)
    equal = [one for one in equal if np.dot(one[1], system.truth[one[0]]) == 0]
    if less:
        slacks = np.array(gaps, dtype=np.int64)
        system = slackened(system, less, slacks, COMPLETE, "children of cases asked")
    if not equal:
        return system
    terms = pd.DataFrame(
        [
            (relation, quantity, sign)
            for relation, one in enumerate(equal)
            for quantity, sign in zip(*one, strict=True)
        ],
        columns=["relation", "quantity", "sign"],
    )
    return system.joined(terms.astype("int64"), [COMPLETE] * len(equal))


def key_of(row: Mapping[Hashable, object], population: str, category: str) -> tuple[object, ...]:
    """Return the key of another population and category in the row of a quantity."""
    other = {"population": population, "category": category}
    return tuple(other.get(name, row[name]) for name in KEY)


def refuse_more(gaps: list[int]) -> None:
    """Raise DisclosureRefused if more children were asked than cases."""
    if any(gap < 0 for gap in gaps):
        problem = Problem("GATE-KNOWN", "More children were asked for a field than cases.")
        raise DisclosureRefused("Completeness does not fit the children.", [problem])
