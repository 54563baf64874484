"""What the report loses when a number is hidden."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from cpims_report.disclosure.equations.registry import BASE
from cpims_report.disclosure.equations.system import System
from cpims_report.schema import DIMENSIONS, TOTAL, UNKNOWN_CELL
from cpims_report.suppression import Floats

TOTALS = (400.0, 15.0, 1.0)
"""Loss of a grand total, of a one-way cell, and of any cell of a cross table."""
UNKNOWNS, REGIONS, BASES, MULTIPLE, ZEROS = 0.4, 3.0, 2.0, 0.1, 25.0
"""Unknowns go first; a region is worth three governorates, a base two cells for its percents, but
less where these add up to more than 100; a hidden zero misleads, so it is the last resort."""


def losses(system: System, multiple: Collection[str] = ()) -> Floats:
    """Return the loss of hiding each quantity: small, unknown and deeply broken-down ones first.

    In populations that are `multiple` a unit may have several codes. A quantity that several tables
    print costs more. Tiny differences by position make the choice
    among equals the same on every machine.
    """
    quantities = system.quantities
    used = (quantities[list(DIMENSIONS)] != TOTAL).sum(axis=1)
    depth = used.clip(upper=len(TOTALS) - 1)
    unknown = quantities[list(DIMENSIONS)].apply(lambda codes: codes.str.endswith(UNKNOWN_CELL))
    shared = quantities["population"].isin(multiple) & quantities["role"].eq(BASE)
    factors = (
        depth.map(dict(enumerate(TOTALS))).to_numpy(dtype=float)
        * np.where(unknown.any(axis=1), UNKNOWNS, 1.0)
        * np.where(quantities["place"].str.startswith("region:"), REGIONS, 1.0)
        * np.where(quantities["role"].eq(BASE), BASES, 1.0)
        * np.where(shared, MULTIPLE, 1.0)
        * np.where(quantities["value"].eq(0), ZEROS, 1.0)
    )
    tie = 1 + 1e-3 * np.modf(np.arange(len(quantities)) * 0.6180339887)[0]
    size = 1 + np.sqrt(system.truth)
    return np.asarray(
        factors * size * np.sqrt(np.maximum(1, quantities["printed"].to_numpy())) * tie
    )
