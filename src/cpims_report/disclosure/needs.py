"""How uncertain an attacker must be left about each hidden quantity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.primary import SHOWN, thresholds
from cpims_report.disclosure.registry import REST
from cpims_report.disclosure.system import TOLERANCE, Flags, Floats, Numbers, System


@dataclass(frozen=True)
class Needs:
    """What an attacker's intervals must be.

    Per quantity its `value`, the `least` an attacker takes it to be, and the number that must stay
    possible (`reach`, 0 where any will do); `width` is the least width of every interval.
    """

    value: Floats
    least: Floats
    reach: Floats
    width: float

    @classmethod
    def of(cls, system: System, reasons: pd.Series[str], settings: Settings) -> Needs:
        """Return the needs of a system whose primary `reasons` are known.

        A small count must be able to be as high as its threshold. The cells beside a uniform one
        must be able to hold as many as the narrowest interval allows.
        """
        width = float(settings.policy.minimum_width)
        values = system.truth
        primary = reasons.ne(SHOWN).to_numpy()
        limits = thresholds(system, settings).to_numpy(dtype=float)
        reach = np.where(primary & (values < limits), np.where(values > 0, limits, width), 0.0)
        return cls(values, system.least, reach, width)

    def met(self, low: Floats, high: Floats, of: Numbers | None = None) -> Flags:
        """Return whether an attacker's intervals, of all or some quantities, are wide enough."""
        reach = self.reach if of is None else self.reach[of]
        return (high - low >= self.width - TOLERANCE) & (high >= reach - TOLERANCE)

    def moves(self, quantity: int) -> tuple[float, float]:
        """Return by how much a quantity must be able to rise and (negative) to fall, about evenly.

        What it cannot fall, being small, it must rise.
        """
        room = self.value[quantity] - self.least[quantity]
        fall = min(room, np.floor(self.width / 2))
        rise = max(self.width - fall, self.reach[quantity] - self.value[quantity])
        return float(rise), -float(max(0.0, self.width - rise))


def always_hidden(system: System) -> Flags:
    """Return which quantities are printed nowhere."""
    return system.quantities["printed"].eq(0).to_numpy()


def to_cover(system: System, hidden: Flags, reasons: pd.Series[str]) -> Flags:
    """Return which hidden quantities must not be learnt: all but slacks and large rests."""
    printed = ~always_hidden(system)
    rests = system.quantities["role"].eq(REST).to_numpy() & reasons.ne(SHOWN).to_numpy()
    return hidden & (printed | rests)
