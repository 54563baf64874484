"""RK: how much at risk the children of the active cases are."""

from __future__ import annotations

import pandas as pd

from cpims_report.indicators.count import counted
from cpims_report.indicators.plan import Plan
from cpims_report.indicators.populations import Caseload


def rk01_risk_level(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the active cases by risk level, of sources that record it."""
    return counted(caseload, plan)
