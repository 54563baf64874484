"""Secondary suppression: what else must be hidden so that what is hidden stays so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from cpims_report.suppression.attackers import Attacker
from cpims_report.suppression.equations import Equations, Flags, Floats, Numbers, split
from cpims_report.suppression.inner_bounds import met, prove
from cpims_report.suppression.network import SMALL, Neighbourhood, Network
from cpims_report.suppression.pattern import Component, Pattern
from cpims_report.suppression.proofs import Proofs
from cpims_report.suppression.protection_levels import ProtectionLevels
from cpims_report.suppression.workers import ALONE, Workers

SHARPEN = 2
"""How often a pattern is solved again with costs per cell instead of per unit moved."""
FEWEST = 20
"""So many cells, or a quarter of them, are covered one by one before the next proof in bulk."""
LARGE, MOST_TRIED = 1_500, 60
"""In a component of so many cells just the dearest few are tried to be shown again."""
WAITING = 40
"""A cell is not shown again where the cover of more cells than this depends on it."""


@dataclass(frozen=True)
class Search:
    """What the search for a pattern against one attacker works with.

    `weights`: the loss of hiding each cell. `start`: what is hidden before any cover. `barred`:
    what hides nothing, being known or empty. `before`: what an earlier search has hidden, with its
    proofs; it stays hidden.
    """

    equations: Equations
    levels: ProtectionLevels
    weights: Floats
    start: Flags
    barred: Flags
    before: Pattern | None = None

    def begun(self) -> Pattern:
        """Return what is hidden before any cover, and those earlier proofs that hold here."""
        if self.before is None:
            return Pattern(self.start.copy(), Proofs.none(len(self.start)))
        hidden = self.start | self.before.hidden
        floor = self.levels.least - self.levels.value
        proofs = self.before.proofs.holding(self.equations.matrix, hidden & ~self.barred, floor)
        return Pattern(hidden, proofs)

    def against(self, attacker: Attacker, before: Pattern) -> Search:
        """Return the search that has hidden so much and faces another attacker."""
        return replace(
            self, levels=attacker.levels, barred=self.barred | attacker.known, before=before
        )

    def components(self, found: Pattern) -> list[tuple[Numbers, Component]]:
        """Return the cells that share no equation with others and have levels without proof.

        Each component with the numbers of its cells.
        """
        start = found.hidden & ~self.barred
        unmet = start & self.levels.must & ~met(self.levels, found.proofs)
        components = []
        for inner in split(self.equations.part):
            if not unmet[inner].any():
                continue
            levels = self.levels.part(inner)
            network = Network(self.equations.among(inner), levels.value - levels.least)
            components.append(
                (
                    inner,
                    Component(
                        network, levels, self.weights[inner], start[inner], self.barred[inner]
                    ),
                )
            )
        return components


def find_pattern(search: Search, workers: Workers = ALONE) -> Pattern:
    """Return what is hidden, primary cells included, so that every protection level is met.

    Each cell gets the cheapest cover given what is hidden already; then what proves needless is
    shown again, the dearest first. No optimum, but near it on tables small enough to tell. The
    proofs are those of earlier searches and of this one: not all hold against every attacker.
    """
    found = search.begun()
    hidden = found.hidden.copy()
    components = search.components(found)
    tasks = [(component, found.proofs.inside(inner)) for inner, component in components]
    more: list[tuple[Numbers, Proofs]] = []
    for (inner, _), best in zip(components, workers.each(solved_best, tasks), strict=True):
        hidden[inner] |= best.hidden
        more.append((inner, best.proofs))
    proofs = found.proofs if search.before is None else search.before.proofs
    return Pattern(hidden, proofs.joined(more))


def solved_best(component: Component, known: Proofs) -> Pattern:
    """Return the better cover of one part of an edition, with the proofs that are new.

    Small parts are covered twice, in opposite orders.
    """
    orders = (1, -1) if component.network.equations.size < SMALL else (1,)
    tries = [solved(component, known, order) for order in orders]
    best = min(tries, key=lambda one: float(component.weights[one.hidden].sum()))
    return replace(best, proofs=best.proofs.since(known.count))


def solved(component: Component, known: Proofs, order: int) -> Pattern:
    """Return the cover of one part of an edition, the greatest needs first (-1: last)."""
    found = Pattern(component.start, known)
    hopeless: set[int] = set()
    while True:
        found = replace(
            found,
            proofs=prove(component.network.equations, component.levels, found.hidden, found.proofs),
        )
        waiting = [one for one in neediest(component, found) if one not in hopeless]
        if not waiting:
            return improved(component, found.without_idle(component)).without_idle(component)
        for quantity in waiting[::order][: max(FEWEST, len(waiting) // 4)]:
            if not found.proven(component, quantity):
                found = covered(component, found, quantity)
            if not found.proven(component, quantity):
                hopeless.add(quantity)


def neediest(component: Component, found: Pattern) -> list[int]:
    """Return the quantities whose need is not proven to be met, the greatest need first."""
    waiting = np.flatnonzero(found.unproven(component))
    rise, fall = component.levels.spans(waiting)
    return [int(one) for one in waiting[np.argsort(-(rise - fall), kind="stable")]]


def covered(
    component: Component,
    found: Pattern,
    quantity: int,
    barred: int | None = None,
    budget: float = np.inf,
) -> Pattern:
    """Return the cover with the cheapest cover of one quantity added, `barred` not used.

    The quantity is made to move both ways; where it cannot, one way by the full width. Given up
    where it would lose more than the budget.
    """
    usable = ~component.barred
    if barred is not None:
        usable[barred] = False
    width = component.levels.width
    near = list[Neighbourhood]()
    for amount in (*component.levels.moves(quantity), width, -width):
        if found.proven(component, quantity):
            break
        done = found.proofs.rise[quantity] if amount > 0 else found.proofs.fall[quantity]
        if not amount or abs(done) >= abs(amount):
            continue
        near = near or component.network.near(quantity, usable)
        cost = np.where(found.hidden, 0.0, component.weights)
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


def improved(component: Component, found: Pattern) -> Pattern:
    """Return the cover after showing what can be shown, the dearest tried first.

    A quantity is shown where no need depends on it, or where cheaper covers can take its place.
    """
    spare = np.flatnonzero(found.hidden & ~component.start)
    dearest = sorted((int(i) for i in spare), key=lambda i: -component.weights[i])
    tried = len(dearest) if len(component.weights) < LARGE else MOST_TRIED
    for one in dearest[:tried]:
        if dispensable(component, found.hidden, one):
            found = swapped(component, found, one) or found
    return found


def dispensable(component: Component, hidden: Flags, shown: int) -> bool:
    """Return whether every relation of a quantity could do without it, at no greater loss.

    Where just one other is hidden beside it, another must be hidden in its place.
    """
    loss, equations = component.weights, component.network.equations
    matrix = equations.matrix
    fixed = component.levels.must & component.start
    _, relations, _ = equations.entries(np.array([shown]))
    for relation in relations:
        beside = matrix.indices[matrix.indptr[relation] : matrix.indptr[relation + 1]]
        beside = beside[beside != shown]
        others = hidden[beside] & ~component.barred[beside]
        if others.sum() == 1 and fixed[beside[others]].all():
            instead = beside[~hidden[beside] & ~component.barred[beside]]
            if not len(instead) or loss[instead].min() >= loss[shown]:
                return False
    return True


def swapped(component: Component, found: Pattern, shown: int) -> Pattern | None:
    """Return a cover with one quantity shown that loses less, None where none is found."""
    trial = found.showing(shown)
    budget = float(component.weights[shown])
    while waiting := neediest(component, trial):
        if len(waiting) > WAITING:
            return None
        for quantity in waiting:
            if trial.proven(component, quantity):
                continue
            before = trial.hidden
            trial = covered(component, trial, quantity, barred=shown, budget=budget)
            budget -= float(component.weights[trial.hidden & ~before].sum())
            if budget <= 0 or not trial.proven(component, quantity):
                return None
    return trial
