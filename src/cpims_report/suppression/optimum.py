"""The exact optimum of small problems, by integer programming: to measure the search against."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from cpims_report.suppression.equations import Flags, Floats, Numbers
from cpims_report.suppression.errors import SuppressionError
from cpims_report.suppression.problem import Problem

FARTHEST = 10.0
"""No cell moves by more than so many times the greatest protection level in a cheapest pattern."""


def find_optimum(problem: Problem, seconds: float = 60.0) -> tuple[Flags, float]:
    """Return the cheapest mask that protects every cell from an outsider, and a bound of its loss.

    The bound is the least loss of any mask, or a number below it where `seconds` did not suffice.
    One flag per cell, and for each cell that needs protection once it is hidden two alternatives in
    which only flagged cells move, by fractions too: so no mask of whole-number alternatives is
    cheaper. For tables of up to a hundred cells.
    """
    levels, start = problem.outsider.levels, problem.start
    usable = ~(problem.outsider.known | problem.idle)
    goals = np.flatnonzero(levels.must & (start | usable))
    size = len(start)
    cost = np.concatenate([np.where(start, 0.0, problem.weights), np.zeros(2 * size * len(goals))])
    binary = np.arange(len(cost)) < size
    low = np.where(binary, np.concatenate([start, np.zeros(len(cost) - size)]), -np.inf)
    high = np.where(binary, np.concatenate([start | usable, np.zeros(len(cost) - size)]), np.inf)
    found = milp(
        cost,
        constraints=constraints(problem, goals, usable),
        bounds=Bounds(low, high),
        integrality=binary.astype(int),
        options={"time_limit": seconds},
    )
    if found.x is None:
        raise SuppressionError("No mask protects these cells, or none was found in time.")
    bound = found.fun if found.status == 0 else found.mip_dual_bound
    return found.x[:size] > 0.5, float(bound)


def constraints(problem: Problem, goals: Numbers, usable: Flags) -> list[LinearConstraint]:
    """Return what the alternatives must keep: equations, flags, and protection levels."""
    levels = problem.outsider.levels
    size, pairs = len(levels.value), 2 * len(goals)
    matrix, eye = problem.equations.matrix, sparse.eye_array(size)
    farthest = FARTHEST * max(levels.width, float((levels.reach - levels.value).max()))
    moves = sparse.eye_array(pairs)
    every = np.ones((pairs, 1))
    up = np.where(usable, farthest, 0.0)
    down = np.where(usable, levels.value - levels.least, 0.0)
    held = sparse.hstack(
        [sparse.csr_array((pairs * matrix.shape[0], size)), sparse.kron(moves, matrix)]
    )
    rising = sparse.hstack([sparse.kron(every, sparse.diags_array(-up)), sparse.kron(moves, eye)])
    falling = sparse.hstack([sparse.kron(every, sparse.diags_array(down)), sparse.kron(moves, eye)])
    rows = np.arange(len(goals))
    first, second = (size * (1 + 2 * rows + half) + goals for half in (0, 1))
    needed = np.maximum(0.0, levels.reach[goals] - levels.value[goals])
    return [
        LinearConstraint(held, 0, 0),
        LinearConstraint(rising, -np.inf, 0),
        LinearConstraint(falling, 0, np.inf),
        at_least(
            rows,
            [(first, 1.0), (second, -1.0)],
            goals,
            np.full(len(goals), levels.width),
            size,
            pairs,
        ),
        at_least(rows, [(first, 1.0)], goals, needed, size, pairs),
    ]


def at_least(
    rows: Numbers,
    terms: list[tuple[Numbers, float]],
    goals: Numbers,
    levels: Floats,
    size: int,
    pairs: int,
) -> LinearConstraint:
    """Return that signed moves are at least the protection level of each cell that is flagged."""
    data = np.concatenate([*(np.full(len(rows), sign) for _, sign in terms), -levels])
    columns = np.concatenate([*(place for place, _ in terms), goals])
    places = (np.tile(rows, len(terms) + 1), columns)
    matrix = sparse.csr_array((data, places), shape=(len(rows), size * (1 + pairs)))
    return LinearConstraint(matrix, 0, np.inf)
