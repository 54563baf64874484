"""CN: why children are supported."""

from __future__ import annotations

import pandas as pd

from cpims_report.indicators.count import count
from cpims_report.indicators.plan import Plan
from cpims_report.indicators.populations import Caseload


def cn01_primary_concern(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children supported by primary concern: one each, so shares add up to 100 %."""
    return count(caseload.supported, plan)


def cn02_any_concern(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children supported who have each concern at all.

    A child counts once for each of its concerns. `_T` is all children supported, `_U` those with
    no concern recorded, and the base the rest, each of them once.
    """
    return count(caseload.any_concern, plan)
