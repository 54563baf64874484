"""The attacker: knows all that is published and every equation, and bounds what is hidden."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from cpims_report.disclosure.proofs import Move, checked
from cpims_report.disclosure.solver import OPTIMAL, UNBOUNDED, Answer, minimise
from cpims_report.disclosure.system import TOLERANCE, Flags, Floats, Numbers
from cpims_report.errors import DisclosureRefused


@dataclass(frozen=True)
class Attack:
    """What an attacker faces: unknown numbers, the least each can be, and equations between them.

    All numbers are whole, and the attacker knows it. Unknowns are stated as differences from the
    truth: the equations then have no right-hand side, and the truth is the origin. `most` is there
    where something limits the numbers from above, as rounding does.
    """

    unknown: Numbers
    least: Floats
    values: Floats
    most: Floats
    matrix: sparse.csr_array
    component: Numbers

    @classmethod
    def on(
        cls,
        matrix: sparse.csr_array,
        hidden: Flags,
        values: Floats,
        least: Floats,
        most: Floats | None = None,
    ) -> Attack:
        """Return the attack on relations in which only `hidden` quantities are not known."""
        unknown = np.flatnonzero(hidden)
        columns = matrix.tocsc()[:, unknown].tocsr()
        rows = columns[np.flatnonzero(np.diff(columns.indptr))]
        pattern = abs(rows)
        _, component = connected_components(pattern.T @ pattern, directed=False)
        high = np.full(len(values), np.inf) if most is None else most
        return cls(
            unknown,
            least[unknown],
            values[unknown],
            high[unknown],
            rows,
            component.astype(np.int64),
        )

    @property
    def floor(self) -> Floats:
        """How far each unknown can fall, as negative differences."""
        return self.least - self.values

    @property
    def ceiling(self) -> Floats:
        """How far each unknown can rise."""
        return self.most - self.values

    @cached_property
    def columns(self) -> sparse.csc_array:
        """The equations by unknown."""
        return self.matrix.tocsc()

    @cached_property
    def members(self) -> list[Numbers]:
        """The unknowns of each component."""
        order = np.argsort(self.component, kind="stable")
        edges = np.flatnonzero(np.diff(self.component[order])) + 1
        return list(np.split(order, edges))

    def bounds(self, quantity: int, *, whole: bool = True) -> tuple[float, float]:
        """Return the least and the most that a hidden quantity can be, in whole numbers.

        `inf` where nothing published bounds it from above. Not `whole`: an interval that may be
        wider, for fractions are let pass; found sooner.
        """
        at = int(np.searchsorted(self.unknown, quantity))
        mine = self.members[self.component[at]]
        rows = self.columns[:, mine].tocsr()
        rows = rows[np.flatnonzero(np.diff(rows.indptr))]
        place = int(np.searchsorted(mine, at))
        limits = self.floor[mine], self.ceiling[mine]
        low, high = (extreme(rows, limits, place, sign, whole=whole) for sign in (1, -1))
        return self.values[at] + low, self.values[at] + high

    def moves(self, goals: Numbers, rise: Floats, fall: Floats) -> list[Move]:
        """Return moves, in places among the unknowns, that raise or lower many goals at once.

        `goals` are such places; each is wanted to rise by `rise`, or else to fall by `fall`: one
        of the two is zero.
        """
        size, floor, ceiling = len(self.unknown), self.floor, self.ceiling
        up, down = goals[rise > 0], goals[fall > 0]
        low, high = floor.copy(), ceiling.copy()
        # A goal has two columns: what is wanted of it, with a reward, and what goes beyond.
        wanted_up = np.minimum(rise[rise > 0], ceiling[up])
        wanted_down = np.minimum(fall[fall > 0], -floor[down])
        low[up], high[up] = 0.0, ceiling[up] - wanted_up
        low[down], high[down] = floor[down] + wanted_down, 0.0
        found = minimise(
            np.concatenate([np.zeros(size), -np.ones(len(up)), np.ones(len(down))]),
            sparse.hstack([self.columns, self.columns[:, up], self.columns[:, down]]).tocsc(),
            np.concatenate([low, floor[up], -wanted_down]),
            np.concatenate([high, wanted_up, ceiling[down]]),
        )
        if found.status != OPTIMAL or found.x is None:
            return []
        moved = found.x[:size].copy()
        moved[up] += found.x[size : size + len(up)]
        moved[down] += found.x[size + len(up) :]
        moved[moved > ceiling + TOLERANCE] = np.nan
        return checked(self.matrix, np.nan_to_num(moved, nan=0.5), floor)


Limits = tuple[Floats, Floats]


def extreme(
    matrix: sparse.csr_array, limits: Limits, place: int, sign: int, *, whole: bool = True
) -> float:
    """Return the least (`sign` 1) or most (-1) of one difference under the equations.

    Exact for whole numbers: a fractional optimum is solved again as an integer programme.
    """
    cost = np.zeros(len(limits[0]))
    cost[place] = sign
    if matrix.shape[0] == 0:
        return float(limits[0 if sign > 0 else 1][place])
    found = programme(matrix, cost, limits, whole=False)
    fractional = found.x is not None and np.abs(found.x - np.round(found.x)).max() > TOLERANCE
    if found.status == OPTIMAL and whole and fractional:
        found = programme(matrix, cost, limits, whole=True)
    if found.status == UNBOUNDED:
        return -sign * np.inf
    if found.status != OPTIMAL or found.x is None:
        message = f"The audit could not bound a hidden number (solver status {found.status})."
        raise DisclosureRefused(message)
    return float(np.round(found.x[place]) if whole else found.x[place])


def programme(matrix: sparse.csr_array, cost: Floats, limits: Limits, *, whole: bool) -> Answer:
    """Return the solver's answer for the least cost of differences under the equations."""
    return minimise(cost, matrix.tocsc(), *limits, whole=whole, presolve=whole)
