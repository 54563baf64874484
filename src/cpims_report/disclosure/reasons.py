"""The checker's roll of suppressed numbers. CONFIDENTIAL."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cpims_report.disclosure.equations.registry import Registry
from cpims_report.disclosure.primary import COMPLEMENT, SHOWN
from cpims_report.schema import CELL_KEY
from cpims_report.suppression import Flags


def enrol(
    registry: Registry,
    reasons: pd.Series[str],
    hidden: Flags,
    bounds: pd.DataFrame,
    derived: pd.Series[str],
) -> pd.DataFrame:
    """Return the checker's roll: every suppressed value or base, why, and how well it is hidden."""
    cells = registry.cells
    gone = flagged_rows(cells["value_id"], hidden)
    rows = [
        cells.assign(what="value", quantity=cells["value_id"])[gone],
        cells.assign(what="base", quantity=cells["base_id"])[
            flagged_rows(cells["base_id"], hidden) & ~gone
        ],
    ]
    others = cells.assign(what="value", reason=derived, exact=True)[derived.ne("").to_numpy()]
    known = bounds[["quantity", "low", "high", "exact"]]
    found = pd.concat(rows).merge(known, on="quantity", how="left")
    found = found.assign(reason=found["quantity"].map(reasons).replace(SHOWN, COMPLEMENT))
    if len(others):
        found = pd.concat([found, others], ignore_index=True)
    return (
        found.replace({"high": {np.inf: np.nan}})
        .sort_values([*CELL_KEY, "what"], key=lambda codes: codes.astype(str))
        .reset_index(drop=True)[[*CELL_KEY, "what", "reason", "low", "high", "exact"]]
    )


def flagged_rows(ids: pd.Series[int], flags: Flags) -> pd.Series[bool]:
    """Return the rows whose quantity is flagged; rows without one are not."""
    return pd.Series(ids.ge(0).to_numpy() & flags[ids.clip(lower=0).to_numpy()], index=ids.index)
