"""The other way to protect: every count rounded to the nearest five, nothing suppressed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.attack import Attack
from cpims_report.disclosure.inner import prove
from cpims_report.disclosure.measures import SHARES, is_counted, measures
from cpims_report.disclosure.needs import Needs
from cpims_report.disclosure.percents import percents
from cpims_report.disclosure.primary import find_primary
from cpims_report.disclosure.proofs import Proofs
from cpims_report.disclosure.registry import register
from cpims_report.disclosure.relations import relate
from cpims_report.disclosure.system import System

STEP = 5
REACH = STEP // 2


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

    One row per count below its threshold, as `find_bounds` gives: every printed number is known to
    lie within two of what is printed, none is below zero, and all relations hold for the exact
    ones. Rounding itself leaves no more than five possible numbers; sums can leave fewer.
    """
    registry = register(exact, settings)
    system = relate(registry, settings)
    reasons = find_primary(system, settings)
    printed = system.quantities["printed"].to_numpy() > 0
    shown = nearest(system.quantities["value"]).to_numpy(dtype=float)
    least = np.where(printed, np.maximum(0.0, shown - REACH), 0.0)
    most = np.where(printed, shown + REACH, np.inf)
    must = reasons.ne("").to_numpy() & printed
    width = float(settings.policy.rounded_width)
    needs = Needs(system.truth, least, np.zeros(len(must)), must, width)
    everything = np.ones(len(must), dtype=bool)
    wide = replace(needs, width=2.0 * REACH)
    proofs = prove(system.equations, wide, everything, Proofs.none(len(must)), most)
    quantities = np.flatnonzero(must)
    low, high = needs.value[quantities] + np.array([proofs.fall, proofs.rise])[:, quantities]
    doubtful = ~needs.met(low, high, quantities)
    attack = Attack.on(system.equations, everything, needs.value, least, most)
    for place in np.flatnonzero(doubtful):
        low[place], high[place] = attack.bounds(int(quantities[place]))
    return system, pd.DataFrame(
        {
            "quantity": quantities,
            "low": low,
            "high": high,
            "exact": doubtful,
            "met": needs.met(low, high, quantities),
        }
    )
