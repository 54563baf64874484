"""Linear and whole-number programmes, solved by HiGHS.

scipy's front door turns every answer into Python objects one by one, which takes five times as long
as solving; so its solver is called directly where this scipy has it, else through the front door.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from cpims_report.disclosure.system import Floats

try:
    CORE: Any = import_module("scipy.optimize._highspy._core")
except ImportError:  # another scipy
    CORE = None

OPTIMAL, UNBOUNDED, FAILED = 0, 3, 4
COLUMNWISE, MINIMISE, PRIMAL = 1, 1, 4


@dataclass(frozen=True)
class Answer:
    """What the solver found: `status`, and the numbers where it is `OPTIMAL`."""

    status: int
    x: Floats | None


def minimise(
    cost: Floats,
    matrix: sparse.csc_array,
    lower: Floats,
    upper: Floats,
    *,
    whole: bool = False,
    presolve: bool = False,
) -> Answer:
    """Return the numbers within bounds of least cost for which the matrix times them is zero."""
    if CORE is None or whole:
        return through_milp(cost, matrix, lower, upper, whole=whole, presolve=presolve)
    solver = loaded(cost, matrix, lower, upper)
    solver.setOptionValue("presolve", "on" if presolve else "off")
    return run(solver)


class Series:
    """The same equations for one cost after another, each solved from the last answer on."""

    def __init__(self, matrix: sparse.csc_array, lower: Floats, upper: Floats) -> None:
        self.matrix, self.lower, self.upper = matrix, lower.copy(), upper.copy()
        self.cost = np.zeros(matrix.shape[1])
        self.every = np.arange(matrix.shape[1], dtype=np.int32)
        if CORE is not None:
            self.solver = loaded(self.cost, matrix, lower, upper)
            self.solver.setOptionValue("presolve", "off")

    def limit(self, place: int, lower: float, upper: float) -> None:
        """Set the bounds of one number."""
        self.lower[place], self.upper[place] = lower, upper
        if CORE is not None:
            self.solver.changeColBounds(place, lower, upper)

    def cheapest(self, cost: Floats) -> Answer:
        """Return the answer of least cost."""
        if CORE is None:
            return minimise(cost, self.matrix, self.lower, self.upper)
        self.solver.changeColsCost(len(cost), self.every, cost)
        return run(self.solver)

    def least(self, place: int, sign: int) -> Answer:
        """Return the answer in which one number is least (`sign` 1) or greatest (-1)."""
        if CORE is None:
            cost = self.cost.copy()
            cost[place] = sign
            return self.cheapest(cost)
        # Another cost leaves the last answer possible: from there the primal method goes on.
        self.solver.setOptionValue("simplex_strategy", PRIMAL)
        self.solver.changeColCost(place, float(sign))
        found = run(self.solver)
        self.solver.changeColCost(place, 0.0)
        return found


def loaded(cost: Floats, matrix: sparse.csc_array, lower: Floats, upper: Floats) -> Any:
    """Return a solver that has read a linear programme."""
    rows, columns = matrix.shape
    fractions = np.zeros(columns, dtype=np.int32)
    zeros = np.zeros(rows)
    solver = CORE._Highs()
    solver.setOptionValue("output_flag", False)
    solver.passModel(
        *(columns, rows, matrix.nnz, COLUMNWISE, MINIMISE, 0.0),
        *(cost, lower, upper, zeros, zeros),
        *(matrix.indptr.astype(np.int32), matrix.indices.astype(np.int32)),
        *(matrix.data.astype(np.float64), fractions),
    )
    return solver


def run(solver: Any) -> Answer:
    """Return what the solver finds."""
    solver.run()
    status = solver.getModelStatus()
    if status == CORE.HighsModelStatus.kOptimal:
        return Answer(OPTIMAL, np.array(solver.getSolution().col_value, dtype=np.float64))
    endless = status == CORE.HighsModelStatus.kUnbounded
    return Answer(UNBOUNDED if endless else FAILED, None)


def through_milp(
    cost: Floats,
    matrix: sparse.csc_array,
    lower: Floats,
    upper: Floats,
    *,
    whole: bool,
    presolve: bool,
) -> Answer:
    """Return the same by scipy's front door."""
    found = milp(
        cost,
        constraints=LinearConstraint(matrix, 0, 0),
        bounds=Bounds(lower, upper),
        integrality=np.full(len(cost), int(whole)),
        options={"presolve": presolve},
    )
    x = None if found.x is None else np.asarray(found.x, dtype=np.float64)
    return Answer(int(found.status), x if found.status == OPTIMAL else None)
