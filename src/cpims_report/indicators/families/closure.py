"""CS: why cases were closed."""

from __future__ import annotations

import pandas as pd

from cpims_report.indicators.count import count
from cpims_report.indicators.plan import Plan
from cpims_report.indicators.populations import Caseload


def cs01_closure_reason(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the spells closed in the year by the reason of that closure."""
    return count(caseload.closed, plan)
