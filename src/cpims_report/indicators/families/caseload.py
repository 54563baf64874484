"""CL: how many children and cases, and how the caseload moved through the year."""

from __future__ import annotations

import pandas as pd

from cpims_report.indicators.balance import balance
from cpims_report.indicators.comparison import compare
from cpims_report.indicators.count import counted
from cpims_report.indicators.plan import Plan
from cpims_report.indicators.populations import Caseload
from cpims_report.indicators.row import cells_of
from cpims_report.schema import TOTAL


def cl01_children_supported(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the distinct children with a spell that overlaps the year."""
    return counted(caseload, plan)


def cl02_new_cases(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the cases first opened in the year."""
    return counted(caseload, plan)


def cl03_cases_carried_over(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the cases open on 1 January that were opened before."""
    return counted(caseload, plan)


def cl04_cases_reopened(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the second and later spells opened in the year."""
    return counted(caseload, plan)


def cl05_cases_closed(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the spells closed in the year."""
    return counted(caseload, plan)


def cl06_cases_open_at_year_end(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the cases still open after 31 December."""
    return counted(caseload, plan)


def cl07_balance_check(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the one cell of the balance: zero, or InputRefused is raised."""
    left_over = balance(caseload).set_index("agency")["difference"]
    return cells_of([({}, int(left_over[TOTAL]), None)])


def cl08_change_since_last_year(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return this year's children against last year's: all members, constant panel, the rest."""
    return compare(caseload, plan)


def cl09_transfers(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the transfers of the year, to members and to others."""
    return counted(caseload, plan)


def cl10_agencies_per_child(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children by the number of agencies with an active case. CONFIDENTIAL."""
    return counted(caseload, plan)


def cl11_handed_on(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the transfers of the year after which another member went on with the case."""
    return counted(caseload, plan)
