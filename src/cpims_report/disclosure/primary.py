"""Which quantities are too small to show, by the policy's thresholds."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.measures import sensitive_codes
from cpims_report.disclosure.registry import KNOWN, SLACK
from cpims_report.disclosure.system import System
from cpims_report.schema import DIMENSIONS, TOTAL, UNKNOWN_CELL

SMALL, SENSITIVE, UNIFORM, COMPLEMENT, SHOWN = "small", "sensitive", "uniform", "complement", ""
REVISED, DOMINATED, WITHHELD = "revised", "dominated", "withheld before"
"""Why a quantity is hidden: under the threshold, under the sensitive one, everyone of a sensitive
row in one category, or to cover another; because it differs by few from what an earlier edition
shows, or is nearly all one agency's, or was hidden last year; shown otherwise."""


def find_primary(system: System, settings: Settings) -> pd.Series[str]:
    """Return the reason for which each quantity must be hidden, `SHOWN` where there is none.

    Counts from 1 to below their threshold. Zeros are shown, unless everyone of a sensitive row is
    in one other category.
    """
    quantities = system.quantities
    limits = thresholds(system, settings)
    small = quantities["value"].between(1, limits - 1) & ~is_exempt(quantities, settings)
    ordinary = quantities["value"].lt(settings.policy.threshold)
    reasons = pd.Series(SHOWN, index=quantities.index).mask(small, SENSITIVE)
    return reasons.mask(small & ordinary, SMALL).mask(
        quantities.index.isin(system.uniform) & ~small, UNIFORM
    )


def is_exempt(quantities: pd.DataFrame, settings: Settings) -> pd.Series[bool]:
    """Return where no threshold holds: slacks, and unknowns that the policy does not list.

    That a child's sex was not recorded is no trait by which the child can be sought.
    """
    unlisted = [
        quantities[name].str.endswith(UNKNOWN_CELL) for name in settings.policy.unlisted_unknown
    ]
    return pd.concat([quantities["role"].eq(SLACK), *unlisted], axis=1).any(axis=1)


def thresholds(system: System, settings: Settings) -> pd.Series[int]:
    """Return the smallest count that may be shown, per quantity."""
    policy = settings.policy
    sensitive = is_sensitive(system.quantities, settings)
    return sensitive.map({True: policy.sensitive_threshold, False: policy.threshold}).astype(int)


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
