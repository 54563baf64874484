"""A suppression problem: cells, the equations among them, what must be hidden, and from whom."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from cpims_report.suppression.attackers import OUTSIDER, Attacker, contributor
from cpims_report.suppression.audit import EXACT, find_intervals
from cpims_report.suppression.equations import Equations, Flags, Floats
from cpims_report.suppression.feasibility import Attack
from cpims_report.suppression.pattern import Pattern
from cpims_report.suppression.primary import find_small
from cpims_report.suppression.protection_levels import ProtectionLevels
from cpims_report.suppression.secondary import Search


@dataclass(frozen=True)
class Policy:
    """What must be hidden, and how well.

    Cells from 1 to below `threshold` are primary. Every interval must be at least `width` wide.
    Three rules go beyond what is usual in the field and can be switched off: that a small cell must
    be able to be as high as the threshold (`reaching`), that whatever is hidden is protected and
    not primary cells alone (`all_hidden`), and that zeros are shown, so that an attacker takes a
    hidden cell to be at least one (`positive`). `singletons`: contributors know where they are
    alone.
    """

    threshold: float
    width: float
    reaching: bool = True
    all_hidden: bool = True
    positive: bool = True
    singletons: bool = False


@dataclass(frozen=True)
class Release:
    """The pattern of an earlier release of the same cells.

    `hidden` there; `aside` is what it may have left out without need.
    """

    hidden: Flags
    aside: Flags


@dataclass(frozen=True)
class Problem:
    """Cells, by number, and how they must be protected.

    `weights`: the loss of hiding each. `primary`: what must be hidden. `latent`: what no table
    shows, though equations tie it to what tables show. `idle`: what may be hidden, but covers
    nothing. `outsider`: anybody, who knows what earlier releases showed. `contributors`: attackers
    who know their own part; they too must be kept out unless just `noted`. `release`: an earlier
    one whose pattern is kept where it still holds. `thorough`: the search takes covers apart and
    puts them together anew.
    """

    equations: Equations
    weights: Floats
    primary: Flags
    latent: Flags
    idle: Flags
    outsider: Attacker
    contributors: tuple[Attacker, ...] = ()
    noted: bool = False
    release: Release | None = None
    thorough: bool = True

    @classmethod
    def of(
        cls,
        cells: pd.DataFrame,
        equations: Equations,
        policy: Policy,
        own: pd.DataFrame | None = None,
    ) -> Problem:
        """Return the problem of hiding the small ones of cells, one a row with its `value`.

        Where there are such columns: `weight`, the loss of hiding a cell (one more than its root
        where none is given), and the flags `primary`, `known` (from an earlier release), `latent`
        (in no table) and `shown` (whatever happens). `own`: the own part of each cell of
        contributors (contributors x cells), who become attackers.
        """
        values = cells["value"].to_numpy(dtype=np.float64)
        names = ("latent", "known", "primary", "shown")
        latent, known, marked, shown = (flags_of(cells, name) for name in names)
        small = find_small(values, policy.threshold) & ~latent
        primary = marked | small
        weights = cells["weight"] if "weight" in cells else 1 + np.sqrt(values)
        limits = np.full(len(values), float(policy.threshold))
        levels = ProtectionLevels.of(
            values,
            np.where((values > 0) & ~latent & policy.positive, 1.0, 0.0),
            primary,
            limits if policy.reaching else np.zeros(len(values)),
            (primary | policy.all_hidden) & ~latent & ~known,
            float(policy.width),
        )
        outsider = Attacker(OUTSIDER, levels, known)
        contributors = [] if own is None else [*own.iterrows()]
        return cls(
            equations,
            np.asarray(weights, dtype=np.float64),
            primary,
            latent,
            (shown | ((values == 0) & policy.positive)) & ~primary & ~latent,
            outsider,
            tuple(
                contributor(
                    str(name),
                    row.to_numpy(dtype=np.float64),
                    outsider,
                    limits,
                    singleton=policy.singletons,
                )
                for name, row in contributors
            ),
        )

    @property
    def start(self) -> Flags:
        """What is hidden before any cover."""
        return self.latent | self.primary

    def search(self, extra: int = 0) -> Search:
        """Return the search for a pattern against the outsider, with intervals wider by `extra`."""
        levels = self.outsider.levels
        return Search(
            self.equations,
            replace(levels, width=levels.width + extra),
            self.weights,
            self.start,
            self.outsider.known | self.idle,
            thorough=self.thorough,
        )

    def attackers(self) -> tuple[Attacker, ...]:
        """Return all attackers, the outsider first."""
        return (self.outsider, *self.contributors)

    def audited(self, hidden: Flags, pattern: Pattern) -> pd.DataFrame:
        """Return the feasibility intervals that each `attacker` is left with.

        As `find_intervals` gives, of cells `hidden`. The outsider's narrowest are exact.
        """
        frames = [
            find_intervals(
                self.equations,
                one.levels,
                hidden & ~one.known,
                EXACT if one.name == OUTSIDER else 0,
                pattern.proofs,
            ).assign(attacker=one.name)
            for one in self.attackers()
        ]
        return pd.concat(frames, ignore_index=True)

    def lost(self, narrow: pd.DataFrame) -> dict[str, list[int]]:
        """Return by attacker those too narrow cells that no pattern can protect any more.

        What earlier releases give away by what they show is public, whatever is hidden now.
        """
        found = {one.name: list[int]() for one in self.attackers()}
        if not self.outsider.known.any():
            return found
        for one in self.attackers():
            cells = narrow.loc[narrow["attacker"].eq(one.name), "cell"]
            if len(cells):
                found[one.name] = beyond_help(self.equations, one, [int(cell) for cell in cells])
        return found

    def without(self, lost: dict[str, list[int]]) -> Problem:
        """Return the problem without the protection of some cells, by attacker."""
        outsider, *contributors = (one.without(lost[one.name]) for one in self.attackers())
        return replace(self, outsider=outsider, contributors=tuple(contributors))


def flags_of(cells: pd.DataFrame, name: str) -> Flags:
    """Return a column of flags, none set where there is no such column."""
    if name not in cells:
        return np.zeros(len(cells), dtype=bool)
    flags: Flags = cells[name].to_numpy(dtype=bool)
    return flags


def beyond_help(equations: Equations, attacker: Attacker, cells: list[int]) -> list[int]:
    """Return which cells are narrow even if all is hidden that the attacker does not know."""
    levels = attacker.levels
    attack = Attack.on(equations, ~attacker.known, levels.value, levels.least)
    found = []
    for cell in cells:
        low, high = attack.bounds(cell, whole=False)
        if not levels.met(np.array([low]), np.array([high]), np.array([cell]))[0]:
            found.append(cell)
    return found
