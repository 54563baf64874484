"""Complementary suppression: what else must be hidden so that what is hidden stays so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from cpims_report.disclosure.cost import losses
from cpims_report.disclosure.covers import Cover, Puzzle
from cpims_report.disclosure.crew import ALONE, Crew
from cpims_report.disclosure.flow import SMALL, Neighbourhood, Network
from cpims_report.disclosure.inner import met, prove
from cpims_report.disclosure.needs import Needs, always_hidden
from cpims_report.disclosure.primary import SHOWN
from cpims_report.disclosure.proofs import Proofs
from cpims_report.disclosure.system import Flags, Floats, Numbers, System, split

SHARPEN = 2
"""How often a cover is solved again with costs per cell instead of per unit moved."""
FEWEST = 20
"""So many needs, or a quarter of them, are covered one by one before the next proof in bulk."""
LARGE, MOST_TRIED = 1_500, 60
"""In a part of so many quantities just the dearest few are tried to be shown again."""
WAITING = 40
"""A quantity is not shown again where the cover of more numbers than this depends on it."""


@dataclass(frozen=True)
class Gate:
    """What the search works with: the system, its needs, the loss of hiding each quantity.

    `before`: what an earlier search has hidden, with its proofs; it stays hidden. `known`: what
    readers know already, so that hiding it covers nothing. `crew`: who helps. `multiple`:
    populations in which a unit may have several codes.
    """

    system: System
    reasons: pd.Series[str]
    needs: Needs
    before: Cover | None = None
    known: Flags | None = None
    crew: Crew = ALONE
    multiple: frozenset[str] = frozenset()

    @cached_property
    def loss(self) -> Floats:
        """The loss of hiding each quantity."""
        return losses(self.system, self.multiple)

    @cached_property
    def barred(self) -> Flags:
        """What hides nothing."""
        return np.zeros(len(self.loss), dtype=bool) if self.known is None else self.known

    def start(self) -> Flags:
        """Return what is hidden before any cover: what nobody prints, and the primary ones."""
        first: Flags = always_hidden(self.system) | self.reasons.ne(SHOWN).to_numpy()
        return first if self.before is None else first | self.before.hidden

    def begun(self) -> Cover:
        """Return what is hidden before any cover, and those earlier proofs that hold here."""
        hidden = self.start()
        if self.before is None:
            return Cover(hidden, Proofs.none(len(hidden)))
        floor = self.needs.least - self.needs.value
        usable = hidden & ~self.barred
        return Cover(hidden, self.before.proofs.holding(self.system.matrix, usable, floor))

    def against(self, needs: Needs, before: Cover) -> Gate:
        """Return the gate that has hidden so much and faces other needs."""
        gate = replace(self, needs=needs, before=before)
        gate.__dict__["loss"] = self.loss
        return gate

    def puzzles(self, found: Cover) -> list[tuple[Numbers, Puzzle]]:
        """Return the parts of the edition that share no relation and have needs without proof.

        Each with its quantities.
        """
        start = found.hidden & ~self.barred
        open_needs = start & self.needs.must & ~met(self.needs, found.proofs)
        parts = []
        for inner in split(self.system.part):
            if not open_needs[inner].any():
                continue
            needs = self.needs.part(inner)
            network = Network(self.system.equations.among(inner), needs.value - needs.least)
            parts.append(
                (inner, Puzzle(network, needs, self.loss[inner], start[inner], self.barred[inner]))
            )
        return parts


def find_cover(gate: Gate) -> Cover:
    """Return what is hidden, primary quantities included, so that every need is met.

    Each need gets the cheapest cover given what is hidden already; then what proves needless is
    shown again, the dearest first. No optimum, but near it on tables small enough to tell. The
    proofs are those of earlier searches and of this one: not all hold against every attacker.
    """
    found = gate.begun()
    hidden = found.hidden.copy()
    puzzles = gate.puzzles(found)
    tasks = [(puzzle, found.proofs.inside(inner)) for inner, puzzle in puzzles]
    more: list[tuple[Numbers, Proofs]] = []
    for (inner, _), best in zip(puzzles, gate.crew.each(solved_best, tasks), strict=True):
        hidden[inner] |= best.hidden
        more.append((inner, best.proofs))
    proofs = found.proofs if gate.before is None else gate.before.proofs
    return Cover(hidden, proofs.joined(more))


def solved_best(puzzle: Puzzle, known: Proofs) -> Cover:
    """Return the better cover of one part of an edition, with the proofs that are new.

    Small parts are covered twice, in opposite orders.
    """
    orders = (1, -1) if puzzle.network.equations.size < SMALL else (1,)
    tries = [solved(puzzle, known, order) for order in orders]
    best = min(tries, key=lambda one: float(puzzle.loss[one.hidden].sum()))
    return replace(best, proofs=best.proofs.since(known.count))


def solved(puzzle: Puzzle, known: Proofs, order: int) -> Cover:
    """Return the cover of one part of an edition, the greatest needs first (-1: last)."""
    found = Cover(puzzle.start, known)
    hopeless: set[int] = set()
    while True:
        found = replace(
            found, proofs=prove(puzzle.network.equations, puzzle.needs, found.hidden, found.proofs)
        )
        waiting = [one for one in neediest(puzzle, found) if one not in hopeless]
        if not waiting:
            return improved(puzzle, found.without_idle(puzzle)).without_idle(puzzle)
        for quantity in waiting[::order][: max(FEWEST, len(waiting) // 4)]:
            if not found.proven(puzzle, quantity):
                found = covered(puzzle, found, quantity)
            if not found.proven(puzzle, quantity):
                hopeless.add(quantity)


def neediest(puzzle: Puzzle, found: Cover) -> list[int]:
    """Return the quantities whose need is not proven to be met, the greatest need first."""
    waiting = np.flatnonzero(found.unproven(puzzle))
    rise, fall = puzzle.needs.spans(waiting)
    return [int(one) for one in waiting[np.argsort(-(rise - fall), kind="stable")]]


def covered(
    puzzle: Puzzle,
    found: Cover,
    quantity: int,
    barred: int | None = None,
    budget: float = np.inf,
) -> Cover:
    """Return the cover with the cheapest cover of one quantity added, `barred` not used.

    The quantity is made to move both ways; where it cannot, one way by the full width. Given up
    where it would lose more than the budget.
    """
    usable = ~puzzle.barred
    if barred is not None:
        usable[barred] = False
    width = puzzle.needs.width
    near = list[Neighbourhood]()
    for amount in (*puzzle.needs.moves(quantity), width, -width):
        if found.proven(puzzle, quantity):
            break
        done = found.proofs.rise[quantity] if amount > 0 else found.proofs.fall[quantity]
        if not amount or abs(done) >= abs(amount):
            continue
        near = near or puzzle.network.near(quantity, usable)
        cost = np.where(found.hidden, 0.0, puzzle.loss)
        here, moved = first_move(near, amount, cost)
        if here is None or moved is None:
            continue
        # Hardly a cell moves by more than is asked, so no cover can lose less than this.
        if float(cost @ np.abs(moved)) / abs(amount) > budget:
            break
        found = found.extended(sharpened(here, moved, amount, cost))
    return found


def first_move(
    near: Sequence[Neighbourhood], amount: float, cost: Floats
) -> tuple[Neighbourhood | None, Floats | None]:
    """Return the narrowest circle in which a quantity can move so far, and the cheapest move."""
    for here in near:
        moved = here.move(amount, cost)
        if moved is not None:
            return here, moved
    return None, None


def sharpened(here: Neighbourhood, first: Floats, amount: float, cost: Floats) -> Floats:
    """Return a move that hides little more: solved for units, then again for whole cells."""
    best = moved = first
    for _ in range(SHARPEN):
        if not cost[best != 0].any():
            break
        again = here.move(amount, cost / (np.abs(moved) + 0.5))
        if again is None or ((again != 0) == (best != 0)).all():
            break
        moved = again
        best = min(best, moved, key=lambda one: float(cost[one != 0].sum()))
    return best


def improved(puzzle: Puzzle, found: Cover) -> Cover:
    """Return the cover after showing what can be shown, the dearest tried first.

    A quantity is shown where no need depends on it, or where cheaper covers can take its place.
    """
    spare = np.flatnonzero(found.hidden & ~puzzle.start)
    dearest = sorted((int(i) for i in spare), key=lambda i: -puzzle.loss[i])
    tried = len(dearest) if len(puzzle.loss) < LARGE else MOST_TRIED
    for one in dearest[:tried]:
        if dispensable(puzzle, found.hidden, one):
            found = swapped(puzzle, found, one) or found
    return found


def dispensable(puzzle: Puzzle, hidden: Flags, shown: int) -> bool:
    """Return whether every relation of a quantity could do without it, at no greater loss.

    Where just one other is hidden beside it, another must be hidden in its place.
    """
    loss, equations = puzzle.loss, puzzle.network.equations
    matrix = equations.matrix
    fixed = puzzle.needs.must & puzzle.start
    _, relations, _ = equations.entries(np.array([shown]))
    for relation in relations:
        beside = matrix.indices[matrix.indptr[relation] : matrix.indptr[relation + 1]]
        beside = beside[beside != shown]
        others = hidden[beside] & ~puzzle.barred[beside]
        if others.sum() == 1 and fixed[beside[others]].all():
            instead = beside[~hidden[beside] & ~puzzle.barred[beside]]
            if not len(instead) or loss[instead].min() >= loss[shown]:
                return False
    return True


def swapped(puzzle: Puzzle, found: Cover, shown: int) -> Cover | None:
    """Return a cover with one quantity shown that loses less, None where none is found."""
    trial = found.showing(shown)
    budget = float(puzzle.loss[shown])
    while waiting := neediest(puzzle, trial):
        if len(waiting) > WAITING:
            return None
        for quantity in waiting:
            if trial.proven(puzzle, quantity):
                continue
            before = trial.hidden
            trial = covered(puzzle, trial, quantity, barred=shown, budget=budget)
            budget -= float(puzzle.loss[trial.hidden & ~before].sum())
            if budget <= 0 or not trial.proven(puzzle, quantity):
                return None
    return trial
