"""BI: the best interests procedure for refugee children at risk."""

from __future__ import annotations

import pandas as pd

from cpims_report.indicators.count import counted
from cpims_report.indicators.plan import Plan
from cpims_report.indicators.populations import Caseload


def bi01_assessment(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the refugee children at risk by best interests assessment."""
    return counted(caseload, plan)


def bi02_determination(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the refugee children at risk by best interests determination."""
    return counted(caseload, plan)


def bi03_outcome(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the refugee children with a decided determination by what was decided."""
    return counted(caseload, plan)
