"""The cheapest way to leave a hidden number uncertain: which others must move with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from cpims_report.disclosure.attack import OPTIMAL
from cpims_report.disclosure.system import TOLERANCE, Flags, Floats, Numbers

HOPS = 3
"""Covers are looked for this many relations around a quantity before the whole edition is used."""
REWARD = 1e4
"""Worth of moving the quantity itself by one, against one for each other that moves along."""
EPSILON = 1e-6
"""Cost of moving what is hidden already: next to nothing, so that no needless circles move."""


@dataclass(frozen=True)
class Network:
    """The relations of an edition and how far each quantity can fall (`room`)."""

    matrix: sparse.csr_array
    room: Floats

    @cached_property
    def columns(self) -> sparse.csc_array:
        """The relations by quantity."""
        return self.matrix.tocsc()

    def around(self, quantity: int, hops: int, usable: Flags) -> tuple[Numbers, Numbers]:
        """Return the quantities that can move, and all their relations, within some hops.

        A quantity that would move one farther away stays fixed.
        """
        relations = np.zeros(self.matrix.shape[0], dtype=bool)
        near = np.zeros(self.matrix.shape[1], dtype=bool)
        near[quantity] = True
        for _ in range(hops):
            before = int(relations.sum())
            relations[self.columns[:, np.flatnonzero(near)].indices] = True
            near[self.matrix[np.flatnonzero(relations)].indices] = True
            near &= usable
            if int(relations.sum()) == before:
                break
        near &= (self.pattern.T @ ~relations) == 0
        inner = np.flatnonzero(near)
        return inner, np.unique(self.columns[:, inner].indices)

    @cached_property
    def pattern(self) -> sparse.csr_array:
        """The relations with all signs dropped."""
        return abs(self.matrix)

    def move(self, quantity: int, amount: float, cost: Floats, usable: Flags) -> Floats | None:
        """Return differences from the truth that keep every relation and move one by `amount`.

        Of all such differences those with the least sum of |difference| x `cost`, where only
        `usable` quantities move. None where there are none.
        """
        for hops in (HOPS, self.matrix.shape[0]):
            inner, relations = self.around(quantity, hops, usable)
            found = self.solve(quantity, (amount, amount), cost, inner, relations)
            if found is not None:
                return found
        return None

    def push(self, quantity: int, amount: float, usable: Flags) -> Floats:
        """Return differences that move one quantity as far as it goes, up to `amount`.

        Zeros where it cannot move at all.
        """
        best: Floats = np.zeros(self.matrix.shape[1])
        reward = np.where(np.arange(len(best)) == quantity, -REWARD, 1.0)
        for hops in (HOPS, self.matrix.shape[0]):
            inner, relations = self.around(quantity, hops, usable)
            found = self.solve(quantity, (0.0, amount), reward, inner, relations)
            best = best if found is None else found
            if abs(best[quantity]) > abs(amount) - TOLERANCE:
                break
        return best

    def solve(
        self,
        quantity: int,
        span: tuple[float, float],
        cost: Floats,
        inner: Numbers,
        relations: Numbers,
    ) -> Floats | None:
        """Return the cheapest differences that move one quantity within a span, None if none do."""
        place = int(np.searchsorted(inner, quantity))
        if place == len(inner) or inner[place] != quantity:
            return None
        part = self.columns[:, inner].tocsr()[relations]
        size = len(inner)
        upper = np.concatenate([np.full(size, np.inf), self.room[inner]])
        lower = np.zeros(2 * size)
        rise, fall = place, place + size
        lower[[rise, fall]] = max(span[0], 0.0), max(-span[0], 0.0)
        upper[[rise, fall]] = max(span[1], 0.0), min(max(-span[1], 0.0), self.room[quantity])
        if (lower > upper).any():
            return None
        found = milp(
            np.tile(cost[inner] + EPSILON, 2),
            constraints=LinearConstraint(sparse.hstack([part, -part]).tocsc(), 0, 0),
            bounds=Bounds(lower, upper),
            options={"presolve": False},
        )
        if found.status != OPTIMAL or found.x is None:
            return None
        moved: Floats = np.zeros(self.matrix.shape[1])
        moved[inner] = found.x[:size] - found.x[size:]
        return np.where(np.abs(moved) > TOLERANCE, moved, 0.0)
