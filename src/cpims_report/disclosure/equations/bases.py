"""Equations across tables: bases, stocks and flows, and concerns that are among all concerns."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.equations.hierarchies import BASE_SUM, SUBSET
from cpims_report.disclosure.equations.registry import (
    ALIASES,
    BASE,
    CELL,
    KEY,
    KNOWN,
    SLACK,
    known_codes,
)
from cpims_report.disclosure.equations.sums import refuse_sums
from cpims_report.disclosure.equations.system import System
from cpims_report.disclosure.measures import several
from cpims_report.schema import DIMENSIONS, TOTAL, UNKNOWN_CELL


def add_joint_bases(system: System) -> System:
    """Return the system with bases over several dimensions as sums of their known cells."""
    quantities = system.quantities.assign(quantity=system.quantities.index)
    known = quantities[list(DIMENSIONS)].apply(lambda codes: codes.str.endswith(KNOWN))
    joint = quantities[known.sum(axis=1).ge(2) & quantities["role"].eq(BASE)]
    patterns = known.loc[joint.index].drop_duplicates()
    for pattern in patterns.to_dict("records"):
        over = [name for name, used in pattern.items() if used]
        system = joint_sums(system, over)
    return system


def joint_sums(system: System, over: list[str]) -> System:
    """Return the system with the joint bases over these dimensions as sums of cells."""
    quantities = system.quantities.assign(quantity=system.quantities.index)
    cells = quantities[quantities["role"].eq(CELL)]
    valued = pd.concat(
        [cells[name].ne(TOTAL) & ~cells[name].str.endswith(UNKNOWN_CELL) for name in over], axis=1
    ).all(axis=1)
    keys = cells.assign(**{name: known_codes(cells[name]) for name in over})[valued]
    bases = system.keys.rename(columns={"quantity": "total"})
    parts = finest(keys.merge(bases, on=list(KEY)), cells)
    added = parts.groupby("total")["value"].sum()
    wrong = added[added.ne(system.quantities["value"].loc[added.index])]
    refuse_sums(system, wrong.rename("added").reset_index(), " and ".join(over))
    terms = pd.concat(
        [
            parts[["total", "quantity"]].assign(sign=1),
            pd.DataFrame({"total": added.index, "quantity": added.index, "sign": -1}),
        ]
    )
    numbers = {total: number for number, total in enumerate(added.index)}
    return system.joined(
        terms.assign(relation=terms["total"].map(numbers)), [BASE_SUM] * len(numbers)
    )


def finest(parts: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return the parts without camps, and without regions where governorates are listed."""
    places = cells["place"].loc[parts["quantity"]].set_axis(parts.index)
    finer = parts["total"].isin(parts.loc[places.str.startswith("governorate:"), "total"])
    coarse = places.str.startswith("region:") & finer
    return parts.loc[~(places.str.startswith("camp:") | coarse)]


def add_subsets(system: System, settings: Settings) -> System:
    """Return the system with: primary concern c <= any concern c, and as many with one as with any.

    Written as sums with a slack. Left out where the records break it, for then a reader cannot rely
    on it.
    """
    rows = system.quantities.assign(quantity=system.quantities.index)
    rows = rows[rows["concern"].ne(TOTAL) & rows["role"].isin([CELL, BASE])]
    rows = rows[~rows["concern"].eq(UNKNOWN_CELL)]
    wide = rows[rows["population"].isin(several(settings))]
    context = [name for name in KEY if name != "population"]
    both = wide.assign(population=wide["population"].map(ALIASES)).merge(
        rows, on=list(KEY), suffixes=("", "_less")
    )
    gaps = both["value"] - both["value_less"]
    equal = both["concern"].eq(KNOWN)
    if not len(both) or gaps.lt(0).any() or gaps[equal].any():
        return system
    hidden = both.loc[~equal, context].assign(
        population="beyond " + both["quantity_less"].astype(str), value=gaps, role=SLACK
    )
    first = len(system.quantities)
    places = range(first, first + len(hidden))
    slacks = pd.DataFrame({"relation": hidden.index, "quantity": places, "sign": 1})
    signs = {"quantity": -1, "quantity_less": 1}
    terms = pd.concat(
        [
            pd.DataFrame({"relation": both.index, "quantity": both[column], "sign": sign})
            for column, sign in signs.items()
        ]
        + [slacks]
    )
    return system.grown(hidden).joined(terms, [SUBSET] * len(both))
