"""Which cells an indicator has, and in which order: the same whatever is counted."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from cpims_report.indicators.plan import Margin, Plan
from cpims_report.indicators.population import Chosen, Rows
from cpims_report.schema import DIMENSIONS, TOTAL, UNKNOWN_CELL

Key = tuple[str, ...]
"""The codes of a cell by DIMENSIONS."""


@dataclass(frozen=True)
class Layout:
    """The listed cells: their keys, and where each stands among the cells of all margins in turn.

    `without` tells which have no base whatever the margin: unknowns, and codes outside of it.
    """

    keys: pd.DataFrame
    places: Rows
    without: Chosen

    @staticmethod
    @lru_cache(maxsize=1024)
    def of(plan: Plan) -> Layout:
        """Return the layout of a plan.

        Each key once, in the order of the code lists, `_U` and `_T` last. Governorates and regions
        share one row of unknowns: the same units, counted twice, kept once.
        """
        places: dict[Key, int] = {}
        every = (key for margin in plan.margins for key in margin_keys(margin))
        for place, key in enumerate(every):
            places.setdefault(key, place)
        keys = in_order(plan, [key for key in places if is_listed(plan, key)])
        outside = {UNKNOWN_CELL, *plan.entry.outside}
        return Layout(
            pd.DataFrame(keys, columns=list(DIMENSIONS), dtype="str"),
            np.array([places[key] for key in keys], np.intp),
            np.array([not outside.isdisjoint(key) for key in keys], bool),
        )


def margin_keys(margin: Margin) -> Iterator[Key]:
    """Return the key of every cell of a margin, the other dimensions being `_T`."""
    codes = {one.key: one.listed for one in margin}
    return itertools.product(*(codes.get(key, (TOTAL,)) for key in DIMENSIONS))


def is_listed(plan: Plan, key: Key) -> bool:
    """Return whether a cell is listed.

    The unknown of an unlisted dimension has a cell only where nothing else is broken down.
    """
    if len(key) - key.count(TOTAL) < 2:
        return True
    unlisted = {plan.dimensions[name].key for name in plan.unlisted if name in plan.dimensions}
    unknown = {name for name, code in zip(DIMENSIONS, key, strict=True) if code == UNKNOWN_CELL}
    return unlisted.isdisjoint(unknown)


def in_order(plan: Plan, keys: list[Key]) -> list[Key]:
    """Return keys in the order of the code lists, `_U` and `_T` last."""
    lists: dict[str, dict[str, int]] = {name: {} for name in DIMENSIONS}
    for one in plan.dimensions.values():
        for code in one.codes:
            lists[one.key].setdefault(code, len(lists[one.key]))
    for ranks in lists.values():
        ranks.update({UNKNOWN_CELL: len(ranks), TOTAL: len(ranks) + 1})
    ranked = [lists[name] for name in DIMENSIONS]
    return sorted(
        keys, key=lambda key: [ranks[code] for ranks, code in zip(ranked, key, strict=True)]
    )
