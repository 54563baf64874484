"""The engine from beginning to end: a problem in, a pattern that the audit has proved out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from cpims_report.suppression.audit import find_intervals
from cpims_report.suppression.equations import Flags
from cpims_report.suppression.errors import Inconsistent, Unprotected
from cpims_report.suppression.pattern import Pattern
from cpims_report.suppression.problem import Problem
from cpims_report.suppression.proofs import Proofs
from cpims_report.suppression.secondary import find_pattern
from cpims_report.suppression.workers import ALONE, Workers

ROUNDS = 3
"""Tries with ever wider intervals before the engine gives up."""
SWEEPS = 3
"""Times that all contributors are looked at anew, for what hides one cell from a contributor must
itself be hidden from the others."""

Reading = Callable[[Flags], Flags]
"""Returns what is hidden once the release made by a mask is read back."""


@dataclass(frozen=True)
class Suppressed:
    """A mask with its proof.

    `mask`: what is hidden, latent cells too. `intervals`: per hidden cell and `attacker` (the
    outsider's name is empty) the feasibility interval, `low` to `high`; `exact` or at least as wide
    as stated; `met` where it is as wide as its protection levels ask. `problem`: what was solved,
    without what earlier releases had given away, `given_away` of it to contributors alone.
    """

    mask: Flags
    intervals: pd.DataFrame
    problem: Problem
    given_away: int = 0

    @property
    def secondary(self) -> Flags:
        """What is hidden to cover other cells."""
        found: Flags = self.mask & ~self.problem.start
        return found


def suppress(problem: Problem, read: Reading = np.copy, workers: Workers = ALONE) -> Suppressed:
    """Return a mask that leaves no attacker closer to a cell than its protection levels allow.

    `read`: makes the release of a mask and reads it back, so that a cell shown by mistake counts as
    known. Raises Inconsistent where the values break an equation, Unprotected where no mask is
    found in some rounds of ever wider intervals.
    """
    refuse_inconsistent(problem)
    extra, given_away = 0, 0
    while extra < ROUNDS:
        pattern = masked(problem, extra, workers)
        intervals = problem.audited(read(pattern.hidden), pattern)
        narrow = intervals[~intervals["met"]]
        heeded = narrow[narrow["attacker"].eq(problem.outsider.name) | (not problem.noted)]
        if heeded.empty:
            return Suppressed(pattern.hidden, intervals, problem, given_away)
        lost = problem.lost(narrow)
        if any(lost.values()):
            problem = problem.without(lost)
            given_away += sum(len(lost[one.name]) for one in problem.contributors)
        else:
            extra += 1
    raise Unprotected(np.unique(heeded["cell"].to_numpy(dtype=np.int64)))


def refuse_inconsistent(problem: Problem) -> None:
    """Raise Inconsistent if the exact values break equations."""
    broken = np.flatnonzero(problem.equations.matrix @ problem.outsider.levels.value)
    if len(broken):
        raise Inconsistent(broken)


def masked(problem: Problem, extra: int, workers: Workers) -> Pattern:
    """Return what is to be hidden. The pattern of an earlier release that still holds is kept.

    Against the outsider first, then against each contributor, those who know most first, until a
    sweep hides nothing more.
    """
    search = problem.search(extra)
    if not extra and (kept := kept_pattern(problem)) is not None:
        return Pattern(kept, Proofs.none(len(kept)))
    found = find_pattern(search, workers)
    if problem.noted:
        return found
    width = search.levels.width
    knowing = sorted(problem.contributors, key=lambda one: -float(one.levels.least.sum()))
    for _ in range(SWEEPS):
        before = found
        for one in knowing:
            wide = replace(one, levels=replace(one.levels, width=width))
            found = find_pattern(search.against(wide, found), workers)
        if not (found.hidden & ~before.hidden).any():
            break
        outsider = replace(problem.outsider, levels=search.levels)
        found = find_pattern(search.against(outsider, found), workers)
    return found


def kept_pattern(problem: Problem) -> Flags | None:
    """Return the pattern of an earlier release of the same cells, None where it does not hold.

    What it may have left out without need need not hold.
    """
    if problem.release is None:
        return None
    start, outsider = problem.start, problem.outsider
    mask = start | problem.release.hidden
    found = find_intervals(problem.equations, outsider.levels, mask & ~outsider.known)
    idle = found.loc[~found["met"], "cell"].to_numpy()
    mask[idle] &= start[idle] | ~problem.release.aside[idle]
    if len(idle):
        found = find_intervals(problem.equations, outsider.levels, mask & ~outsider.known)
    return mask if found["met"].all() else None
