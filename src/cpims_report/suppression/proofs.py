"""What is proved of hidden numbers: alternatives that fit all that is published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from cpims_report.suppression.equations import TOLERANCE, Equations, Flags, Floats, Numbers


@dataclass(frozen=True)
class Move:
    """Differences from the truth that keep every equation: `by` so much, at these cells."""

    at: Numbers
    by: Floats


@dataclass(frozen=True)
class Proofs:
    """Moves, end to end, and how far each cell falls and rises in any of them.

    They bound the attacker's interval of each cell from inside.
    """

    number: Numbers
    at: Numbers
    by: Floats
    count: int
    fall: Floats
    rise: Floats

    @classmethod
    def none(cls, size: int) -> Proofs:
        """Return no proofs about so many cells."""
        empty = np.zeros(0, dtype=np.int64)
        return cls(empty, empty, np.zeros(0), 0, np.zeros(size), np.zeros(size))

    def adding(self, moves: Iterable[Move]) -> Proofs:
        """Return these proofs and more."""
        moves = [move for move in moves if len(move.at)]
        if not moves:
            return self
        fall, rise = self.fall.copy(), self.rise.copy()
        for move in moves:
            fall[move.at] = np.minimum(fall[move.at], move.by)
            rise[move.at] = np.maximum(rise[move.at], move.by)
        numbers = [np.full(len(move.at), self.count + n) for n, move in enumerate(moves)]
        return Proofs(
            np.concatenate([self.number, *numbers]),
            np.concatenate([self.at, *(move.at for move in moves)]),
            np.concatenate([self.by, *(move.by for move in moves)]),
            self.count + len(moves),
            fall,
            rise,
        )

    def keeping(self, moves: Flags) -> Proofs:
        """Return some of the proofs alone, flagged by number."""
        if moves.all():
            return self
        keep = moves[self.number]
        at, by = self.at[keep], self.by[keep]
        fall, rise = np.zeros(len(self.fall)), np.zeros(len(self.rise))
        np.minimum.at(fall, at, by)
        np.maximum.at(rise, at, by)
        return Proofs(self.number[keep], at, by, self.count, fall, rise)

    def holding(self, matrix: sparse.csr_array, hidden: Flags, floor: Floats) -> Proofs:
        """Return those that hold, looked at anew, where just `hidden` cells are not known.

        A proof is in whole numbers, keeps every equation exactly and nothing below its floor.
        """
        by = np.round(self.by)
        wrong = (np.abs(self.by - by) > TOLERANCE) | (by < floor[self.at]) | ~hidden[self.at]
        holds = np.ones(self.count, dtype=bool)
        holds[self.number[wrong]] = False
        moves = sparse.csr_array((by, (self.number, self.at)), shape=(self.count, len(self.fall)))
        left = sparse.coo_array(moves @ matrix.T)
        holds[left.row[left.data != 0]] = False
        return replace(self, by=by).keeping(holds)

    def inside(self, cells: Numbers) -> Proofs:
        """Return the proofs about a part of the cells that no equation ties to the others."""
        place = np.full(len(self.fall), -1)
        place[cells] = np.arange(len(cells))
        keep = place[self.at] >= 0
        moves, number = np.unique(self.number[keep], return_inverse=True)
        return Proofs(
            number,
            place[self.at[keep]],
            self.by[keep],
            len(moves),
            self.fall[cells],
            self.rise[cells],
        )

    def since(self, count: int) -> Proofs:
        """Return the proofs that were added after the first `count`, numbered anew."""
        kept = self.keeping(np.arange(self.count) >= count)
        return replace(kept, number=kept.number - count, count=self.count - count)

    def joined(self, more: Sequence[tuple[Numbers, Proofs]]) -> Proofs:
        """Return these proofs and others, each about a part of the cells."""
        fall, rise = self.fall.copy(), self.rise.copy()
        numbers, count = [self.number], self.count
        for cells, proofs in more:
            fall[cells] = np.minimum(fall[cells], proofs.fall)
            rise[cells] = np.maximum(rise[cells], proofs.rise)
            numbers.append(proofs.number + count)
            count += proofs.count
        return Proofs(
            np.concatenate(numbers),
            np.concatenate([self.at, *(cells[proofs.at] for cells, proofs in more)]),
            np.concatenate([self.by, *(proofs.by for _, proofs in more)]),
            count,
            fall,
            rise,
        )

    def fixing(self, cell: int) -> Proofs:
        """Return the proofs in which one cell stays as it is."""
        moves = np.ones(self.count, dtype=bool)
        moves[self.number[self.at == cell]] = False
        return self.keeping(moves)


def checked(equations: Equations, moved: Floats, floor: Floats) -> list[Move]:
    """Return the parts of a solver's answer that are proofs, whatever the solver said of it.

    Parts share no equation, so that each holds by itself. One that is not in whole numbers, or
    breaks an equation or a floor once rounded, is left out.
    """
    at = np.flatnonzero(np.abs(moved) > TOLERANCE)
    if not len(at):
        return []
    by = np.round(moved[at])
    wrong = (np.abs(moved[at] - by) > TOLERANCE) | (by < floor[at] - TOLERANCE)
    owner, lines, signs = equations.entries(at)
    sums = np.bincount(lines, weights=signs * by[owner], minlength=equations.count)
    broken = np.abs(sums) > TOLERANCE
    wrong |= np.bincount(owner, weights=broken[lines], minlength=len(at)) > 0
    label = equations.only(at).tied()
    spoilt = np.bincount(label, weights=wrong) > 0
    keep = ~spoilt[label]
    order = np.argsort(label[keep], kind="stable")
    at, by, label = at[keep][order], by[keep][order], label[keep][order]
    edges = np.flatnonzero(np.diff(label)) + 1
    return [
        Move(some, differences)
        for some, differences in zip(np.split(at, edges), np.split(by, edges), strict=True)
        if len(some)
    ]


def moved_by(moved: Floats) -> Move:
    """Return a vector of differences as one move."""
    at = np.flatnonzero(moved)
    return Move(at, moved[at])
