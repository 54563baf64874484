"""Which records are not in the year's report, and the waterfall that counts them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from cpims_report.records.rules import Context, rules_of

RECEIVED = "received"
STEPS = (
    "exact_duplicates",
    "disabled",
    "status_duplicate",
    "no_consent",
    "late_entry",
    "after_year",
    "adult_at_registration",
    "closed_before_year",
)
"""In order: a record is counted at the first step that excludes it."""


def find_excluded(records: pd.DataFrame, context: Context, steps: Iterable[str]) -> pd.Series:
    """Return the step at which each record leaves, empty for those that stay in the report."""
    left = pd.Series("", index=records.index, dtype="str")
    for step in steps:
        for rule in rules_of(step):
            found = rule.find(records, context).fillna(False).astype("bool")
            left = left.mask(found & (left == ""), step)
    return left


def count_waterfall(agencies: pd.Series, left: pd.Series, order: Iterable[str]) -> pd.DataFrame:
    """Return the records of each agency left after each step: agency, step, records."""
    dropped = pd.crosstab(agencies, left).reindex(
        index=list(order), columns=list(STEPS), fill_value=0
    )
    received = agencies.value_counts().reindex(list(order), fill_value=0)
    kept = (-dropped.cumsum(axis=1)).add(received, axis=0)
    kept.insert(0, RECEIVED, received)
    rows = kept.rename_axis(index="agency", columns="step").reset_index()
    table = rows.melt("agency", var_name="step", value_name="records", ignore_index=False)
    ordered = table.sort_index(kind="stable").reset_index(drop=True)
    return ordered.astype({"agency": "str", "step": "str"})
