"""The proof: what an attacker can say of each hidden quantity, computed from what is published."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cpims_report.disclosure.attack import Attack
from cpims_report.disclosure.inner import met, prove
from cpims_report.disclosure.needs import Needs
from cpims_report.disclosure.proofs import Proofs
from cpims_report.disclosure.registry import Registry, key_words
from cpims_report.disclosure.system import Flags, System
from cpims_report.errors import Problem

TOO_NARROW = "GATE-NARROW"
EXACT = 300
"""So many intervals, the narrowest, are computed exactly; all others are proved to be at least as
wide as stated."""


def find_bounds(
    system: System,
    needs: Needs,
    hidden: Flags,
    exactly: int = EXACT,
    proofs: Proofs | None = None,
) -> pd.DataFrame:
    """Return the attacker's interval of every hidden quantity that needs cover.

    One row per quantity: `quantity`, `low`, `high` (whole numbers, `inf` where unbounded), `exact`
    and `met`, whether the interval is as wide as the policy asks. Over all relations of the
    edition. Alternatives found in bulk prove most intervals wide enough: these are at least as
    wide as stated. All others, and the `exactly` narrowest, are exact, by two optimisations each.
    `proofs` that the search for covers found are looked at anew before they count.
    """
    proofs = Proofs.none(len(hidden)) if proofs is None else proofs
    proofs = proofs.holding(system.matrix, hidden, needs.least - needs.value)
    proofs = prove(system.equations, needs, hidden, proofs)
    quantities = np.flatnonzero(hidden & needs.must)
    low, high = needs.value[quantities] + np.array([proofs.fall, proofs.rise])[:, quantities]
    doubtful = ~met(needs, proofs)[quantities]
    doubtful[np.argsort(high - low, kind="stable")[:exactly]] = True
    attack = Attack.on(system.equations, hidden, needs.value, needs.least)
    for place in np.flatnonzero(doubtful):
        low[place], high[place] = attack.bounds(int(quantities[place]))
    return pd.DataFrame(
        {
            "quantity": quantities,
            "low": low,
            "high": high,
            "exact": doubtful,
            "met": needs.met(low, high, quantities),
        }
    )


def find_hidden(
    published: pd.DataFrame, registry: Registry, system: System, flagged: Flags
) -> Flags:
    """Return what is hidden once the published rows are read, whatever was meant to be.

    A quantity printed in any row is known. So is one that was not meant to be hidden, even if the
    rows that would print it are.
    """
    shown_values = registry.cells.loc[published["value"].notna().to_numpy(), "value_id"]
    shown_bases = registry.cells.loc[published["base"].notna().to_numpy(), "base_id"]
    shown = pd.concat([shown_values, shown_bases])
    hidden = flagged.copy()
    hidden[shown[shown.ge(0)].to_numpy()] = False
    return hidden


def find_problems(system: System, bounds: pd.DataFrame) -> list[Problem]:
    """Return a problem for each quantity that can be bounded too narrowly, without its value."""
    keys = system.quantities.loc[bounds.loc[~bounds["met"], "quantity"]]
    return [
        Problem(TOO_NARROW, f"A suppressed number can be worked out too closely: {words}.")
        for words in key_words(keys)
    ]


def summarise(
    published: pd.DataFrame, bounds: pd.DataFrame, roll: pd.DataFrame
) -> dict[str, object]:
    """Return what the seal says of the audit: counts, and the narrowest interval left."""
    width = (bounds["high"] - bounds["low"]).min()
    primary = roll["what"].eq("value") & roll["reason"].ne("complement")
    secondary = roll["what"].eq("value") & roll["reason"].eq("complement")
    return {
        "passed": bool(bounds["met"].all()),
        "cells": len(published),
        "suppressed_primary": int(primary.sum()),
        "suppressed_secondary": int(secondary.sum()),
        "suppressed_bases": int(roll["what"].eq("base").sum()),
        "audited_quantities": len(bounds),
        "narrowest_interval": int(width) if len(bounds) and np.isfinite(width) else None,
    }
