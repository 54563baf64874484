"""Parts of an edition, and what is hidden in them with the proofs that it is hidden well."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cpims_report.disclosure.flow import Network
from cpims_report.disclosure.needs import Needs
from cpims_report.disclosure.proofs import Proofs, moved_by
from cpims_report.disclosure.system import TOLERANCE, Flags, Floats


@dataclass(frozen=True)
class Puzzle:
    """One part of an edition: its relations, needs and losses, and what is hidden to begin with."""

    network: Network
    needs: Needs
    loss: Floats
    start: Flags
    barred: Flags


@dataclass(frozen=True)
class Cover:
    """What is hidden, and proofs that it is hidden well."""

    hidden: Flags
    proofs: Proofs

    def unproven(self, puzzle: Puzzle) -> Flags:
        """Return which needs the proofs leave open."""
        value = puzzle.needs.value
        met = puzzle.needs.met(value + self.proofs.fall, value + self.proofs.rise)
        open_needs: Flags = self.hidden & puzzle.needs.must & ~met
        return open_needs

    def proven(self, puzzle: Puzzle, quantity: int) -> bool:
        """Return whether the proofs meet the need of one quantity."""
        low, high = self.proofs.fall[quantity], self.proofs.rise[quantity]
        value, needs = puzzle.needs.value[quantity], puzzle.needs
        wide = high - low >= needs.width - TOLERANCE
        return bool(wide and value + high >= needs.reach[quantity] - TOLERANCE)

    def showing(self, quantity: int) -> Cover:
        """Return the cover with one quantity shown, and the proofs that still hold."""
        hidden = self.hidden.copy()
        hidden[quantity] = False
        return Cover(hidden, self.proofs.fixing(quantity))

    def without_idle(self, puzzle: Puzzle) -> Cover:
        """Return the cover with what moves in no proof shown, for it covers nothing."""
        idle = (self.proofs.fall == 0) & (self.proofs.rise == 0)
        return replace(self, hidden=self.hidden & (puzzle.start | ~idle))

    def extended(self, moved: Floats) -> Cover:
        """Return the cover that also hides all that moves in one more proof."""
        return Cover(self.hidden | (moved != 0), self.proofs.adding([moved_by(moved)]))
