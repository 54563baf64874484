"""DQ: how good the records are."""

from __future__ import annotations

import pandas as pd

from cpims_report.indicators.plan import Plan
from cpims_report.indicators.populations import Caseload
from cpims_report.indicators.row import cells_of
from cpims_report.schema import TOTAL


def dq01_completeness(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the active cases in which each key field is known; base: those asked."""
    rows = caseload.population(plan.entry.population).rows
    fields = caseload.tables.fields.iloc[rows]
    asked = {name: int(fields[name].ge(0).sum()) for name in plan.dimensions["category"].codes}
    return cells_of(
        ({"category": name}, int(fields[name].eq(1).sum()), base)
        if base or caseload.asks(name)
        else ({"category": name}, None, None)
        for name, base in asked.items()
    )


def dq07_things_found_by_rule(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return what was found when reading the files by rule; rules that found any. CONFIDENTIAL."""
    rules = caseload.population(plan.entry.population).column("rule")
    found = rules.value_counts(sort=False)
    return cells_of(
        ({"category": rule}, int(number), len(rules) if rule != TOTAL else None)
        for rule, number in {**found[found.gt(0)], TOTAL: len(rules)}.items()
    )
