"""Children of the active cases: which case describes each, and what all of them tell together."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cpims_report.indicators.population import Bits, Chosen, Rows


@dataclass(frozen=True)
class Children:
    """The children of some cases.

    `cases` has the records of the cases child by child, the case registered first before others;
    equal days by the agencies' order in the configuration, then by id. `tellers` are the records
    that describe these cases, `starts` tells where each child begins. `agencies` tells how many
    have a record of it.
    """

    cases: Rows
    tellers: Rows
    starts: Rows
    agencies: NDArray[np.intp]

    @classmethod
    def of(cls, cases: pd.DataFrame, rows: Rows) -> Children:
        """Return the children of some of the records."""
        told_by = cases["told_by"].to_numpy(np.intp)[rows]
        telling = cases[["child", "agency", "registration_date", "rank"]].iloc[told_by]
        child, agency = telling["child"].to_numpy(), telling["agency"].cat.codes.to_numpy(np.int64)
        day, rank = telling["registration_date"].to_numpy(), telling["rank"].to_numpy()
        order = np.lexsort((rank, agency, day, child))
        starts = np.flatnonzero(np.diff(child[order], prepend=-1))
        alone = cls(rows[order], told_by[order], starts, np.zeros(len(starts), np.intp))
        bits = np.zeros(len(cases), np.int64)
        bits[rows] = 1 << cases["agency"].cat.codes.to_numpy(np.int64)[rows]
        return replace(alone, agencies=np.bitwise_count(alone.union(bits)).astype(np.intp))

    @property
    def first(self) -> Rows:
        """The record that describes each child: that of its case registered first."""
        return self.tellers[self.starts]

    def first_with(self, known: Chosen) -> Rows:
        """Return each child's first describing record that is `known`, else its first."""
        if not len(self.starts):
            return self.first
        places = np.where(known[self.tellers], np.arange(len(self.tellers)), len(self.tellers))
        found = np.minimum.reduceat(places, self.starts)
        return self.tellers[np.where(found < len(self.tellers), found, self.starts)]

    def union(self, bits: Bits) -> Bits:
        """Return for each child the bits that any of its records has."""
        if not len(self.starts):
            return np.zeros(0, np.int64)
        return np.bitwise_or.reduceat(bits[self.cases], self.starts)
