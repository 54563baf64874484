"""Counting a population over the margins of a plan. Nothing but counts: percents are the gate's.

A margin is counted as an array with one axis a dimension and one place a code, so that a base that
holds some dimensions is the array of those alone, stretched over the others.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cpims_report.indicators.layout import Layout
from cpims_report.indicators.plan import Base, Margin, Plan
from cpims_report.indicators.population import Chosen, Population
from cpims_report.indicators.populations import Caseload

Counts: TypeAlias = "NDArray[np.int64]"

NO_BASE = -1


def counted(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the cells of an indicator that is a count of its population; see `count`."""
    return count(caseload.population(plan.entry.population), plan)


def count(population: Population, plan: Plan) -> pd.DataFrame:
    """Return the cells of an indicator: DIMENSIONS, value, base; each key once.

    Every listed code has a cell, zeros included. Bases: see `plan`.
    """
    layout = Layout.of(plan)
    values = [narrowed(tally(population, margin), margin).ravel() for margin in plan.margins]
    bases = [margin_bases(population, margin, plan).ravel() for margin in plan.margins]
    base = np.concatenate(bases)[layout.places]
    cells = layout.keys.assign(
        value=pd.array(np.concatenate(values)[layout.places], dtype="Int64"),
        base=pd.array(base, dtype="Int64"),
    )
    return cells.assign(base=cells["base"].mask(layout.without | (base == NO_BASE)))


def narrowed(counts: Counts, margin: Margin) -> Counts:
    """Return the counts of the listed codes alone."""
    for axis, one in enumerate(margin):
        if one.only:
            counts = counts.take([one.full.index(code) for code in one.listed], axis=axis)
    return counts


def margin_bases(population: Population, margin: Margin, plan: Plan) -> Counts:
    """Return the number of units in the base of each cell of a margin, NO_BASE for none."""
    shape = tuple(len(one.listed) for one in margin)
    base = plan.base(margin)
    if base is None:
        return np.full(shape, NO_BASE)
    held = narrowed(tally(population, base.held, known_units(population, base)), base.held)
    return np.broadcast_to(np.expand_dims(held, tuple(range(held.ndim, len(shape)))), shape)


def known_units(population: Population, base: Base) -> Chosen:
    """Return which units are known in all the dimensions of a base."""
    known: Chosen = np.logical_and.reduce(
        [population.known(one.known_by, one.outside) for one in base.known]
    )
    return known


def tally(population: Population, margin: Margin, chosen: Chosen | None = None) -> Counts:
    """Return the number of units for every combination of a margin's codes, of the chosen alone.

    Units without a code (a case outside camps) are in none. In a dimension in which a unit may
    have several codes it counts under each of them.
    """
    single = [one for one in margin if one.source not in population.several]
    place = np.zeros(len(population), np.intp)
    inside = np.ones(len(population), bool) if chosen is None else chosen.copy()
    for one in single:
        codes = population.codes(one.source)
        inside &= codes >= 0
        place = place * len(one.full) + codes
    shape = [len(one.full) for one in single]
    several = [axis for axis, one in enumerate(margin) if one not in single]
    if not several:
        return at_places(place, inside, shape)
    axis = several[0]
    bits = population.several[margin[axis].source]
    layers = [
        at_places(place, inside & (bits & (1 << number) != 0), shape)
        for number in range(len(margin[axis].codes))
    ]
    return np.stack([*layers, at_places(place, inside & (bits == 0), shape)], axis=axis)


def at_places(place: NDArray[np.intp], chosen: Chosen, shape: Sequence[int]) -> Counts:
    """Return the number of chosen units at each place of an array of a shape."""
    if not shape:
        return np.array(np.count_nonzero(chosen), np.int64)
    return np.bincount(place[chosen], minlength=math.prod(shape)).reshape(shape)
