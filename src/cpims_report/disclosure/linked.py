"""Equations across tables: bases, stocks and flows, and concerns that are among all concerns."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.additive import refuse_sums
from cpims_report.disclosure.measures import several
from cpims_report.disclosure.registry import (
    ALIASES,
    BASE,
    CELL,
    KEY,
    KNOWN,
    SLACK,
    known_codes,
)
from cpims_report.disclosure.rollups import BASE_SUM, SUBSET
from cpims_report.disclosure.system import System
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
    """Return the system with: primary concern c <= any concern c.

    Written as sums with a slack. Left out where the records break it, for then a reader
    cannot rely on it.
    """
    quantities = system.quantities.assign(quantity=system.quantities.index)
    wide = quantities[
        quantities["population"].isin(several(settings))
        & quantities["concern"].ne(TOTAL)
        & quantities["role"].eq(CELL)
        & quantities["concern"].ne(UNKNOWN_CELL)
    ]
    narrow = wide.assign(population=wide["population"].map(ALIASES))
    lower = narrow[list(KEY)].merge(system.keys, how="left")["quantity"].to_numpy()
    inside = (
        pd.DataFrame({"less": lower, "more": wide["quantity"].to_numpy()})
        .dropna()
        .astype("int64")
        .reset_index(drop=True)
    )
    values = system.quantities["value"].to_numpy()
    gaps = values[inside["more"]] - values[inside["less"]]
    if not len(inside) or (gaps < 0).any():
        return system
    first = len(system.quantities)
    hidden = system.quantities.loc[inside["more"], list(KEY)].reset_index(drop=True)
    hidden = hidden.assign(
        population="beyond " + inside["less"].astype(str), value=gaps, role=SLACK
    )
    relation = inside.index
    terms = pd.concat(
        [
            pd.DataFrame({"relation": relation, "quantity": inside["more"], "sign": -1}),
            pd.DataFrame({"relation": relation, "quantity": inside["less"], "sign": 1}),
            pd.DataFrame({"relation": relation, "quantity": relation + first, "sign": 1}),
        ]
    )
    return system.grown(hidden).joined(terms, [SUBSET] * len(inside))
