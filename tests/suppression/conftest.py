"""A reader of published tables with a solver, who shares no code with the engine."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.optimize import linprog


def find_bounds(tables, mask, cell, least=0.0):
    """The least and the most that a hidden cell can be, in whole numbers, all others known."""
    matrix = tables.equations.matrix.toarray()
    values = tables.cells["value"].to_numpy(dtype=float)
    hidden = np.flatnonzero(mask)
    known = matrix[:, ~mask] @ values[~mask]
    cost = (hidden == cell).astype(float)
    floor = np.broadcast_to(least, len(values))[hidden]
    ends = [
        linprog(
            way * cost,
            A_eq=matrix[:, hidden],
            b_eq=-known,
            bounds=[(one, None) for one in floor],
        )
        for way in (1, -1)
    ]
    low, high = ends[0].fun, math.inf if ends[1].status == 3 else -ends[1].fun
    return math.ceil(low - 1e-6), high if math.isinf(high) else math.floor(high + 1e-6)


@pytest.fixture(scope="session")
def reader():
    return find_bounds
