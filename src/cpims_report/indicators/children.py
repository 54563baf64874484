"""Children of the active cases: which case describes each, and what all of them tell together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cpims_report.indicators.population import Bits, Rows


@dataclass(frozen=True)
class Children:
    """The children of some cases.

    `cases` has the cases child by child, the one that describes a child first: the earliest
    registered; equal days by the agencies' order in the configuration, then by id. `starts` tells
    where each child begins.
    """

    cases: Rows
    starts: Rows
    agencies: NDArray[np.intp]

    @classmethod
    def of(cls, cases: pd.DataFrame, rows: Rows) -> Children:
        """Return the children of some of the cases."""
        chosen = cases[["child", "agency", "registration_date", "rank"]].iloc[rows]
        child, agency = chosen["child"].to_numpy(), chosen["agency"].cat.codes.to_numpy(np.int64)
        day, rank = chosen["registration_date"].to_numpy(), chosen["rank"].to_numpy()
        order = np.lexsort((rank, agency, day, child))
        ordered = child[order]
        starts = np.flatnonzero(np.diff(ordered, prepend=-1))
        alone = cls(rows[order], starts, np.zeros(len(starts), np.intp))
        bits = np.zeros(len(cases), np.int64)
        bits[rows] = 1 << agency
        return cls(alone.cases, starts, np.bitwise_count(alone.union(bits)).astype(np.intp))

    @property
    def first(self) -> Rows:
        """The case that describes each child."""
        return self.cases[self.starts]

    def union(self, bits: Bits) -> Bits:
        """Return for each child the bits that any of its cases has."""
        if not len(self.starts):
            return np.zeros(0, np.int64)
        return np.bitwise_or.reduceat(bits[self.cases], self.starts)
