"""Protection levels: how wide the feasibility interval of each suppressed cell must be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from cpims_report.suppression.equations import TOLERANCE, Flags, Floats, Numbers


@dataclass(frozen=True)
class ProtectionLevels:
    """What one attacker's feasibility intervals must be.

    Per cell its `value`, the `least` that the attacker takes it to be (the lower external bound),
    the number that must stay possible (`reach`, the value and its upper protection level; 0 where
    any will do) and whether it must be protected at all once it is hidden (`must`); `width` is the
    sliding protection level, the least width of every interval.
    """

    value: Floats
    least: Floats
    reach: Floats
    must: Flags
    width: float

    @classmethod
    def of(
        cls,
        values: Floats,
        least: Floats,
        primary: Flags,
        thresholds: Floats,
        must: Flags,
        width: float,
    ) -> ProtectionLevels:
        """Return the levels of cells under thresholds.

        A primary cell under its threshold must be able to be as high as that; a primary zero must
        be able to hold as many as the narrowest interval allows.
        """
        small = primary & (values < thresholds)
        reach = np.where(small, np.where(values > 0, thresholds, width), 0.0)
        return cls(values, least, reach, must, width)

    def met(self, low: Floats, high: Floats, of: Numbers | None = None) -> Flags:
        """Return whether an attacker's intervals, of all or some cells, are wide enough."""
        reach = self.reach if of is None else self.reach[of]
        return (high - low >= self.width - TOLERANCE) & (high >= reach - TOLERANCE)

    def moves(self, cell: int) -> tuple[float, float]:
        """Return by how much a cell must be able to rise and (negative) to fall, about evenly.

        What it cannot fall, being small, it must rise.
        """
        rise, fall = self.spans(np.array([cell]))
        return float(rise[0]), -float(fall[0])

    def spans(self, cells: Numbers) -> tuple[Floats, Floats]:
        """Return by how much cells must be able to rise and to fall: see `moves`."""
        room = self.value[cells] - self.least[cells]
        fall = np.minimum(room, np.floor(self.width / 2))
        rise = np.maximum(self.width - fall, self.reach[cells] - self.value[cells])
        return rise, np.maximum(0.0, self.width - rise)

    def without(self, cells: Sequence[int]) -> ProtectionLevels:
        """Return the levels without those of some cells."""
        must = self.must.copy()
        must[list(cells)] = False
        return replace(self, must=must)

    def part(self, cells: Numbers) -> ProtectionLevels:
        """Return the levels of some cells alone."""
        return ProtectionLevels(
            self.value[cells],
            self.least[cells],
            self.reach[cells],
            self.must[cells],
            self.width,
        )
