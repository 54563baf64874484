"""Sensitive rows in which everyone falls in one category: showing the zeros tells about each."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.equations.hierarchies import GROUP, MARGIN, SEVERAL
from cpims_report.disclosure.equations.registry import CELL, KEY, REST, SLACK
from cpims_report.disclosure.equations.sensitive import is_sensitive
from cpims_report.disclosure.equations.system import System
from cpims_report.schema import UNKNOWN_CELL


def add_groups(system: System, settings: Settings) -> System:
    """Return the system with what would tell that everyone of a sensitive row has one code."""
    return add_uniform(add_common(system, settings), settings)


def add_common(system: System, settings: Settings) -> System:
    """Return the system with, for each sensitive code that all units of a row have, the others.

    Where a unit may have several codes, those of the row without this one are none. That they are
    none is to be hidden: the slack between the code and all units becomes a rest to be covered.
    """
    several = system.relations.index[system.relations["kind"].eq(SEVERAL)]
    terms = system.terms[system.terms["relation"].isin(several)].join(
        system.quantities[["role", "value"]], on="quantity"
    )
    part = terms[terms["sign"].gt(0) & terms["role"].eq(CELL) & terms["value"].gt(0)]
    part = part[is_sensitive(system.quantities, settings).loc[part["quantity"]].to_numpy()]
    beside = terms[terms["sign"].gt(0) & terms["role"].eq(SLACK) & terms["value"].eq(0)]
    common = part.merge(beside[["relation", "quantity"]], on="relation", suffixes=("", "_beside"))
    if common.empty:
        return system
    others = system.quantities.index.isin(common["quantity_beside"])
    quantities = system.quantities.assign(role=system.quantities["role"].mask(others, REST))
    told = {*system.uniform, *common["quantity"], *common["quantity_beside"]}
    return replace(system, quantities=quantities, uniform=tuple(sorted(told)))


def add_uniform(system: System, settings: Settings) -> System:
    """Return the system with, for each sensitive cell that holds a whole row, the cells beside it.

    Their sum is zero and would tell that the row is uniform: it becomes a hidden quantity that the
    gate must cover. Unknowns do not count: one category of all known ones is uniform too.
    """
    rows = known_parts(system)
    sums = rows.groupby("relation")["value"].agg(["sum", "size"])
    rows = rows.join(sums, on="relation").assign(
        sensitive=is_sensitive(system.quantities, settings).loc[rows["quantity"]].to_numpy()
    )
    whole = rows[
        rows["sensitive"] & rows["value"].gt(0) & rows["value"].eq(rows["sum"]) & rows["size"].gt(1)
    ].reset_index(drop=True)
    if whole.empty:
        return system
    first = len(system.quantities)
    hidden = system.quantities.loc[whole["quantity"], list(KEY)].reset_index(drop=True)
    hidden = hidden.assign(
        population="others beside "
        + whole["quantity"].astype(str)
        + " in "
        + whole["relation"].astype(str),
        value=0,
        role=REST,
    )
    whole = whole.assign(group=whole.index, other=whole.index + first)
    beside = rows.merge(whole[["relation", "group"]], on="relation")
    beside = beside[beside["value"].eq(0)]
    terms = pd.concat(
        [
            beside[["group", "quantity"]].assign(sign=1),
            whole[["group", "other"]].rename(columns={"other": "quantity"}).assign(sign=-1),
        ]
    ).rename(columns={"group": "relation"})
    grown = system.grown(hidden).joined(terms, [GROUP] * len(whole))
    told = {*system.uniform, *whole["quantity"], *whole["other"]}
    return replace(grown, uniform=tuple(sorted(told)))


def known_parts(system: System) -> pd.DataFrame:
    """Return the printed parts with a known code of every sum along a code list to its total."""
    margins = system.relations["kind"].eq(MARGIN)
    parts = system.terms[
        system.terms["sign"].gt(0) & system.terms["relation"].isin(margins.index[margins])
    ]
    parts = parts.join(system.quantities, on="quantity").join(
        system.relations["dimension"], on="relation"
    )
    parts = parts[parts["role"].eq(CELL)]
    codes = pd.Series("", index=parts.index)
    for dimension in sorted(set(parts["dimension"])):
        codes = codes.mask(parts["dimension"].eq(dimension), parts[dimension])
    return parts[~codes.str.endswith(UNKNOWN_CELL)]
