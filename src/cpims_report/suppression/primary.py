"""Primary suppression: which cells are too small, or too much one contributor's, to be shown."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cpims_report.suppression.equations import Flags, Floats


def find_small(values: Floats, thresholds: Floats | float) -> Flags:
    """Return which cells are from 1 to below their threshold. Zeros may be shown."""
    small: Flags = (values >= 1) & (values < thresholds)
    return small


def find_dominated(own: pd.DataFrame, truth: Floats, share: float) -> pd.Series[bool]:
    """Return the cells of just two contributors of which one has more than a share."""
    counts = np.nan_to_num(own.to_numpy(dtype=float))
    present = (counts > 0).sum(axis=0)
    largest = counts.max(axis=0, initial=0.0)
    return pd.Series((present == 2) & (largest > share * truth) & (truth > 0))
