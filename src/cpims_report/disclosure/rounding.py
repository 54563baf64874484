"""The other way to protect: every count rounded to the nearest five, nothing suppressed."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.equations.registry import register
from cpims_report.disclosure.equations.relations import relate
from cpims_report.disclosure.equations.system import System
from cpims_report.disclosure.measures import SHARES, is_counted, measures
from cpims_report.disclosure.percents import percents
from cpims_report.disclosure.primary import SHOWN, find_primary
from cpims_report.suppression import find_rounded_intervals

STEP = 5


def rounded(exact: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the exact cells with values and bases to the nearest five, percents from these.

    Totals are rounded by themselves, so tables need not add up. Zero may be one or two.
    """
    kinds = measures(exact, settings)
    value, base = (nearest(exact[name]) for name in ("value", "base"))
    value = value.where(is_counted(exact, settings))
    counted = exact["status"].eq("exact")
    referred = exact["indicator"].map(
        {name: bool(entry.reference) for name, entry in settings.indicators.items()}
    )
    base = base.mask(referred & counted, exact["base"])
    return exact.assign(
        value=value,
        base=base,
        percent=percents(value, base, settings.policy).where(kinds.isin(SHARES)),
        status=exact["status"].mask(counted, "rounded"),
    )


def nearest(counts: pd.Series[int]) -> pd.Series[int]:
    """Return whole counts rounded to the nearest multiple of the step."""
    return (counts + STEP // 2) // STEP * STEP


def find_rounded_bounds(exact: pd.DataFrame, settings: Settings) -> tuple[System, pd.DataFrame]:
    """Return what a reader of rounded counts can say of each small one, and the system behind it.

    One row per count below its threshold, as `find_rounded_intervals` gives.
    """
    system = relate(register(exact, settings), settings)
    printed = ~system.latent
    found = find_rounded_intervals(
        system.equations,
        system.truth,
        printed,
        find_primary(system, settings).ne(SHOWN).to_numpy() & printed,
        STEP,
        float(settings.policy.rounded_width),
    )
    return system, found.rename(columns={"cell": "quantity"})
