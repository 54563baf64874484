"""CN: why children are supported."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from cpims_report.indicators.count import counted
from cpims_report.indicators.plan import Plan
from cpims_report.indicators.populations import Caseload
from cpims_report.indicators.row import cells_of


def cn01_primary_concern(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children supported by primary concern: one each, so shares add up to 100 %."""
    return counted(caseload, plan)


def cn02_any_concern(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children supported who have each concern at all.

    A child counts once for each of its concerns. `_T` is all children supported, `_U` those with
    no concern recorded, and the base the rest, each of them once.
    """
    return counted(caseload, plan)


def cn03_concerns_per_child(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children supported by how many concerns their active cases record."""
    return counted(caseload, plan)


def cn04_concerns_in_focus(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return what CN02 does for a few concerns, broken down further."""
    return counted(caseload, plan)


def cn05_type_of_violence(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children with an incident, under each type that any of them has."""
    return counted(caseload, plan)


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


def cn07_place_of_violence(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children with an incident, under each kind of place of any of them."""
    return counted(caseload, plan)


def cn08_perpetrator(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children with an incident, under each relation of a perpetrator to them."""
    return counted(caseload, plan)
