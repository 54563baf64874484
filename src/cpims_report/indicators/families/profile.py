"""PR: who the children are, each described by its earliest-registered active case."""

from __future__ import annotations

import pandas as pd

from cpims_report.indicators.count import counted
from cpims_report.indicators.plan import Plan
from cpims_report.indicators.populations import Caseload


def pr01_sex(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children supported by sex."""
    return counted(caseload, plan)


def pr02_age(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children supported by age at registration."""
    return counted(caseload, plan)


def pr03_nationality(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children supported by nationality group."""
    return counted(caseload, plan)


def pr04_place(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children supported by place; camps are part of their governorates."""
    return counted(caseload, plan)


def pr05_site(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children supported in camps and in host communities."""
    return counted(caseload, plan)


def pr06_disability(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children supported by disability, of sources that record it."""
    return counted(caseload, plan)


def pr07_displacement_status(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children supported by displacement status, of sources that record it."""
    return counted(caseload, plan)


def pr08_source_of_identification(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the new cases by who brought the child to the agency's attention."""
    return counted(caseload, plan)
