"""What is proved of hidden numbers: alternatives that fit all that is published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from cpims_report.disclosure.system import TOLERANCE, Floats, Numbers


@dataclass(frozen=True)
class Move:
    """Differences from the truth that keep every relation: `by` so much, at these quantities."""

    at: Numbers
    by: Floats


@dataclass(frozen=True)
class Proofs:
    """Moves, end to end, and how far each quantity falls and rises in any of them.

    They bound the attacker's interval of each quantity from inside.
    """

    number: Numbers
    at: Numbers
    by: Floats
    count: int
    fall: Floats
    rise: Floats

    @classmethod
    def none(cls, size: int) -> Proofs:
        """Return no proofs about so many quantities."""
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

    def fixing(self, quantity: int) -> Proofs:
        """Return the proofs in which one quantity stays as it is."""
        broken = np.zeros(self.count, dtype=bool)
        broken[self.number[self.at == quantity]] = True
        if not broken.any():
            return self
        keep = ~broken[self.number]
        at, by = self.at[keep], self.by[keep]
        fall, rise = np.zeros(len(self.fall)), np.zeros(len(self.rise))
        np.minimum.at(fall, at, by)
        np.maximum.at(rise, at, by)
        return Proofs(self.number[keep], at, by, self.count, fall, rise)


def checked(matrix: sparse.csr_array, moved: Floats, floor: Floats) -> list[Move]:
    """Return the parts of a solver's answer that are proofs, whatever the solver said of it.

    Parts share no relation, so that each holds by itself. One that is not in whole numbers, or
    breaks a relation or a floor once rounded, is left out.
    """
    at = np.flatnonzero(np.abs(moved) > TOLERANCE)
    if not len(at):
        return []
    inner = matrix.tocsc()[:, at].tocsr()
    pattern = abs(inner)
    by = np.round(moved[at])
    wrong = (np.abs(moved[at] - by) > TOLERANCE) | (by < floor[at] - TOLERANCE)
    broken = (np.abs(inner @ by) > TOLERANCE).astype(float)
    wrong |= (pattern.T @ broken) > 0
    count, label = connected_components(pattern.T @ pattern, directed=False)
    spoilt = np.bincount(label, weights=wrong, minlength=count) > 0
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
