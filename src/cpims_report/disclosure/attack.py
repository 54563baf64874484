"""The attacker: knows all that is published and every equation, and bounds what is hidden."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse.csgraph import connected_components

from cpims_report.disclosure.system import TOLERANCE, Flags, Floats, Numbers, System
from cpims_report.errors import DisclosureRefused

OPTIMAL, UNBOUNDED = 0, 3


@dataclass(frozen=True)
class Attack:
    """What an attacker faces: unknown numbers, the least each can be, and equations between them.

    The attacker knows that zeros are shown, so takes every hidden cell that is not zero to be at
    least one, and knows that all numbers are whole. Unknowns are stated as differences from the
    truth: the equations then have no right-hand side, and the truth is the origin.
    """

    unknown: Numbers
    least: Floats
    values: Floats
    matrix: sparse.csr_array
    component: Numbers

    @classmethod
    def on(cls, system: System, hidden: Flags) -> Attack:
        """Return the attack on a system in which only `hidden` quantities are not published."""
        unknown = np.flatnonzero(hidden)
        columns = system.matrix.tocsc()[:, unknown].tocsr()
        matrix = columns[np.flatnonzero(np.diff(columns.indptr))]
        incidence = abs(matrix)
        _, component = connected_components(incidence.T @ incidence, directed=False)
        return cls(
            unknown,
            system.least[unknown],
            system.truth[unknown],
            matrix,
            component.astype(np.int64),
        )

    def bounds(self, quantity: int) -> tuple[float, float]:
        """Return the least and the most that a hidden quantity can be, in whole numbers.

        `inf` where nothing published bounds it from above.
        """
        at = int(np.searchsorted(self.unknown, quantity))
        mine = np.flatnonzero(self.component == self.component[at])
        rows = self.matrix.tocsc()[:, mine].tocsr()
        rows = rows[np.flatnonzero(np.diff(rows.indptr))]
        place = int(np.searchsorted(mine, at))
        floor = (self.least - self.values)[mine]
        low, high = (extreme(rows, floor, place, sign) for sign in (1, -1))
        return self.values[at] + low, self.values[at] + high


def extreme(matrix: sparse.csr_array, floor: Floats, place: int, sign: int) -> float:
    """Return the least (`sign` 1) or most (-1) of one difference under the equations.

    Exact for whole numbers: a fractional optimum is solved again as an integer programme.
    """
    cost = np.zeros(len(floor))
    cost[place] = sign
    if matrix.shape[0] == 0:
        return float(floor[place]) if sign > 0 else np.inf
    found = programme(matrix, cost, floor, whole=False)
    if found.status == OPTIMAL and np.abs(found.x - np.round(found.x)).max() > TOLERANCE:
        found = programme(matrix, cost, floor, whole=True)
    if found.status == UNBOUNDED:
        return -sign * np.inf
    if found.status != OPTIMAL:
        message = f"The audit could not bound a hidden number (solver status {found.status})."
        raise DisclosureRefused(message)
    return float(np.round(found.x[place]))


def programme(
    matrix: sparse.csr_array, cost: Floats, floor: Floats, *, whole: bool
) -> OptimizeResult:
    """Return the solver's result for the least cost of differences under the equations."""
    return milp(
        cost,
        constraints=LinearConstraint(matrix.tocsc(), 0, 0),
        bounds=Bounds(floor, np.inf),
        integrality=np.full(len(floor), int(whole)),
        options={"presolve": whole},
    )
