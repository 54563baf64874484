"""PR: who the children supported are, each described by its earliest-registered case."""

from __future__ import annotations

import pandas as pd

from cpims_report.indicators.count import count
from cpims_report.indicators.plan import Plan
from cpims_report.indicators.populations import Caseload


def pr01_sex(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children supported by sex."""
    return count(caseload.supported, plan)


def pr02_age(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children supported by age at registration."""
    return count(caseload.supported, plan)


def pr03_nationality(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children supported by nationality group."""
    return count(caseload.supported, plan)


def pr04_place(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children supported by place; camps are part of their governorates."""
    return count(caseload.supported, plan)


def pr05_site(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children supported in camps and in host communities."""
    return count(caseload.supported, plan)
