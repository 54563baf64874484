"""Patterns with less hidden: what proves needless is shown, covers are put together anew."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np

from cpims_report.suppression.cover import covered, covered_best, neediest
from cpims_report.suppression.equations import Flags
from cpims_report.suppression.network import SMALL
from cpims_report.suppression.pattern import Component, Pattern

LARGE, MOST_TRIED = 1_500, 60
"""In a component of so many cells just the dearest few are tried to be shown again."""
PAIRED = 12
"""Of so many cells two are shown at a time."""
WAITING = 40
"""A cell is not shown again where the cover of more cells than this depends on it."""


def improved(component: Component, found: Pattern) -> Pattern:
    """Return the cover after showing what can be shown, the dearest tried first.

    A cell is shown where no need depends on it, or where cheaper covers can take its place.
    """
    spare = np.flatnonzero(found.hidden & ~component.start)
    dearest = sorted((int(i) for i in spare), key=lambda i: -component.weights[i])
    tried = len(dearest) if len(component.weights) < LARGE else MOST_TRIED
    for one in dearest[:tried]:
        if dispensable(component, found.hidden, one):
            found = swapped(component, found, one) or found
    return found


def dispensable(component: Component, hidden: Flags, shown: int) -> bool:
    """Return whether every equation of a cell could do without it, at no greater loss.

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
    """Return a cover with one cell shown that loses less, None where none is found."""
    trial = found.showing(shown)
    budget = float(component.weights[shown])
    while waiting := neediest(component, trial):
        if len(waiting) > WAITING:
            return None
        for cell in waiting:
            if trial.proven(component, cell):
                continue
            before = trial.hidden
            trial = covered(component, trial, cell, barred=shown, budget=budget)
            budget -= float(component.weights[trial.hidden & ~before].sum())
            if budget <= 0 or not trial.proven(component, cell):
                return None
    return trial


def repaired(component: Component, found: Pattern) -> Pattern:
    """Return the pattern after taking covers apart and putting them together at less loss.

    One cell after the other is shown, the dearest first, with all that then covers nothing any
    more; what needs a cover again gets the cheapest without that cell. In small components two
    cells at a time are tried where one alone gains nothing.
    """
    small = len(component.weights) < SMALL
    for together in (1, 1, 2, 1) if small else (1, 1):
        for shown in candidates(component, found, together):
            if found.hidden[list(shown)].all():
                found = rebuilt(component, found, shown) or found
    return found


def candidates(component: Component, found: Pattern, together: int) -> list[tuple[int, ...]]:
    """Return what may be shown together, the dearest first."""
    spare = np.flatnonzero(found.hidden & ~component.start)
    dearest = sorted((int(i) for i in spare), key=lambda i: -component.weights[i])
    if together > 1:
        return list(combinations(dearest[:PAIRED], together))
    return [(one,) for one in dearest[: None if len(component.weights) < LARGE else MOST_TRIED]]


def rebuilt(component: Component, found: Pattern, shown: tuple[int, ...]) -> Pattern | None:
    """Return a pattern without some cells that loses less, None where none is found."""
    trial = found
    for one in shown:
        trial = trial.showing(one)
    trial = trial.without_idle(component)
    loss = float(component.weights[found.hidden].sum())
    out = np.zeros(len(found.hidden), dtype=bool)
    out[list(shown)] = True
    barred = replace(component, barred=component.barred | out)
    orders = (1, -1) if len(component.weights) < SMALL else (1,)
    tries = [recovered(barred, trial, loss, order) for order in orders]
    better = [one for one in tries if one is not None]
    return min(better, key=lambda one: float(component.weights[one.hidden].sum()), default=None)


def recovered(component: Component, trial: Pattern, most: float, order: int) -> Pattern | None:
    """Return a pattern in which all is covered again at less loss than `most`, None without one."""
    while waiting := neediest(component, trial):
        if len(waiting) > WAITING:
            return None
        for cell in waiting[::order]:
            if trial.proven(component, cell):
                continue
            budget = most - float(component.weights[trial.hidden].sum())
            trial = covered_best(component, trial, cell, budget)
            loss = float(component.weights[trial.hidden].sum())
            if loss >= most or not trial.proven(component, cell):
                return None
    trial = trial.without_idle(component)
    return trial if float(component.weights[trial.hidden].sum()) < most else None
