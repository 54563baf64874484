"""What was asked of whom: fields that a source does not collect are neither known nor missing."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cpims_report.config import Settings
from cpims_report.indicators.coding import FIELDS, TOLD
from cpims_report.schema import NON_VALUES, NOT_APPLICABLE, NOT_COLLECTED

WHOLE = ("sex", "nationality", "governorate", "primary_concern")
"""Dimensions whose completeness is told."""

DERIVED = {
    "assessment": "assessment_time",
    "case_plan": "plan_time",
    "reunified": "reunified_in_year",
    "caseworker": "caseworker",
}
"""Columns of the cases and the lists that are made of them."""

OF_SEPARATED = ("care_arrangement", "separation_cause")
"""Key fields that are about unaccompanied and separated children alone."""

SEPARATED = ("unaccompanied", "separated")

KEPT = {
    "services_kept": "services",
    "followups_kept": "follow_up",
    "incidents_kept": "incidents",
    "transitions_kept": "transitions",
    "reopenings_kept": "reopenings",
}
"""Flags of the cases and the lists or tables for which they tell whether a source keeps them."""


def count_answers(cases: pd.DataFrame, spells: pd.DataFrame) -> pd.DataFrame:
    """Return for each agency and list how many were asked, and how many not for want of a field.

    Columns: (list, "asked") and (list, "silent"). Those to whom a field cannot apply are neither.
    """
    found: dict[tuple[str, str], pd.Series[bool]] = {}
    for column, name in {**{field: field for field in (*FIELDS, *WHOLE, *TOLD)}, **DERIVED}.items():
        found[name, "silent"] = cases[column].eq(NOT_COLLECTED)
        found[name, "asked"] = ~cases[column].isin([NOT_COLLECTED, NOT_APPLICABLE])
    for column, name in KEPT.items():
        found[name, "asked"] = cases[column].astype(bool)
        found[name, "silent"] = ~found[name, "asked"]
    found["entry_time", "asked"] = cases["created_date"].notna()
    found["entry_time", "silent"] = cases["created_date"].isna()
    by_case = pd.DataFrame(found).groupby(cases["agency"].to_numpy(), observed=True).sum()
    reason, precision = spells["close_reason"], spells["close_precision"]
    of_spells: dict[tuple[str, str], pd.Series[bool]] = {
        ("closure_reason", "asked"): ~reason.isin([NOT_COLLECTED, NOT_APPLICABLE]),
        ("closure_reason", "silent"): reason.eq(NOT_COLLECTED),
        ("duration_band", "asked"): precision.eq("day"),
        ("duration_band", "silent"): precision.eq("year"),
    }
    agencies = cases["agency"].take(spells["case"].to_numpy()).to_numpy()
    by_spell = pd.DataFrame(of_spells).groupby(agencies, observed=True).sum()
    return by_case.join(by_spell).fillna(0).astype(int)


def key_fields(cases: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return for each case and key field 1 where it is known, 0 where not, -1 where not asked."""
    found = {}
    for name in settings.lookups["key_field"]:
        if name == "age":
            found[name] = cases["age_reg"].notna().astype(np.int8)
            continue
        asked = ~cases[name].isin([NOT_COLLECTED, NOT_APPLICABLE])
        if name in OF_SEPARATED:
            asked &= cases["protection_status"].isin(SEPARATED)
        found[name] = (~cases[name].isin(NON_VALUES)).astype(np.int8).where(asked, -1)
    return pd.DataFrame(found, index=cases.index)
