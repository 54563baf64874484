"""Rounding instead of suppression: what a reader of rounded cells can still say of each."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from cpims_report.suppression.audit import state_intervals
from cpims_report.suppression.equations import Equations, Flags, Floats
from cpims_report.suppression.feasibility import Attack
from cpims_report.suppression.inner_bounds import prove
from cpims_report.suppression.proofs import Proofs
from cpims_report.suppression.protection_levels import ProtectionLevels


def find_rounded_intervals(
    equations: Equations, values: Floats, printed: Flags, must: Flags, step: int, width: float
) -> pd.DataFrame:
    """Return the feasibility interval of each cell that must be protected, all being rounded.

    Rows as `find_intervals` gives. Every printed cell is known to lie within half a step of what is
    printed, none is below zero, and the equations hold for the exact values. Rounding itself leaves
    no more than `step` possible numbers; sums can leave fewer.
    """
    reach = step // 2
    shown = np.floor((values + reach) / step) * step
    least = np.where(printed, np.maximum(0.0, shown - reach), 0.0)
    most = np.where(printed, shown + reach, np.inf)
    levels = ProtectionLevels(values, least, np.zeros(len(must)), must, width)
    everything = np.ones(len(must), dtype=bool)
    wide = replace(levels, width=2.0 * reach)
    proofs = prove(equations, wide, everything, Proofs.none(len(must)), most)
    attack = Attack.on(equations, everything, values, least, most)
    return state_intervals(attack, levels, np.flatnonzero(must), proofs, exactly=0)
