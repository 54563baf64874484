"""SV: services that children received, and what became of referrals."""

from __future__ import annotations

import pandas as pd

from cpims_report.indicators.plan import Plan
from cpims_report.indicators.populations import Caseload
from cpims_report.indicators.row import cells_of, in_order, quantile
from cpims_report.schema import TOTAL


def sv03_days_to_delivery(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the median days from plan to delivery of delivered referrals, by service and at all.

    Referrals for an unknown service are in the whole alone.
    """
    population = caseload.population(plan.entry.population)
    days, types = population.column("days"), population.codes("service_type")
    of_type = enumerate(plan.dimensions["category"].codes)
    groups = {code: in_order(days[types == place]) for place, code in of_type}
    return cells_of(
        (
            ({"category": code}, quantile(group, 2), len(group) or None)
            for code, group in {**groups, TOTAL: in_order(days)}.items()
        ),
        "not_applicable",
    )
