"""Linear and whole-number programmes, solved by HiGHS.

scipy's front door turns every answer into Python objects one by one, which takes five times as long
as solving; so its solver is called directly where this scipy has it, else through the front door.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from cpims_report.suppression.equations import Equations, Floats

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
    equations: Equations,
    lower: Floats,
    upper: Floats,
    *,
    whole: bool = False,
    presolve: bool = False,
) -> Answer:
    """Return the numbers within bounds of least cost for which the equations hold."""
    if CORE is None or whole:
        return through_milp(cost, equations, lower, upper, whole=whole, presolve=presolve)
    return run(loaded(cost, equations, lower, upper, presolve=presolve))


class Series:
    """The same equations for one cost after another, each solved from the last answer on."""

    def __init__(self, equations: Equations, lower: Floats, upper: Floats) -> None:
        self.equations, self.lower, self.upper = equations, lower.copy(), upper.copy()
        self.solver: Any = None

    def limit(self, place: int, lower: float, upper: float) -> None:
        """Set the bounds of one number."""
        self.lower[place], self.upper[place] = lower, upper
        if self.solver is not None:
            self.solver.changeColBounds(place, lower, upper)

    def cheapest(self, cost: Floats) -> Answer:
        """Return the answer of least cost."""
        if CORE is None:
            return minimise(cost, self.equations, self.lower, self.upper)
        if self.solver is None:
            self.solver = loaded(cost, self.equations, self.lower, self.upper)
        else:
            every = np.arange(len(cost), dtype=np.int32)
            self.solver.changeColsCost(len(cost), every, cost)
        return run(self.solver)

    def least(self, place: int, sign: int) -> Answer:
        """Return the answer in which one number is least (`sign` 1) or greatest (-1)."""
        none = np.zeros(len(self.lower))
        if CORE is None:
            none[place] = sign
            return self.cheapest(none)
        if self.solver is None:
            self.solver = loaded(none, self.equations, self.lower, self.upper)
            # Another cost leaves the last answer possible: the primal method goes on from there.
            self.solver.setOptionValue("simplex_strategy", PRIMAL)
        self.solver.changeColCost(place, float(sign))
        found = run(self.solver)
        self.solver.changeColCost(place, 0.0)
        return found


def loaded(
    cost: Floats, equations: Equations, lower: Floats, upper: Floats, *, presolve: bool = False
) -> Any:
    """Return a solver that has read a linear programme."""
    columns = len(cost)
    zeros = np.zeros(equations.count)
    solver = CORE._Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("presolve", "on" if presolve else "off")
    solver.passModel(
        *(columns, equations.count, len(equations.at), COLUMNWISE, MINIMISE, 0.0),
        *(cost, lower, upper, zeros, zeros),
        *(equations.starts.astype(np.int32), equations.at.astype(np.int32)),
        *(equations.signs, np.zeros(columns, dtype=np.int32)),
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
    equations: Equations,
    lower: Floats,
    upper: Floats,
    *,
    whole: bool,
    presolve: bool,
) -> Answer:
    """Return the same by scipy's front door."""
    found = milp(
        cost,
        constraints=LinearConstraint(equations.columns, 0, 0),
        bounds=Bounds(lower, upper),
        integrality=np.full(len(cost), int(whole)),
        options={"presolve": presolve},
    )
    x = None if found.x is None else np.asarray(found.x, dtype=np.float64)
    return Answer(int(found.status), x if found.status == OPTIMAL else None)
