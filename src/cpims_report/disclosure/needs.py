"""How uncertain an attacker must be left about each hidden quantity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.primary import SHOWN, thresholds
from cpims_report.disclosure.registry import REST
from cpims_report.disclosure.system import TOLERANCE, Flags, Floats, Numbers, System
from cpims_report.schema import DIMENSIONS, UNKNOWN_CELL


@dataclass(frozen=True)
class Needs:
    """What one attacker's intervals must be.

    Per quantity its `value`, the `least` that the attacker takes it to be, the number that must
    stay possible (`reach`, 0 where any will do) and whether it needs cover at all once it is
    hidden (`must`); `width` is the least width of every interval.
    """

    value: Floats
    least: Floats
    reach: Floats
    must: Flags
    width: float

    @classmethod
    def of(cls, system: System, reasons: pd.Series[str], settings: Settings) -> Needs:
        """Return the needs of a system whose primary `reasons` are known, against any reader.

        A small count must be able to be as high as its threshold. The cells beside a uniform one
        must be able to hold as many as the narrowest interval allows. Slacks and large rests need
        no cover.
        """
        width = float(settings.policy.minimum_width)
        values = system.truth
        primary = reasons.ne(SHOWN).to_numpy()
        limits = thresholds(system, settings).to_numpy(dtype=float)
        reach = np.where(primary & (values < limits), np.where(values > 0, limits, width), 0.0)
        rests = system.quantities["role"].eq(REST).to_numpy() & primary
        return cls(values, system.least, reach, ~always_hidden(system) | rests, width)

    def met(self, low: Floats, high: Floats, of: Numbers | None = None) -> Flags:
        """Return whether an attacker's intervals, of all or some quantities, are wide enough."""
        reach = self.reach if of is None else self.reach[of]
        return (high - low >= self.width - TOLERANCE) & (high >= reach - TOLERANCE)

    def moves(self, quantity: int) -> tuple[float, float]:
        """Return by how much a quantity must be able to rise and (negative) to fall, about evenly.

        What it cannot fall, being small, it must rise.
        """
        rise, fall = self.spans(np.array([quantity]))
        return float(rise[0]), -float(fall[0])

    def spans(self, quantities: Numbers) -> tuple[Floats, Floats]:
        """Return by how much quantities must be able to rise and to fall: see `moves`."""
        room = self.value[quantities] - self.least[quantities]
        fall = np.minimum(room, np.floor(self.width / 2))
        rise = np.maximum(self.width - fall, self.reach[quantities] - self.value[quantities])
        return rise, np.maximum(0.0, self.width - rise)

    def without(self, quantities: Sequence[int]) -> Needs:
        """Return the needs without those of some quantities."""
        must = self.must.copy()
        must[list(quantities)] = False
        return replace(self, must=must)

    def part(self, quantities: Numbers) -> Needs:
        """Return the needs of some quantities alone."""
        return Needs(
            self.value[quantities],
            self.least[quantities],
            self.reach[quantities],
            self.must[quantities],
            self.width,
        )


def always_hidden(system: System) -> Flags:
    """Return which quantities are printed nowhere."""
    return system.quantities["printed"].eq(0).to_numpy()


def no_unknowns(system: System) -> Flags:
    """Return which quantities count unknowns of whom there are none: hiding one covers nothing.

    Where a field is always known (the day of a dated closure) a reader knows that there are none.
    """
    codes = system.quantities[list(DIMENSIONS)]
    unknown = codes.apply(lambda column: column.str.endswith(UNKNOWN_CELL)).any(axis=1)
    none: Flags = (unknown & system.quantities["value"].eq(0)).to_numpy()
    return none & ~always_hidden(system)
