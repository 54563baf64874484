"""A year against the one before: all members, and the agencies that were there in both years."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from cpims_report.indicators.count import Counts, tally
from cpims_report.indicators.layout import in_order, is_listed, margin_keys
from cpims_report.indicators.plan import Margin, Plan
from cpims_report.indicators.population import Chosen
from cpims_report.indicators.populations import Caseload
from cpims_report.indicators.row import Row, cells_of
from cpims_report.schema import DIMENSIONS


def compare(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children supported this year and last, and the parts of the change.

    Without last year's caseload all but this year's children are not collected.
    """
    codes = plan.dimensions["category"].codes
    rows = [
        row
        for breakdown in plan.entry.breakdowns
        for row in table(caseload, tuple(plan.dimensions[name] for name in breakdown[:-1]), codes)
    ]
    listed = {key: row for row in rows if is_listed(plan, key := tuple(row[0].values()))}
    return cells_of(listed[key] for key in in_order(plan, list(listed)))


def table(caseload: Caseload, held: Margin, codes: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows of one breakdown: each held cell with every code of the comparison."""
    counts = {name: values.ravel() for name, values in terms(caseload, held).items()}
    for place, key in enumerate(margin_keys(held)):
        cell = dict(zip(DIMENSIONS, key, strict=True))
        for code in codes:
            value = int(counts[code][place]) if code in counts else None
            yield {**cell, "category": code}, value, None


def terms(caseload: Caseload, held: Margin) -> dict[str, Counts]:
    """Return the terms of the comparison that can be counted."""
    current = tally(caseload.population("supported"), held)
    if caseload.before is None:
        return {"current": current}
    panel = caseload.reporting & caseload.before.reporting
    previous = tally(caseload.before.population("supported"), held)
    current_panel, previous_panel = (
        tally(year.population("supported"), held, supported_by(year, panel))
        for year in (caseload, caseload.before)
    )
    return {
        "previous": previous,
        "current": current,
        "previous_panel": previous_panel,
        "current_panel": current_panel,
        "joined": current - current_panel,
        "left": previous - previous_panel,
        "change": current - previous,
        "growth": current_panel - previous_panel,
    }


def supported_by(caseload: Caseload, agencies: set[str]) -> Chosen:
    """Return which children supported have an active case of one of the agencies."""
    of_panel = caseload.tables.cases["agency"].isin(list(agencies)).to_numpy()
    found: Chosen = caseload.children.union(of_panel.astype(np.int64)) != 0
    return found
