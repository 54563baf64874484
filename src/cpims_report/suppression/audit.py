"""The audit: the feasibility interval of each suppressed cell, from what is published alone."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cpims_report.suppression.equations import Equations, Flags, Numbers
from cpims_report.suppression.feasibility import Attack
from cpims_report.suppression.inner_bounds import prove
from cpims_report.suppression.proofs import Proofs
from cpims_report.suppression.protection_levels import ProtectionLevels

EXACT = 300
"""So many intervals, the narrowest, are computed exactly; all others are proved to be at least as
wide as stated."""


def find_intervals(
    equations: Equations,
    levels: ProtectionLevels,
    hidden: Flags,
    exactly: int = EXACT,
    proofs: Proofs | None = None,
) -> pd.DataFrame:
    """Return the attacker's feasibility interval of every hidden cell that must be protected.

    One row per cell: `cell`, `low`, `high` (whole numbers, `inf` where unbounded), `exact` and
    `met`, whether the interval is as wide as its protection levels. Over all equations together.
    Alternatives found in bulk prove most intervals wide enough: these are at least as wide as
    stated. All others, and the `exactly` narrowest, are exact, by two optimisations each. `proofs`
    that the search for a pattern found are looked at anew before they count.
    """
    proofs = Proofs.none(len(hidden)) if proofs is None else proofs
    proofs = proofs.holding(equations.matrix, hidden, levels.least - levels.value)
    proofs = prove(equations, levels, hidden, proofs)
    attack = Attack.on(equations, hidden, levels.value, levels.least)
    return state_intervals(attack, levels, np.flatnonzero(hidden & levels.must), proofs, exactly)


def state_intervals(
    attack: Attack, levels: ProtectionLevels, cells: Numbers, proofs: Proofs, exactly: int
) -> pd.DataFrame:
    """Return the interval of each of some cells as proofs bound it, or exact; see `find_intervals`.

    Exact are those that the proofs leave too narrow, and the `exactly` narrowest.
    """
    low, high = levels.value[cells] + np.array([proofs.fall, proofs.rise])[:, cells]
    doubtful = ~levels.met(low, high, cells)
    doubtful[np.argsort(high - low, kind="stable")[:exactly]] = True
    for place in np.flatnonzero(doubtful):
        low[place], high[place] = attack.bounds(int(cells[place]))
    return pd.DataFrame(
        {
            "cell": cells,
            "low": low,
            "high": high,
            "exact": doubtful,
            "met": levels.met(low, high, cells),
        }
    )
