"""CN: why children are supported."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from cpims_report.indicators.plan import Plan
from cpims_report.indicators.populations import Caseload
from cpims_report.indicators.row import cells_of


def cn06_concerns_together(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children with both concerns of each pair; base: with any. CONFIDENTIAL."""
    population = caseload.population(plan.entry.population)
    codes = plan.dimensions["concern"].codes
    met, times = np.unique(population.several["primary_concern"], return_counts=True)
    base = int(times[met != 0].sum())
    pairs = (
        (1 << one | 1 << two, codes[one], codes[two])
        for one, two in combinations(range(len(codes)), 2)
    )
    return cells_of(
        ({"concern": one, "category": two}, int(times[met & both == both].sum()), base)
        for both, one, two in pairs
    )
