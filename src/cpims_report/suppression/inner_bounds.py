"""Proofs in bulk: alternatives that move many hidden numbers at once."""

from __future__ import annotations

import numpy as np

from cpims_report.suppression.equations import Equations, Flags, Floats, Numbers
from cpims_report.suppression.feasibility import Attack
from cpims_report.suppression.proofs import Move, Proofs
from cpims_report.suppression.protection_levels import ProtectionLevels

ROUNDS = 12
"""Alternatives tried before what is left is looked at number by number."""


def prove(
    equations: Equations,
    levels: ProtectionLevels,
    hidden: Flags,
    proofs: Proofs,
    most: Floats | None = None,
) -> Proofs:
    """Return more proofs of hidden cells, until a round or two bring nothing new.

    A round asks for one alternative in which as many numbers as can are as far from the truth as
    their needs ask, half of them above and half below.
    """
    attack = Attack.on(equations, hidden, levels.value, levels.least, most)
    idle = 0
    for turn in range(ROUNDS):
        goals = np.flatnonzero(hidden & levels.must & ~met(levels, proofs))
        if not len(goals) or idle > 1:
            break
        rise, fall = wanted(levels, proofs, goals, turn)
        found = attack.moves(np.searchsorted(attack.unknown, goals), rise, fall)
        proofs = proofs.adding(Move(attack.unknown[move.at], move.by) for move in found)
        left = np.count_nonzero(~met(levels, proofs)[goals])
        idle = idle + 1 if left > 0.9 * len(goals) else 0
    return proofs


def met(levels: ProtectionLevels, proofs: Proofs) -> Flags:
    """Return which needs the proofs meet."""
    return levels.met(levels.value + proofs.fall, levels.value + proofs.rise)


def wanted(
    levels: ProtectionLevels, proofs: Proofs, goals: Numbers, turn: int
) -> tuple[Floats, Floats]:
    """Return by how much each goal is to rise or else to fall in this round.

    What must reach a higher number rises; the others take turns, in an order without meaning.
    """
    width = np.full(len(goals), levels.width)
    short = np.maximum(0.0, levels.reach[goals] - levels.value[goals])
    lacks = proofs.rise[goals] < short
    room = levels.value[goals] - levels.least[goals]
    chance = ((goals * 2654435761 + turn * 40503) >> 7) % 2 == 0
    rising = (lacks & (chance | (turn % 2 == 0))) | (room <= 0) | (~lacks & chance)
    rise = np.maximum(width + proofs.fall[goals], short)
    fall = np.minimum(room, np.maximum(width - proofs.rise[goals], 1.0))
    return np.where(rising, np.maximum(rise, 1.0), 0.0), np.where(rising, 0.0, fall)
