"""Proofs in bulk: alternatives that move many hidden numbers at once."""

from __future__ import annotations

import numpy as np

from cpims_report.disclosure.attack import Attack
from cpims_report.disclosure.needs import Needs
from cpims_report.disclosure.proofs import Move, Proofs
from cpims_report.disclosure.system import Equations, Flags, Floats, Numbers

ROUNDS = 12
"""Alternatives tried before what is left is looked at number by number."""


def prove(
    equations: Equations,
    needs: Needs,
    hidden: Flags,
    proofs: Proofs,
    most: Floats | None = None,
) -> Proofs:
    """Return more proofs of hidden quantities, until a round or two bring nothing new.

    A round asks for one alternative in which as many numbers as can are as far from the truth as
    their needs ask, half of them above and half below.
    """
    attack = Attack.on(equations, hidden, needs.value, needs.least, most)
    idle = 0
    for turn in range(ROUNDS):
        goals = np.flatnonzero(hidden & needs.must & ~met(needs, proofs))
        if not len(goals) or idle > 1:
            break
        rise, fall = wanted(needs, proofs, goals, turn)
        found = attack.moves(np.searchsorted(attack.unknown, goals), rise, fall)
        proofs = proofs.adding(Move(attack.unknown[move.at], move.by) for move in found)
        left = np.count_nonzero(~met(needs, proofs)[goals])
        idle = idle + 1 if left > 0.9 * len(goals) else 0
    return proofs


def met(needs: Needs, proofs: Proofs) -> Flags:
    """Return which needs the proofs meet."""
    return needs.met(needs.value + proofs.fall, needs.value + proofs.rise)


def wanted(needs: Needs, proofs: Proofs, goals: Numbers, turn: int) -> tuple[Floats, Floats]:
    """Return by how much each goal is to rise or else to fall in this round.

    What must reach a higher number rises; the others take turns, in an order without meaning.
    """
    width = np.full(len(goals), needs.width)
    short = np.maximum(0.0, needs.reach[goals] - needs.value[goals])
    lacks = proofs.rise[goals] < short
    room = needs.value[goals] - needs.least[goals]
    chance = ((goals * 2654435761 + turn * 40503) >> 7) % 2 == 0
    rising = (lacks & (chance | (turn % 2 == 0))) | (room <= 0) | (~lacks & chance)
    rise = np.maximum(width + proofs.fall[goals], short)
    fall = np.minimum(room, np.maximum(width - proofs.rise[goals], 1.0))
    return np.where(rising, np.maximum(rise, 1.0), 0.0), np.where(rising, 0.0, fall)
