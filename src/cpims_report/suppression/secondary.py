"""Secondary suppression: what else must be hidden so that what is hidden stays so."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cpims_report.suppression.attackers import Attacker
from cpims_report.suppression.cover import covered, neediest
from cpims_report.suppression.equations import Equations, Flags, Floats, Numbers, split
from cpims_report.suppression.improvement import improved, repaired
from cpims_report.suppression.inner_bounds import met, prove
from cpims_report.suppression.network import SMALL, Network
from cpims_report.suppression.pattern import Component, Pattern
from cpims_report.suppression.proofs import Proofs
from cpims_report.suppression.protection_levels import ProtectionLevels
from cpims_report.suppression.workers import ALONE, Workers

FEWEST = 20
"""So many cells, or a quarter of them, are covered one by one before the next proof in bulk."""


@dataclass(frozen=True)
class Search:
    """What the search for a pattern against one attacker works with.

    `weights`: the loss of hiding each cell. `start`: what is hidden before any cover. `barred`:
    what hides nothing, being known or empty. `before`: what an earlier search has hidden, with its
    proofs; it stays hidden. `thorough`: covers are taken apart and put together anew.
    """

    equations: Equations
    levels: ProtectionLevels
    weights: Floats
    start: Flags
    barred: Flags
    before: Pattern | None = None
    thorough: bool = True

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
    tasks = [
        (component, found.proofs.inside(inner), search.thorough) for inner, component in components
    ]
    more: list[tuple[Numbers, Proofs]] = []
    for (inner, _), best in zip(components, workers.each(solved_best, tasks), strict=True):
        hidden[inner] |= best.hidden
        more.append((inner, best.proofs))
    proofs = found.proofs if search.before is None else search.before.proofs
    return Pattern(hidden, proofs.joined(more))


def solved_best(component: Component, known: Proofs, thorough: bool) -> Pattern:
    """Return the better pattern of one component, with the proofs that are new.

    Small components are covered twice, in opposite orders.
    """
    orders = (1, -1) if component.network.equations.size < SMALL else (1,)
    tries = [solved(component, known, order) for order in orders]
    if thorough:
        tries = [repaired(component, one) for one in tries]
    best = min(tries, key=lambda one: float(component.weights[one.hidden].sum()))
    return replace(best, proofs=best.proofs.since(known.count))


def solved(component: Component, known: Proofs, order: int) -> Pattern:
    """Return the cover of one part of the problem, the greatest needs first (-1: last)."""
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
        for cell in waiting[::order][: max(FEWEST, len(waiting) // 4)]:
            if not found.proven(component, cell):
                found = covered(component, found, cell)
            if not found.proven(component, cell):
                hopeless.add(cell)
