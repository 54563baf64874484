"""The cheapest way to leave a hidden number uncertain: which others must move with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from cpims_report.disclosure.solver import OPTIMAL, minimise
from cpims_report.disclosure.system import TOLERANCE, Flags, Floats, Numbers

HOPS = (3,)
"""Covers are looked for so many relations around a quantity before all relations are used."""
SMALL = 200
"""With fewer quantities all relations are used at once."""
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

    def around(self, quantity: int, hops: int, usable: Flags) -> Numbers:
        """Return the quantities that can move within some hops, in order.

        A quantity that would move one farther away stays fixed.
        """
        reached = np.zeros(self.matrix.shape[0], dtype=bool)
        near = np.zeros(self.matrix.shape[1], dtype=bool)
        near[quantity] = True
        edge = np.array([quantity])
        for _ in range(hops):
            relations = np.unique(entries(self.columns, edge)[1])
            relations = relations[~reached[relations]]
            if not len(relations):
                break
            reached[relations] = True
            beside = np.unique(entries(self.matrix, relations)[1])
            edge = beside[usable[beside] & ~near[beside]]
            near[edge] = True
        inner = np.flatnonzero(near)
        owner, relations, _ = entries(self.columns, inner)
        far = np.zeros(len(inner), dtype=bool)
        far[owner[~reached[relations]]] = True
        return inner[~far]

    def move(self, quantity: int, amount: float, cost: Floats, usable: Flags) -> Floats | None:
        """Return differences from the truth that keep every relation and move one by `amount`.

        Of all such differences those with the least sum of |difference| x `cost`, where only
        `usable` quantities move. None where there are none.
        """
        near = HOPS if self.matrix.shape[1] >= SMALL else ()
        for hops in (*near, self.matrix.shape[0]):
            found = self.solve(quantity, amount, cost, self.around(quantity, hops, usable))
            if found is not None:
                return found
        return None

    def solve(self, quantity: int, amount: float, cost: Floats, inner: Numbers) -> Floats | None:
        """Return the cheapest differences of the inner ones that move one, None if none do."""
        place = int(np.searchsorted(inner, quantity))
        if place == len(inner) or inner[place] != quantity or -amount > self.room[quantity]:
            return None
        size = len(inner)
        owner, relations, signs = entries(self.columns, inner)
        used, row = np.unique(relations, return_inverse=True)
        starts = np.searchsorted(owner, np.arange(size + 1))
        part = sparse.csc_array(
            (
                np.concatenate([signs, -signs]),
                np.concatenate([row, row]),
                np.concatenate([starts, starts[1:] + len(row)]),
            ),
            shape=(len(used), 2 * size),
        )
        lower, upper = np.zeros(2 * size), np.concatenate([np.full(size, np.inf), self.room[inner]])
        ends = (place, place + size) if amount > 0 else (place + size, place)
        lower[ends[0]] = upper[ends[0]] = abs(amount)
        upper[ends[1]] = 0.0
        found = minimise(np.tile(cost[inner] + EPSILON, 2), part, lower, upper)
        if found.status != OPTIMAL or found.x is None:
            return None
        moved: Floats = np.zeros(self.matrix.shape[1])
        moved[inner] = found.x[:size] - found.x[size:]
        return np.where(np.abs(moved) > TOLERANCE, moved, 0.0)


def entries(
    matrix: sparse.csr_array | sparse.csc_array, lines: Numbers
) -> tuple[Numbers, Numbers, Floats]:
    """Return the entries of some lines of a compressed matrix: place in `lines`, index, sign."""
    starts, ends = matrix.indptr[lines], matrix.indptr[lines + 1]
    lengths = ends - starts
    owner = np.repeat(np.arange(len(lines)), lengths)
    at = np.arange(len(owner)) + np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
    return owner, matrix.indices[at].astype(np.int64), matrix.data[at]
