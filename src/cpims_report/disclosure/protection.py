"""The gate: exact cells in, publishable cells out, with the proof that they are safe."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.audit import find_bounds, find_hidden, find_problems, summarise
from cpims_report.disclosure.needs import Needs
from cpims_report.disclosure.percents import percents
from cpims_report.disclosure.primary import COMPLEMENT, SHOWN, find_primary
from cpims_report.disclosure.registry import Registry, register
from cpims_report.disclosure.relations import relate
from cpims_report.disclosure.rounding import rounded
from cpims_report.disclosure.secondary import Gate, find_cover
from cpims_report.disclosure.system import Flags
from cpims_report.errors import DisclosureRefused
from cpims_report.schema import CELL_COLUMNS, CELL_KEY, EXACT, PUBLISHED

ROUNDS = 3
"""Tries with ever wider intervals before the gate gives up."""


@dataclass(frozen=True)
class Protected:
    """Cells that may be published (`schema.PUBLISHED`), and the summary of the audit.

    `roll` is for the checker and CONFIDENTIAL: one row per suppressed value or base with its
    reason and the attacker's interval. No exact number is in it.
    """

    cells: pd.DataFrame
    audit: dict[str, object]
    roll: pd.DataFrame = field(default_factory=pd.DataFrame)


def protect(exact: pd.DataFrame, settings: Settings) -> Protected:
    """Return the protected cells of an edition's exact ones (`schema.EXACT`).

    Raises DisclosureRefused where the tables do not add up, or no way is found to hide the small
    numbers from an attacker who knows all that is published.
    """
    exact = EXACT.validate(exact).reset_index(drop=True)
    if settings.policy.mode == "round5":
        cells = ordered(rounded(exact, settings))
        return Protected(cells, {"passed": True, "mode": "round5", "cells": len(cells)})
    registry = register(exact, settings)
    system = relate(registry, settings)
    reasons = find_primary(system, settings)
    needs = Needs.of(system, reasons, settings)
    for extra in range(ROUNDS):
        flagged = find_cover(Gate(system, reasons, replace(needs, width=needs.width + extra)))
        cells = masked(registry, flagged, settings)
        hidden = find_hidden(cells, registry, system, flagged)
        bounds = find_bounds(system, needs, reasons, hidden)
        if bounds["met"].all():
            roll = enrol(registry, reasons, flagged, bounds)
            audit = {"mode": "suppress", **summarise(cells, bounds, roll)}
            return Protected(ordered(cells), audit, roll)
    raise DisclosureRefused(
        "The small numbers of this edition cannot be hidden well enough.",
        find_problems(system, bounds),
    )


def masked(registry: Registry, hidden: Flags, settings: Settings) -> pd.DataFrame:
    """Return the rows with hidden values and bases emptied, and percents of what is left."""
    cells = registry.cells
    gone = flagged_rows(cells["value_id"], hidden)
    value = cells["value"].mask(gone)
    base = cells["base"].mask(gone | flagged_rows(cells["base_id"], hidden))
    counted = cells["status"].eq("exact")
    return cells.assign(
        value=value,
        base=base,
        percent=percents(value, base, settings.policy),
        status=cells["status"].mask(counted, "published").mask(counted & gone, "suppressed"),
    )


def flagged_rows(ids: pd.Series[int], flags: Flags) -> pd.Series[bool]:
    """Return the rows whose quantity is flagged; rows without one are not."""
    return pd.Series(ids.ge(0).to_numpy() & flags[ids.clip(lower=0).to_numpy()], index=ids.index)


def ordered(cells: pd.DataFrame) -> pd.DataFrame:
    """Return published columns in plain string order of their keys."""
    sorted_cells = cells.sort_values(list(CELL_KEY), key=lambda codes: codes.astype(str))
    return PUBLISHED.validate(sorted_cells[list(CELL_COLUMNS)].reset_index(drop=True))


def enrol(
    registry: Registry, reasons: pd.Series[str], hidden: Flags, bounds: pd.DataFrame
) -> pd.DataFrame:
    """Return the checker's roll: every suppressed value or base, why, and how well it is hidden."""
    cells = registry.cells
    gone = flagged_rows(cells["value_id"], hidden)
    rows = [
        cells.assign(what="value", quantity=cells["value_id"])[gone],
        cells.assign(what="base", quantity=cells["base_id"])[
            flagged_rows(cells["base_id"], hidden)
        ],
    ]
    found = pd.concat(rows).merge(bounds[["quantity", "low", "high"]], on="quantity", how="left")
    return (
        found.assign(reason=found["quantity"].map(reasons).replace(SHOWN, COMPLEMENT))
        .replace({"high": {np.inf: np.nan}})
        .sort_values([*CELL_KEY, "what"], key=lambda codes: codes.astype(str))
        .reset_index(drop=True)[[*CELL_KEY, "what", "reason", "low", "high"]]
    )
