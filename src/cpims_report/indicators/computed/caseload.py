"""CL: how many children and cases, and how the caseload moved through the year."""

from __future__ import annotations

import pandas as pd

from cpims_report.indicators.balance import balance
from cpims_report.indicators.comparison import compare
from cpims_report.indicators.plan import Plan
from cpims_report.indicators.populations import Caseload
from cpims_report.indicators.row import cells_of
from cpims_report.schema import TOTAL


def cl07_balance_check(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the one cell of the balance: zero, or InputRefused is raised."""
    left_over = balance(caseload).set_index("agency")["difference"]
    return cells_of([({}, int(left_over[TOTAL]), None)])


def cl08_change_since_last_year(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return this year's children against last year's: all members, constant panel, the rest."""
    return compare(caseload, plan)
