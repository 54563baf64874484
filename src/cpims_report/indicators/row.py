"""Cells that are no plain counts of a margin, row by row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cpims_report.schema import DIMENSIONS, TOTAL

Numbers: TypeAlias = "NDArray[np.int64]"
Row = tuple[dict[str, str], int | None, int | None]
"""Codes of a cell by DIMENSIONS (`_T` where not given), value and base."""


def cells_of(rows: Iterable[Row], lacking: str = "not_collected") -> pd.DataFrame:
    """Return the rows as cells, in the order given; one without a value has the status `lacking`.

    Columns: DIMENSIONS, value, base, status.
    """
    rows = list(rows)
    keys = [{**dict.fromkeys(DIMENSIONS, TOTAL), **codes} for codes, _, _ in rows]
    cells = pd.DataFrame(keys, columns=list(DIMENSIONS), dtype="str").assign(
        value=pd.array([value for _, value, _ in rows], dtype="Int64"),
        base=pd.array([base for _, _, base in rows], dtype="Int64"),
    )
    status = cells["value"].isna().map({True: lacking, False: "exact"})
    return cells.assign(status=status.astype("str"))


def quantile(values: Numbers, quarters: int) -> int | None:
    """Return the value below which so many quarters of sorted whole numbers lie, None of none.

    Between two contributors it is interpolated, then rounded, halves upwards.
    """
    if len(values) == 0:
        return None
    place, rest = divmod((len(values) - 1) * quarters, 4)
    after = values[min(place + 1, len(values) - 1)]
    fourfold = 4 * int(values[place]) + rest * (int(after) - int(values[place]))
    return (fourfold + 2) // 4


def in_order(values: pd.Series[Any]) -> Numbers:
    """Return whole numbers, the smallest first."""
    return np.sort(values.to_numpy(np.int64))
