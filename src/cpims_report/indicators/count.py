"""Counting a population over the margins of a plan. Nothing but counts: percents are the gate's.

A margin is counted as an array with one axis a dimension and one place a listed code, so that a
base that holds some dimensions is the array of those alone, stretched over the others.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cpims_report.indicators.plan import Margin, Plan
from cpims_report.indicators.populations import Population
from cpims_report.schema import DIMENSIONS, TOTAL, UNKNOWN_CELL

Counts: TypeAlias = "NDArray[np.int64]"

NO_BASE = -1


def count(population: Population, plan: Plan) -> pd.DataFrame:
    """Return the cells of an indicator: DIMENSIONS, value, base; each key once.

    Every code of a code list has a cell, zeros included. Bases: see `plan`.
    """
    keys = [key for margin in plan.margins for key in margin_keys(margin)]
    values = [margin_values(population, margin).ravel() for margin in plan.margins]
    bases = [margin_bases(population.units, margin, plan).ravel() for margin in plan.margins]
    cells = pd.DataFrame(keys, columns=list(DIMENSIONS), dtype="str").assign(
        value=pd.array(np.concatenate(values), dtype="Int64"),
        base=pd.array(np.concatenate(bases), dtype="Int64"),
    )
    return ordered(listed(cells, plan), plan)


def margin_keys(margin: Margin) -> Iterator[tuple[str, ...]]:
    """Return the key of every cell of a margin, the other dimensions being `_T`."""
    codes = {one.key: one.listed for one in margin}
    return itertools.product(*(codes.get(key, (TOTAL,)) for key in DIMENSIONS))


def margin_values(population: Population, margin: Margin) -> Counts:
    """Return the counts of a margin: mentions where it is about concerns, else units."""
    about_concern = any(one.key == "concern" for one in margin)
    return tally(population.mentions if about_concern else population.units, margin)


def margin_bases(units: pd.DataFrame, margin: Margin, plan: Plan) -> Counts:
    """Return the number of units in the base of each cell of a margin, NO_BASE for none."""
    shape = tuple(len(one.listed) for one in margin)
    base = plan.base(margin)
    if base is None:
        return np.full(shape, NO_BASE)
    known = np.all([units[one.known_by].ne(UNKNOWN_CELL) for one in base.known], axis=0)
    held = tally(units.loc[known, [one.source for one in base.held]], base.held)
    return np.broadcast_to(np.expand_dims(held, tuple(range(held.ndim, len(shape)))), shape)


def tally(units: pd.DataFrame, margin: Margin) -> Counts:
    """Return the number of units for every combination of a margin's listed codes.

    Units without a listed code (a case outside camps) are in none of them.
    """
    if not margin:
        return np.array(len(units))
    shape = tuple(len(one.listed) for one in margin)
    places = np.stack([units[one.source].cat.codes.to_numpy(np.intp) for one in margin])
    cells = np.ravel_multi_index(tuple(places[:, (places >= 0).all(axis=0)]), shape)
    return np.bincount(cells, minlength=math.prod(shape)).reshape(shape)


def listed(cells: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Return the cells that are listed, with a base only where there is one.

    The unknown of an unlisted dimension has a cell only where nothing else is broken down.
    """
    keys = cells[list(DIMENSIONS)]
    unknown, crossed = keys.isin([UNKNOWN_CELL]), (~keys.isin([TOTAL])).sum(axis=1).gt(1)
    unlisted = [plan.dimensions[name].key for name in plan.unlisted if name in plan.dimensions]
    hidden = crossed & unknown[unlisted].any(axis=1)
    without = unknown.any(axis=1) | cells["base"].eq(NO_BASE)
    return cells.assign(base=cells["base"].mask(without))[~hidden]


def ordered(cells: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Return the cells with each key once, in the order of the code lists, `_U` and `_T` last.

    Governorates and regions share one row of unknowns: the same units, counted twice, kept once.
    """
    codes = {
        key: [code for one in plan.dimensions.values() if one.key == key for code in one.codes]
        for key in DIMENSIONS
    }
    ranks = {
        key: {code: rank for rank, code in enumerate([*known, UNKNOWN_CELL, TOTAL])}
        for key, known in codes.items()
    }
    return (
        cells.drop_duplicates(list(DIMENSIONS))
        .sort_values(list(DIMENSIONS), key=lambda column: column.map(ranks[str(column.name)]))
        .reset_index(drop=True)[[*DIMENSIONS, "value", "base"]]
    )
