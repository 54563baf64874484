"""Every published number that changed, with how large and how unusual the change is.

The rule is plain. A change is measured by what is usual for its series: the middle (median) of its
changes from year to year in earlier editions, and no less than the play of chance of two counts,
the square root of their sum. 1 is an ordinary change; from `NOTABLE` on a reader should ask why.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from cpims_report.report.sealed import Sealed
from cpims_report.schema import DIMENSIONS

NOTABLE = 3.0
SERIES = ["indicator", *DIMENSIONS]
SHOWN = ("published", "rounded")
NOT_COUNTED = ("median", "quartiles")
"""Measures whose values are no counts: days, for which chance has no square root."""


def changed_numbers(old: Sealed, new: Sealed, earlier: Sequence[Sealed]) -> pd.DataFrame:
    """Return the cells that differ, the most unusual first, then the largest.

    Columns: `SERIES`; value, base, percent and status with `_old` and `_new`; `change` in units;
    `size`, its amount; `unusual`, as many times as usual. A number that the newer of two editions
    of one year withholds is not shown again: it was taken away to protect children.
    """
    kept = [*SERIES, "value", "base", "percent", "status"]
    both = old.cells[kept].merge(
        new.cells[kept], on=SERIES, how="outer", suffixes=("_old", "_new"), validate="1:1"
    )
    if old.year == new.year:
        withheld = both["status_new"].eq("suppressed")
        both.loc[withheld, ["value_old", "base_old", "percent_old"]] = pd.NA
    differs = pd.concat(
        [
            both[f"{name}_old"].fillna(-1).ne(both[f"{name}_new"].fillna(-1))
            for name in ("value", "base", "percent")
        ]
        + [both["status_old"].astype(str).ne(both["status_new"].astype(str))],
        axis=1,
    ).any(axis=1)
    found = both[differs].assign(change=lambda frame: frame["value_new"] - frame["value_old"])
    series = pd.MultiIndex.from_frame(found[SERIES])
    usual = pd.Series(usual_changes(earlier).reindex(series).to_numpy(float), index=found.index)
    counts = (found["value_old"].abs() + found["value_new"].abs()).astype("float64")
    counted = ~found["indicator"].map(measure_of(new)).isin(NOT_COUNTED)
    chance = pd.Series(np.sqrt(counts), index=found.index).where(counted, 1.0).clip(lower=1.0)
    yardstick = pd.concat([usual, chance], axis=1).max(axis=1).where(counts.notna())
    return (
        found.assign(
            size=lambda frame: frame["change"].abs(),
            unusual=lambda frame: frame["size"].astype("float64") / yardstick,
        )
        .sort_values(["unusual", "size", *SERIES], ascending=[False, False, *[True] * len(SERIES)])
        .reset_index(drop=True)
    )


def usual_changes(earlier: Sequence[Sealed]) -> pd.Series:
    """Return the median change from year to year of each series, over earlier editions."""
    moved = []
    by_year = {each.year: each.cells.set_index(SERIES)["value"].dropna() for each in earlier}
    for year, values in by_year.items():
        if year - 1 in by_year:
            moved.append((values - by_year[year - 1]).abs().dropna())
    if not moved:
        return pd.Series(dtype="float64", index=pd.MultiIndex.from_tuples([], names=SERIES))
    return pd.concat(moved).astype("float64").groupby(level=SERIES).median()


def measure_of(sealed: Sealed) -> dict[str, str]:
    """Return indicator -> what its values are."""
    return {name: str(each["measure"]) for name, each in sealed.about["indicators"].items()}
