"""CM: how cases are worked on, and for how long."""

from __future__ import annotations

import pandas as pd

from cpims_report.indicators.plan import Plan
from cpims_report.indicators.populations import Caseload
from cpims_report.indicators.row import cells_of, in_order, quantile


def cm04_caseload_of_a_caseworker(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the median of open cases a caseworker at year end; base: workers. CONFIDENTIAL."""
    workers = caseload.population("workers").column("caseworker")
    loads = in_order(workers[workers.ge(0)].value_counts())
    return cells_of([({}, quantile(loads, 2), len(loads) or None)], "not_applicable")


def cm06_quartiles_of_days_open(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return quartiles of the days that spells closed on a known day were open."""
    days = in_order(caseload.population(plan.entry.population).column("days"))
    quarters = enumerate(plan.dimensions["category"].codes, start=1)
    return cells_of(
        [
            ({"category": code}, quantile(days, number), len(days) or None)
            for number, code in quarters
        ],
        "not_applicable",
    )
