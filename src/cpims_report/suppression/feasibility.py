"""The attacker: knows all that is published and every equation, and bounds what is hidden."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cpims_report.suppression.equations import TOLERANCE, Equations, Flags, Floats, Numbers, split
from cpims_report.suppression.errors import SuppressionError
from cpims_report.suppression.proofs import Move, checked
from cpims_report.suppression.solver import OPTIMAL, UNBOUNDED, Series, minimise

BATCH = 400
"""Components are asked for alternatives together up to so many unknowns."""


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
    equations: Equations
    component: Numbers

    @classmethod
    def on(
        cls,
        equations: Equations,
        hidden: Flags,
        values: Floats,
        least: Floats,
        most: Floats | None = None,
    ) -> Attack:
        """Return the attack on equations in which only `hidden` cells are not known."""
        unknown = np.flatnonzero(hidden)
        among = equations.among(unknown)
        high = np.full(len(values), np.inf) if most is None else most
        return cls(
            unknown,
            least[unknown],
            values[unknown],
            high[unknown],
            among,
            among.tied(),
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
    def members(self) -> list[Numbers]:
        """The unknowns of each component."""
        return split(self.component)

    @cached_property
    def batches(self) -> list[Part]:
        """The components, small ones together, with their equations."""
        sizes = np.array([len(one) for one in self.members])
        batch = np.cumsum(sizes) // BATCH
        return [self.part(inner) for inner in split(batch[self.component])]

    @cached_property
    def programmes(self) -> dict[int, tuple[Part, Series]]:
        """The components that were looked at, ready to be asked again."""
        return {}

    def part(self, inner: Numbers) -> Part:
        """Return some unknowns with their equations."""
        return Part(inner, self.equations.among(inner), self.floor[inner], self.ceiling[inner])

    def bounds(self, cell: int, *, whole: bool = True) -> tuple[float, float]:
        """Return the least and the most that a hidden cell can be, in whole numbers.

        `inf` where nothing published bounds it from above. Not `whole`: an interval that may be
        wider, for fractions are let pass; found sooner.
        """
        at = int(np.searchsorted(self.unknown, cell))
        number = int(self.component[at])
        if number not in self.programmes:
            part = self.part(self.members[number])
            self.programmes[number] = part, Series(part.equations, part.floor, part.ceiling)
        part, series = self.programmes[number]
        place = int(np.searchsorted(part.inner, at))
        low, high = (extreme(part, series, place, sign, whole=whole) for sign in (1, -1))
        return self.values[at] + low, self.values[at] + high

    def moves(self, goals: Numbers, rise: Floats, fall: Floats) -> list[Move]:
        """Return moves, in places among the unknowns, that raise or lower many goals at once.

        `goals` are such places; each is wanted to rise by `rise`, or else to fall by `fall`: one
        of the two is zero.
        """
        wanted = np.zeros(len(self.unknown))
        wanted[goals] = rise - fall
        return [
            Move(part.inner[move.at], move.by)
            for part in self.batches
            if wanted[part.inner].any()
            for move in part.moves(wanted[part.inner])
        ]


@dataclass(frozen=True)
class Part:
    """Some unknowns, `inner` by place among all of them, with their equations and limits."""

    inner: Numbers
    equations: Equations
    floor: Floats
    ceiling: Floats

    def moves(self, wanted: Floats) -> list[Move]:
        """Return moves in which as many as can rise (or fall: negative) as far as is wanted."""
        size, floor, ceiling = len(self.inner), self.floor, self.ceiling
        up, down = np.flatnonzero(wanted > 0), np.flatnonzero(wanted < 0)
        low, high = floor.copy(), ceiling.copy()
        # A goal has two columns: what is wanted of it, with a reward, and what goes beyond.
        wanted_up = np.minimum(wanted[up], ceiling[up])
        wanted_down = np.minimum(-wanted[down], -floor[down])
        low[up], high[up] = 0.0, ceiling[up] - wanted_up
        low[down], high[down] = floor[down] + wanted_down, 0.0
        found = minimise(
            np.concatenate([np.zeros(size), -np.ones(len(up)), np.ones(len(down))]),
            self.equations.again(np.append(up, down)),
            np.concatenate([low, floor[up], -wanted_down]),
            np.concatenate([high, wanted_up, ceiling[down]]),
        )
        if found.status != OPTIMAL or found.x is None:
            return []
        moved = found.x[:size].copy()
        moved[up] += found.x[size : size + len(up)]
        moved[down] += found.x[size + len(up) :]
        moved[moved > ceiling + TOLERANCE] = np.nan
        return checked(self.equations, np.nan_to_num(moved, nan=0.5), floor)


def extreme(part: Part, series: Series, place: int, sign: int, *, whole: bool = True) -> float:
    """Return the least (`sign` 1) or most (-1) of one difference under the equations.

    Exact for whole numbers: a fractional optimum is solved again as an integer programme.
    """
    if part.equations.count == 0:
        return float((part.floor if sign > 0 else part.ceiling)[place])
    found = series.least(place, sign)
    fractional = found.x is not None and np.abs(found.x - np.round(found.x)).max() > TOLERANCE
    if found.status == OPTIMAL and whole and fractional:
        cost = np.zeros(len(part.inner))
        cost[place] = sign
        limits = part.floor, part.ceiling
        found = minimise(cost, part.equations, *limits, whole=True, presolve=True)
    if found.status == UNBOUNDED:
        return -sign * np.inf
    if found.status != OPTIMAL or found.x is None:
        message = f"The audit could not bound a hidden number (solver status {found.status})."
        raise SuppressionError(message)
    return float(np.round(found.x[place]) if whole else found.x[place])
