"""UA: children separated from their families."""

from __future__ import annotations

import pandas as pd

from cpims_report.indicators.count import count
from cpims_report.indicators.plan import Plan
from cpims_report.indicators.populations import Caseload


def ua01_unaccompanied_and_separated(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children supported by separation status."""
    return count(caseload.supported, plan)
