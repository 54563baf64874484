"""CL: how many children and cases, and how the caseload moved through the year."""

from __future__ import annotations

import pandas as pd

from cpims_report.indicators.balance import balance
from cpims_report.indicators.count import count
from cpims_report.indicators.plan import Plan
from cpims_report.indicators.populations import Caseload
from cpims_report.schema import DIMENSIONS, TOTAL


def cl01_children_supported(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the distinct children with a spell that overlaps the year."""
    return count(caseload.supported, plan)


def cl02_new_cases(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the cases first opened in the year."""
    return count(caseload.new, plan)


def cl03_cases_carried_over(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the cases open on 1 January that were opened before."""
    return count(caseload.carried_over, plan)


def cl04_cases_reopened(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the second and later spells opened in the year."""
    return count(caseload.reopened, plan)


def cl05_cases_closed(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the spells closed in the year."""
    return count(caseload.closed, plan)


def cl06_cases_open_at_year_end(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the cases still open after 31 December."""
    return count(caseload.open_end, plan)


def cl07_balance_check(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the one cell of the balance: zero, or InputRefused is raised."""
    left_over = balance(caseload).set_index("agency").loc[[TOTAL], "difference"]
    return pd.DataFrame(
        {
            **dict.fromkeys(DIMENSIONS, TOTAL),
            "value": left_over.astype("Int64"),
            "base": pd.Series(pd.NA, index=left_over.index, dtype="Int64"),
        }
    )
