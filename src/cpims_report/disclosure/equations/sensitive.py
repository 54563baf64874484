"""Which numbers are sensitive, and how far a number is broken down."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.equations.registry import KNOWN
from cpims_report.disclosure.measures import sensitive_codes
from cpims_report.schema import DIMENSIONS, TOTAL, UNKNOWN_CELL


def is_sensitive(quantities: pd.DataFrame, settings: Settings) -> pd.Series[bool]:
    """Return where the sensitive threshold holds.

    Concerns that are always sensitive, or sensitive below national level; sensitive closure
    reasons; indicators marked so; tables of three dimensions; rare nationalities in cross tables.
    """
    policy = settings.policy
    concerns = settings.concerns.concerns
    always = [name for name, one in concerns.items() if one.sensitivity == "always"]
    always += [
        family
        for family in settings.concerns.families
        if all(one.sensitivity == "always" for one in concerns.values() if one.family == family)
    ]
    by_area = [name for name, one in concerns.items() if one.sensitivity == "area"]
    codes = {
        *(f"closure_reason:{reason}" for reason in policy.sensitive_closure_reasons),
        *sensitive_codes(settings),
    }
    marked = {entry.population for entry in settings.indicators.values() if entry.sensitive}
    crossed = crossing(quantities)
    rare = ~quantities["nationality"].isin(
        [*policy.main_nationalities, *policy.nationality_groups, TOTAL, UNKNOWN_CELL, KNOWN]
    )
    return (
        quantities["concern"].isin(always)
        | (quantities["concern"].isin(by_area) & quantities["place"].ne(TOTAL))
        | quantities["category"].isin(codes)
        | quantities["population"].isin(marked)
        | crossed.ge(3)
        | (rare & crossed.ge(2))
    )


def crossing(quantities: pd.DataFrame) -> pd.Series[int]:
    """Return by how many dimensions a quantity is broken down."""
    used = quantities[list(DIMENSIONS)].apply(
        lambda codes: codes.ne(TOTAL) & ~codes.str.endswith(KNOWN)
    )
    depth: pd.Series[int] = used.sum(axis=1)
    return depth
