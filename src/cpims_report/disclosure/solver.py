"""Linear and whole-number programmes, solved by HiGHS.

scipy's front door turns every answer into Python objects one by one, which takes five times as long
as solving; so its solver is called directly where this scipy has it, else through the front door.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from cpims_report.disclosure.system import Floats

try:
    from scipy.optimize._highspy import _core
except ImportError:  # another scipy
    _core = None

CORE: Any = _core
OPTIMAL, UNBOUNDED, FAILED = 0, 3, 4


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
    programme = CORE.HighsLp()
    rows, columns = matrix.shape
    programme.num_col_ = programme.a_matrix_.num_col_ = columns
    programme.num_row_ = programme.a_matrix_.num_row_ = rows
    programme.a_matrix_.format_ = CORE.MatrixFormat.kColwise
    programme.col_cost_, programme.col_lower_, programme.col_upper_ = cost, lower, upper
    programme.row_lower_ = programme.row_upper_ = np.zeros(rows)
    programme.a_matrix_.start_ = matrix.indptr.astype(np.int32)
    programme.a_matrix_.index_ = matrix.indices.astype(np.int32)
    programme.a_matrix_.value_ = matrix.data.astype(np.float64)
    solver, options = CORE._Highs(), CORE.HighsOptions()
    options.output_flag = options.log_to_console = False
    options.presolve = "on" if presolve else "off"
    solver.passOptions(options)
    solver.passModel(programme)
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
