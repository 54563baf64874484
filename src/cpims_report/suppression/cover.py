"""The cheapest cover of one hidden cell: which others must be hidden so that it can move."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cpims_report.suppression.equations import Floats
from cpims_report.suppression.network import SMALL, Neighbourhood
from cpims_report.suppression.pattern import Component, Pattern
from cpims_report.suppression.protection_levels import ProtectionLevels

SHARPEN = 2
"""How often a pattern is solved again with costs per cell instead of per unit moved."""
SPLITS = 5
"""In small components so many ways to rise and fall are tried."""


def neediest(component: Component, found: Pattern) -> list[int]:
    """Return the cells whose need is not proven to be met, the greatest need first."""
    waiting = np.flatnonzero(found.unproven(component))
    rise, fall = component.levels.spans(waiting)
    return [int(one) for one in waiting[np.argsort(-(rise - fall), kind="stable")]]


def covered(
    component: Component,
    found: Pattern,
    cell: int,
    barred: int | None = None,
    budget: float = np.inf,
    split: tuple[float, float] | None = None,
) -> Pattern:
    """Return the cover with the cheapest cover of one cell added, `barred` not used.

    The cell is made to move both ways; where it cannot, one way by the full width. Given up
    where it would lose more than the budget.
    """
    usable = ~component.barred
    if barred is not None:
        usable[barred] = False
    width = component.levels.width
    near = list[Neighbourhood]()
    for amount in (*(split or component.levels.moves(cell)), width, -width):
        if found.proven(component, cell):
            break
        done = found.proofs.rise[cell] if amount > 0 else found.proofs.fall[cell]
        if not amount or abs(done) >= abs(amount):
            continue
        near = near or component.network.near(cell, usable)
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
    """Return the narrowest circle in which a cell can move so far, and the cheapest move."""
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


def covered_best(component: Component, found: Pattern, cell: int, budget: float) -> Pattern:
    """Return the pattern with the cheapest cover of one cell, however far it rises and falls."""
    if component.network.equations.size >= SMALL:
        return covered(component, found, cell, budget=budget)
    tries = [
        covered(component, found, cell, budget=budget, split=split)
        for split in splits(component.levels, cell)
    ]
    return min(
        tries,
        key=lambda one: (
            not one.proven(component, cell),
            float(component.weights[one.hidden].sum()),
        ),
    )


def splits(levels: ProtectionLevels, cell: int) -> list[tuple[float, float]]:
    """Return some ways to rise and (negative) to fall so far that an interval is wide enough."""
    short = max(0.0, float(levels.reach[cell] - levels.value[cell]))
    room = min(float(levels.value[cell] - levels.least[cell]), levels.width - short)
    falls = {max(0.0, float(np.floor(room * part / SPLITS))) for part in range(SPLITS + 1)}
    found = [(max(short, levels.width - fall), -fall) for fall in sorted(falls)]
    return [levels.moves(cell), *(one for one in found if one != levels.moves(cell))]
