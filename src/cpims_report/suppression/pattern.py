"""Suppression patterns: which cells are hidden, with the proofs that they are hidden well."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cpims_report.suppression.equations import TOLERANCE, Flags, Floats
from cpims_report.suppression.network import Network
from cpims_report.suppression.proofs import Proofs, moved_by
from cpims_report.suppression.protection_levels import ProtectionLevels


@dataclass(frozen=True)
class Component:
    """Cells that share no equation with any others: what of the problem concerns them.

    Their equations, protection levels and weights, what is hidden to begin with, and what hides
    nothing (`barred`).
    """

    network: Network
    levels: ProtectionLevels
    weights: Floats
    start: Flags
    barred: Flags


@dataclass(frozen=True)
class Pattern:
    """What is hidden, and proofs that it is hidden well."""

    hidden: Flags
    proofs: Proofs

    def unproven(self, component: Component) -> Flags:
        """Return which protection levels the proofs leave open."""
        value = component.levels.value
        met = component.levels.met(value + self.proofs.fall, value + self.proofs.rise)
        unmet: Flags = self.hidden & component.levels.must & ~met
        return unmet

    def proven(self, component: Component, cell: int) -> bool:
        """Return whether the proofs meet the protection level of one cell."""
        low, high = self.proofs.fall[cell], self.proofs.rise[cell]
        value, levels = component.levels.value[cell], component.levels
        wide = high - low >= levels.width - TOLERANCE
        return bool(wide and value + high >= levels.reach[cell] - TOLERANCE)

    def showing(self, cell: int) -> Pattern:
        """Return the pattern with one cell shown, and the proofs that still hold."""
        hidden = self.hidden.copy()
        hidden[cell] = False
        return Pattern(hidden, self.proofs.fixing(cell))

    def without_idle(self, component: Component) -> Pattern:
        """Return the pattern with what moves in no proof shown, for it covers nothing."""
        idle = (self.proofs.fall == 0) & (self.proofs.rise == 0)
        return replace(self, hidden=self.hidden & (component.start | ~idle))

    def extended(self, moved: Floats) -> Pattern:
        """Return the pattern that also hides all that moves in one more proof."""
        return Pattern(self.hidden | (moved != 0), self.proofs.adding([moved_by(moved)]))
