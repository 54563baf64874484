"""Complementary suppression: what else must be hidden so that what is hidden stays so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from cpims_report.disclosure.cost import losses
from cpims_report.disclosure.flow import Network
from cpims_report.disclosure.needs import Needs, always_hidden, to_cover
from cpims_report.disclosure.primary import SHOWN
from cpims_report.disclosure.system import TOLERANCE, Flags, Floats, System

SHARPEN = 2
"""How often a cover is solved again with costs per cell instead of per unit moved."""


@dataclass(frozen=True)
class Gate:
    """What the search works with: the system, its needs, the loss of hiding each quantity."""

    system: System
    reasons: pd.Series[str]
    needs: Needs

    @cached_property
    def network(self) -> Network:
        """The relations, and how far each quantity can fall."""
        return Network(self.system.matrix, self.system.truth - self.system.least)

    @cached_property
    def loss(self) -> Floats:
        """The loss of hiding each quantity."""
        return losses(self.system)

    def start(self) -> Flags:
        """Return what is hidden before any cover: what nobody prints, and the primary ones."""
        return always_hidden(self.system) | self.reasons.ne(SHOWN).to_numpy()


@dataclass(frozen=True)
class Cover:
    """What is hidden, and proofs that it is hidden well.

    `proofs`: one row per way in which the hidden quantities could differ from the truth without
    contradicting anything published. They bound each quantity from inside.
    """

    hidden: Flags
    proofs: Floats

    def unproven(self, gate: Gate) -> Flags:
        """Return which needs the proofs leave open."""
        value = gate.system.truth
        low, high = self.proofs.min(axis=0), self.proofs.max(axis=0)
        met = gate.needs.met(value + low, value + high)
        return to_cover(gate.system, self.hidden, gate.reasons) & ~met

    def proven(self, gate: Gate, quantity: int) -> bool:
        """Return whether the proofs meet the need of one quantity."""
        value, moves = gate.system.truth[quantity], self.proofs[:, quantity]
        wide = moves.max() - moves.min() >= gate.needs.width - TOLERANCE
        return bool(wide and value + moves.max() >= gate.needs.reach[quantity] - TOLERANCE)

    def showing(self, quantity: int) -> Cover:
        """Return the cover with one quantity shown, and the proofs that still hold."""
        hidden = self.hidden.copy()
        hidden[quantity] = False
        return Cover(hidden, self.proofs[self.proofs[:, quantity] == 0])

    def extended(self, moved: Floats) -> Cover:
        """Return the cover that also hides all that moves in one more proof."""
        return Cover(self.hidden | (moved != 0), np.vstack([self.proofs, moved]))

    def tried(self, gate: Gate, quantity: int) -> Cover:
        """Return the cover with the best proofs for one quantity, met or not."""
        found = self
        rise = max(gate.needs.width, gate.needs.reach[quantity] - gate.system.truth[quantity])
        for amount in (rise, -gate.needs.width):
            if found.proven(gate, quantity):
                break
            moved = gate.network.push(quantity, float(amount), self.hidden)
            if moved.any():
                found = found.extended(moved)
        return found


def find_cover(gate: Gate) -> Flags:
    """Return which quantities are hidden, primary ones included, so that every need is met.

    Each need gets the cheapest cover given what is hidden already; then what proves needless is
    shown again, the dearest first. No optimum, but near it on tables small enough to tell.
    """
    hidden = gate.start()
    found = Cover(hidden, np.zeros((1, len(hidden))))
    while True:
        before = found
        for quantity in neediest(gate, found):
            found = found.tried(gate, quantity)
            if not found.proven(gate, quantity):
                found = covered(gate, found, quantity)
        if (found.hidden == before.hidden).all():
            return improved(gate, found).hidden


def neediest(gate: Gate, found: Cover) -> list[int]:
    """Return the quantities whose need is not proven to be met, the greatest need first."""
    open_needs = [int(one) for one in np.flatnonzero(found.unproven(gate))]
    return sorted(open_needs, key=lambda one: (-sum(gate.needs.moves(one)), one))


def covered(gate: Gate, found: Cover, quantity: int, barred: int | None = None) -> Cover:
    """Return the cover with the cheapest cover of one quantity added, `barred` not used.

    The quantity is made to move both ways; where it cannot, one way by the full width.
    """
    usable = np.ones(len(found.hidden), dtype=bool)
    if barred is not None:
        usable[barred] = False
    width = gate.needs.width
    for amount in (*gate.needs.moves(quantity), width, -width):
        if found.proven(gate, quantity):
            break
        moved = sharpened(gate, quantity, amount, found.hidden, usable) if amount else None
        found = found if moved is None else found.extended(moved)
    return found


def sharpened(
    gate: Gate, quantity: int, amount: float, hidden: Flags, usable: Flags
) -> Floats | None:
    """Return a move that hides little more: solved for units, then again for whole cells."""
    cost = np.where(hidden, 0.0, gate.loss)
    best = moved = gate.network.move(quantity, amount, cost, usable)
    for _ in range(SHARPEN):
        if best is None or moved is None or not cost[best != 0].any():
            break
        moved = gate.network.move(quantity, amount, cost / (np.abs(moved) + 0.5), usable)
        if moved is not None:
            best = min(best, moved, key=lambda one: float(cost[one != 0].sum()))
    return best


def improved(gate: Gate, found: Cover) -> Cover:
    """Return the cover after showing what can be shown, the dearest tried first.

    A quantity is shown where no need depends on it, or where cheaper covers can take its place.
    """
    spare = np.flatnonzero(found.hidden & ~gate.start())
    for one in sorted((int(i) for i in spare), key=lambda i: -gate.loss[i]):
        found = swapped(gate, found, one) or found
    return found


def swapped(gate: Gate, found: Cover, shown: int) -> Cover | None:
    """Return a cover with one quantity shown that loses less, None where none is found."""
    trial = found.showing(shown)
    budget = float(gate.loss[shown])
    while waiting := neediest(gate, trial):
        for quantity in waiting:
            trial = trial.tried(gate, quantity)
            if trial.proven(gate, quantity):
                continue
            before = trial.hidden
            trial = covered(gate, trial, quantity, barred=shown)
            budget -= float(gate.loss[trial.hidden & ~before].sum())
            if budget <= 0 or not trial.proven(gate, quantity):
                return None
    return trial
