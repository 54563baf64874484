"""What the seal and the checker are told of the engine's proof: counts, and no cell by name."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cpims_report.disclosure.equations.registry import key_words
from cpims_report.disclosure.equations.system import System
from cpims_report.disclosure.primary import REVISED
from cpims_report.disclosure.problem import Stated
from cpims_report.errors import Problem
from cpims_report.suppression import OUTSIDER, Flags, Numbers, Suppressed, find_dominated

TOO_NARROW = "GATE-NARROW"


def find_problems(system: System, quantities: Numbers) -> list[Problem]:
    """Return a problem for each quantity that can be bounded too narrowly, without its value."""
    keys = system.quantities.loc[quantities]
    return [
        Problem(TOO_NARROW, f"A suppressed number can be worked out too closely: {words}.")
        for words in key_words(keys)
    ]


def summarise(
    published: pd.DataFrame, bounds: pd.DataFrame, roll: pd.DataFrame
) -> dict[str, object]:
    """Return what the seal says of the audit: counts, and the narrowest interval left."""
    width = (bounds["high"] - bounds["low"]).min()
    primary = roll["what"].eq("value") & roll["reason"].ne("complement")
    secondary = roll["what"].eq("value") & roll["reason"].eq("complement")
    return {
        "passed": bool(bounds["met"].all()),
        "cells": len(published),
        "suppressed_primary": int(primary.sum()),
        "suppressed_secondary": int(secondary.sum()),
        "suppressed_bases": int(roll["what"].eq("base").sum()),
        "audited_quantities": len(bounds),
        "narrowest_interval": int(width) if len(bounds) and np.isfinite(width) else None,
    }


def audit_past(stated: Stated, found: Suppressed) -> dict[str, object]:
    """Return what the seal says of earlier editions: how many numbers they give away.

    Nothing in it tells whether the same edition was there before: a rebuild gives the same bytes.
    """
    printed = ~stated.system.latent
    needless = ~found.problem.outsider.levels.must
    return {
        "rule": stated.settings.policy.earlier_editions,
        "hidden_as_revised": int((stated.reasons.eq(REVISED).to_numpy() & printed).sum()),
        "already_public": int((stated.primary & found.mask & printed & needless).sum()),
    }


def audit_members(
    stated: Stated, found: Suppressed, hidden: Flags
) -> tuple[dict[str, object], pd.DataFrame]:
    """Return what the seal says of members, and the numbers that one can bound too closely.

    `hidden`: what nobody can read in the published rows. The seal names no agency and no cell.
    """
    policy, system = stated.settings.policy, stated.system
    if stated.own is None or not found.problem.contributors:
        return {"rule": policy.insiders, "agencies": 0}, pd.DataFrame()
    theirs = found.intervals[found.intervals["attacker"].ne(OUTSIDER)]
    theirs = theirs.rename(columns={"cell": "quantity", "attacker": "agency"})
    narrow = theirs[~theirs["met"]].reset_index(drop=True)
    nearly = find_dominated(stated.own, system.truth, policy.dominance_share).to_numpy()
    nearly = nearly & ~hidden & ~system.latent
    told: dict[str, object] = {
        "rule": policy.insiders,
        "agencies": len(found.problem.contributors),
        "audited_quantities": len(theirs),
        "too_narrow": len(narrow),
        "already_public": found.given_away,
        "dominance": policy.dominance,
        "dominated_shown": int(nearly.sum()),
    }
    keys = system.quantities.drop(columns=["value", "printed"])
    dominated = pd.DataFrame(
        {"quantity": np.flatnonzero(nearly), "agency": "", "what": "dominated"}
    )
    notes = pd.concat([narrow.assign(what="too narrow"), dominated], ignore_index=True)
    return told, notes.join(keys, on="quantity")
