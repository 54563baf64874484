"""UA: children separated from their families."""

from __future__ import annotations

import pandas as pd

from cpims_report.indicators.count import counted
from cpims_report.indicators.plan import Plan
from cpims_report.indicators.populations import Caseload


def ua01_unaccompanied_and_separated(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children supported by separation status."""
    return counted(caseload, plan)


def ua02_care_arrangement(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the unaccompanied and separated children by current care."""
    return counted(caseload, plan)


def ua03_cause_of_separation(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the unaccompanied and separated children by cause of separation."""
    return counted(caseload, plan)


def ua04_reunification(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the unaccompanied children by whether they were reunified in the year."""
    return counted(caseload, plan)


def ua05_groups_of_care(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the unaccompanied and separated children by kind of care."""
    return counted(caseload, plan)
