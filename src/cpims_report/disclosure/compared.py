"""Two years side by side, and rows that have a base of their own."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.registry import COMPARED, KEY, KNOWN, OF, REST
from cpims_report.disclosure.rollups import COMPARISON, COMPLETE
from cpims_report.disclosure.system import System
from cpims_report.errors import DisclosureRefused, Problem
from cpims_report.schema import TOTAL

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
    """Return the system with a field's base and known as the total and base of those asked."""
    pairs = []
    for name, population in settings.populations.items():
        asked = rows[
            rows["population"].eq(population.within)
            & rows["category"].str.split(":").str[-1].eq(population.asked)
        ]
        other = asked.assign(population=name)
        for column, category in (("whole", TOTAL), ("quantity", f"{population.asked}:{KNOWN}")):
            named = other.assign(category=category).rename(columns={column: "ours"})
            found = named[[*KEY, "ours"]].merge(system.keys, on=list(KEY))
            pairs.append(found[["ours", "quantity"]])
    both = pd.concat(pairs, ignore_index=True) if pairs else pd.DataFrame()
    if both.empty:
        return system
    truth = system.truth
    both = both[truth[both["ours"]] == truth[both["quantity"]]].reset_index(drop=True)
    terms = pd.concat(
        [
            pd.DataFrame({"relation": both.index, "quantity": both["ours"], "sign": 1}),
            pd.DataFrame({"relation": both.index, "quantity": both["quantity"], "sign": -1}),
        ]
    )
    return system.joined(terms.astype("int64"), [COMPLETE] * len(both))
