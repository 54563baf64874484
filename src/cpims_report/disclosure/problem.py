"""An edition stated as a problem of cell suppression: cells, equations, attackers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.contributions import find_own
from cpims_report.disclosure.earlier_editions import Past, find_past
from cpims_report.disclosure.equations.registry import REST, Registry, register
from cpims_report.disclosure.equations.relations import relate
from cpims_report.disclosure.equations.system import System
from cpims_report.disclosure.measures import several
from cpims_report.disclosure.primary import (
    DOMINATED,
    REVISED,
    SHOWN,
    WITHHELD,
    find_primary,
    thresholds,
)
from cpims_report.disclosure.weights import losses
from cpims_report.schema import DIMENSIONS, UNKNOWN_CELL
from cpims_report.suppression import (
    OUTSIDER,
    Attacker,
    Flags,
    Floats,
    Problem,
    ProtectionLevels,
    Release,
    contributor,
    find_dominated,
)


@dataclass(frozen=True)
class Stated:
    """What the gate works with: numbers, relations, reasons, and what attackers know.

    `own`: each agency's part of every number. `past`: what earlier editions tell.
    """

    settings: Settings
    registry: Registry
    system: System
    reasons: pd.Series[str]
    past: Past
    own: pd.DataFrame | None

    @classmethod
    def of(
        cls,
        exact: pd.DataFrame,
        settings: Settings,
        contributions: pd.DataFrame | None = None,
        earlier: pd.DataFrame | None = None,
    ) -> Stated:
        """Return exact cells with what makes them a problem.

        Raises DisclosureRefused where the tables do not add up.
        """
        registry = register(exact, settings)
        system = relate(registry, settings)
        past = find_past(system, earlier, settings, len(registry.quantities))
        reasons = find_primary(system, settings)
        reasons = reasons.mask(reasons.eq(SHOWN) & past.revised, REVISED)
        reasons = reasons.mask(reasons.eq(SHOWN) & past.withheld, WITHHELD)
        if contributions is None or contributions.empty:
            return cls(settings, registry, system, reasons, past, None)
        own = find_own(system, contributions, settings)
        if settings.policy.dominance == "protect":
            nearly = find_dominated(own, system.truth, settings.policy.dominance_share)
            nearly &= system.quantities["printed"].gt(0)
            reasons = reasons.mask(reasons.eq(SHOWN) & nearly, DOMINATED)
        return cls(settings, registry, system, reasons, past, own)

    @cached_property
    def problem(self) -> Problem:
        """The problem for the engine."""
        policy, system, past = self.settings.policy, self.system, self.past
        levels = self.levels.without([int(one) for one in np.flatnonzero(past.known)])
        outsider = Attacker(OUTSIDER, levels, past.known)
        return Problem(
            system.equations,
            losses(system, several(self.settings)),
            self.primary,
            system.latent,
            no_unknowns(system),
            outsider,
            tuple(self.members(outsider)) if policy.insiders != "off" else (),
            noted=policy.insiders != "protect",
            release=Release(past.hidden, past.aside) if past.whole else None,
            thorough=False,  # tried on 2016-2018: as many are hidden, within one in a hundred
        )

    @property
    def primary(self) -> Flags:
        """What must be hidden."""
        return self.reasons.ne(SHOWN).to_numpy()

    @property
    def levels(self) -> ProtectionLevels:
        """The protection levels against any reader.

        A small count must be able to be as high as its threshold. The cells beside a uniform one
        must be able to hold as many as the narrowest interval allows. Slacks and large rests need
        no cover.
        """
        system = self.system
        rests = system.quantities["role"].eq(REST).to_numpy() & self.primary
        return ProtectionLevels.of(
            system.truth,
            system.least,
            self.primary,
            self.limits,
            ~system.latent | rests,
            float(self.settings.policy.minimum_width),
        )

    @property
    def limits(self) -> Floats:
        """The smallest count of each quantity that may be shown."""
        return np.asarray(thresholds(self.system, self.settings), dtype=np.float64)

    def members(self, outsider: Attacker) -> Iterable[Attacker]:
        """Yield the members as attackers, each of whom knows its own figures."""
        if self.own is not None:
            for agency, row in self.own.iterrows():
                yield contributor(str(agency), row.to_numpy(dtype=float), outsider, self.limits)


def no_unknowns(system: System) -> Flags:
    """Return which quantities count unknowns of whom there are none: hiding one covers nothing.

    Where a field is always known (the day of a dated closure) a reader knows that there are none.
    """
    codes = system.quantities[list(DIMENSIONS)]
    unknown = codes.apply(lambda column: column.str.endswith(UNKNOWN_CELL)).any(axis=1)
    none: Flags = (unknown & system.quantities["value"].eq(0)).to_numpy()
    return none & ~system.latent
