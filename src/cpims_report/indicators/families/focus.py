"""FL and FD: what members that ask tell of children in labour, and of how children function."""

from __future__ import annotations

import pandas as pd

from cpims_report.indicators.count import counted
from cpims_report.indicators.plan import Plan
from cpims_report.indicators.populations import Caseload


def fl01_forms_of_labour(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children in labour by its form, worst forms first."""
    return counted(caseload, plan)


def fl02_kind_of_work(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children in labour under each kind of work that any case has."""
    return counted(caseload, plan)


def fl03_hours_of_work(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children in labour by hours of work a week."""
    return counted(caseload, plan)


def fl04_hazards_of_work(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children in labour by whether any case records a hazard."""
    return counted(caseload, plan)


def fl05_kinds_of_hazard(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children with a hazard of work under each kind of it."""
    return counted(caseload, plan)


def fl06_schooling(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children in labour by schooling."""
    return counted(caseload, plan)


def fd01_functioning(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children supported by the greatest difficulty in any of six domains."""
    return counted(caseload, plan)


def fd02_domains_of_difficulty(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children with a lot of difficulty under each domain of it."""
    return counted(caseload, plan)
