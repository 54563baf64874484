"""CS: why cases were closed."""

from __future__ import annotations

import pandas as pd

from cpims_report.indicators.count import counted
from cpims_report.indicators.plan import Plan
from cpims_report.indicators.populations import Caseload


def cs01_closure_reason(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the spells closed in the year by the reason of that closure."""
    return counted(caseload, plan)


def cs02_kind_of_ending(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the spells closed in the year by kind of ending."""
    return counted(caseload, plan)


def cs03_lost_or_declined(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the spells closed because contact was lost or services were declined."""
    return counted(caseload, plan)
