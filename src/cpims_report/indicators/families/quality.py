"""DQ: how good the records are."""

from __future__ import annotations

import pandas as pd

from cpims_report.indicators.count import counted
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


def dq02_time_to_entry(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the new cases by how soon they were entered, of sources that keep the day."""
    return counted(caseload, plan)


def dq03_precision_of_age(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the children supported by how well their age is known."""
    return counted(caseload, plan)


def dq04_things_found(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return what was found when reading the files by what was done about it."""
    return counted(caseload, plan)


def dq05_records_left_out(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the records received by the step at which they left, if any."""
    return counted(caseload, plan)


def dq07_things_found_by_rule(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return what was found when reading the files by rule; rules that found any. CONFIDENTIAL."""
    rules = caseload.population(plan.entry.population).column("rule")
    found = rules.value_counts(sort=False)
    return cells_of(
        ({"category": rule}, int(number), len(rules) if rule != TOTAL else None)
        for rule, number in {**found[found.gt(0)], TOTAL: len(rules)}.items()
    )
