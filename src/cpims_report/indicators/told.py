"""What any of a child's active cases tells: answers of which the gravest, or all, count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from cpims_report.config import Settings
from cpims_report.indicators.children import Children
from cpims_report.indicators.coding import GRADED, LISTED, TOLD, from_codes
from cpims_report.indicators.population import SILENT, Bits
from cpims_report.schema import UNKNOWN_CELL


@dataclass(frozen=True)
class Told:
    """What the cases of some children tell: a number a child for each field, as `code_told` has it.

    `places` is the place of each child by the record that describes it.
    """

    answers: Mapping[str, Bits]
    places: pd.Series[int]

    @classmethod
    def of(cls, children: Children, cases: pd.DataFrame) -> Told:
        """Return the answers of the children's cases together."""
        found = {}
        for name in TOLD:
            each = cases[name].to_numpy(np.int64)
            asked = children.union((each != SILENT).astype(np.int64)) != 0
            found[name] = np.where(asked, children.union(np.maximum(each, 0)), SILENT)
        return cls(found, pd.Series(np.arange(len(children.first)), index=children.first))

    def several(self, rows: Any) -> dict[str, Bits]:
        """Return the fields of several answers for the children whom some records describe."""
        places = self.places.loc[rows].to_numpy()
        return {name: self.answers[name][places] for name in LISTED}

    def single(self, rows: Any, settings: Settings) -> dict[str, pd.Series[Any]]:
        """Return the fields of one answer for the children whom some records describe."""
        places = self.places.loc[rows].to_numpy()
        return {name: first(self.answers[name][places], settings, name) for name in GRADED}


def first(answers: Bits, settings: Settings, name: str) -> pd.Series[Any]:
    """Return the first code of each child as categories: `_U` for none, null where nobody asked."""
    listed = (*settings.lookups[name], UNKNOWN_CELL)
    lowest = np.bitwise_count((answers & -answers) - 1).astype(np.intp)
    codes = np.select([answers == SILENT, answers == 0], [SILENT, len(listed) - 1], lowest)
    return from_codes(codes, listed, pd.RangeIndex(len(answers)))
