"""The cheapest way to leave a hidden number uncertain: which others must move with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cpims_report.suppression.equations import TOLERANCE, Equations, Flags, Floats, Numbers
from cpims_report.suppression.solver import OPTIMAL, Series

HOPS = (3,)
"""Covers are looked for so many equations around a cell before all equations are used."""
SMALL = 200
"""With fewer cells all equations are used at once."""
EPSILON = 1e-6
"""Cost of moving what is hidden already: next to nothing, so that no needless circles move."""


@dataclass(frozen=True)
class Network:
    """The equations of the problem and how far each cell can fall (`room`)."""

    equations: Equations
    room: Floats

    def around(self, cell: int, hops: int, usable: Flags) -> Numbers:
        """Return the cells that can move within some hops, in order.

        A cell that would move one farther away stays fixed.
        """
        owner, relation = self.equations.owner, self.equations.at
        reached = np.zeros(self.equations.count, dtype=bool)
        near = np.zeros(self.equations.size, dtype=bool)
        near[cell] = True
        for _ in range(hops):
            wider = np.zeros(self.equations.count, dtype=bool)
            wider[relation[near[owner]]] = True
            if (wider == reached).all():
                break
            reached = wider
            near = np.zeros(self.equations.size, dtype=bool)
            near[owner[reached[relation]]] = True
            near &= usable
            near[cell] = True
        near[owner[~reached[relation]]] = False
        return np.flatnonzero(near)

    def near(self, cell: int, usable: Flags) -> list[Neighbourhood]:
        """Return what is around a cell, in ever wider circles."""
        hops = HOPS if self.equations.size >= SMALL else ()
        return [Neighbourhood(self, cell, some, usable) for some in (*hops, self.equations.count)]


class Neighbourhood:
    """Cells that can move with one of them, and the programme of their moves."""

    def __init__(self, network: Network, cell: int, hops: int, usable: Flags) -> None:
        self.network, self.cell, self.hops, self.usable = network, cell, hops, usable

    @cached_property
    def inner(self) -> Numbers:
        """The cells that can move, in order."""
        return self.network.around(self.cell, self.hops, self.usable)

    @cached_property
    def series(self) -> Series:
        """The programme: how far each rises, and how far each falls."""
        size = len(self.inner)
        rising = self.network.equations.among(self.inner)
        return Series(
            rising.beside(rising.negative()),
            np.zeros(2 * size),
            np.append(np.full(size, np.inf), self.network.room[self.inner]),
        )

    def move(self, amount: float, cost: Floats) -> Floats | None:
        """Return differences from the truth that keep every equation and move one by `amount`.

        Of all such differences those with the least sum of |difference| x `cost`. None where there
        are none.
        """
        size, place = len(self.inner), int(np.searchsorted(self.inner, self.cell))
        missing = place == size or self.inner[place] != self.cell
        if missing or -amount > self.network.room[self.cell]:
            return None
        series = self.series
        series.limit(place, *((amount, amount) if amount > 0 else (0.0, 0.0)))
        series.limit(place + size, *((-amount, -amount) if amount < 0 else (0.0, 0.0)))
        found = series.cheapest(np.tile(cost[self.inner] + EPSILON, 2))
        if found.status != OPTIMAL or found.x is None:
            return None
        moved: Floats = np.zeros(len(cost))
        moved[self.inner] = found.x[:size] - found.x[size:]
        return np.where(np.abs(moved) > TOLERANCE, moved, 0.0)
