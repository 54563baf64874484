"""Which quantities are too small to show, by the policy's thresholds."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.equations.registry import SLACK
from cpims_report.disclosure.equations.sensitive import is_sensitive
from cpims_report.disclosure.equations.system import System
from cpims_report.schema import UNKNOWN_CELL
from cpims_report.suppression import find_small

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
    below = find_small(system.truth, np.asarray(limits, dtype=np.float64))
    small = below & ~is_exempt(quantities, settings)
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
