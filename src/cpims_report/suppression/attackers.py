"""Attackers: the outsider, contributors that know their own part, and what earlier releases tell.

A contributor subtracts its own part of every cell. A coalition is contributors that pool theirs; a
singleton is one that knows that nobody else is in a cell, and so knows the cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from cpims_report.suppression.equations import Flags, Floats
from cpims_report.suppression.protection_levels import ProtectionLevels

OUTSIDER = ""
"""The name of the attacker who knows what is published and nothing more."""


@dataclass(frozen=True)
class Attacker:
    """One who knows all that is published, and `known` cells besides.

    `levels`: what this attacker's feasibility intervals must be.
    """

    name: str
    levels: ProtectionLevels
    known: Flags

    def without(self, cells: Iterable[int]) -> Attacker:
        """Return the attacker from whom some cells need no protection."""
        return replace(self, levels=self.levels.without(list(cells)))


def contributor(
    name: str, own: Floats, outsider: Attacker, limits: Floats, *, singleton: bool = False
) -> Attacker:
    """Return the attacker who knows its own part of cells (NaN where it has no count).

    It takes each cell to be at least its own part. Where the others' part of a hidden cell is
    below its limit, that part must stay as uncertain as any small cell. A `singleton` also knows
    in which cells it is alone.
    """
    levels = outsider.levels
    mine = np.nan_to_num(own)
    others = levels.value - mine
    small = levels.must & ~np.isnan(own) & (others > 0) & (others < limits)
    alone = (mine > 0) & (others == 0) & singleton
    return Attacker(
        name,
        ProtectionLevels(
            levels.value,
            np.maximum(levels.least, mine),
            np.where(small, mine + limits, 0.0),
            small,
            levels.width,
        ),
        outsider.known | alone,
    )


def coalition(own: pd.DataFrame, members: Iterable[str]) -> Floats:
    """Return the own part of contributors that pool their figures: contributors x cells.

    NaN where none of them has a count.
    """
    pooled = own.loc[list(members)].sum(axis=0, min_count=1)
    return pooled.to_numpy(dtype=float)
