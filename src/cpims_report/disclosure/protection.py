"""The gate: exact cells in, publishable cells out, with the proof that they are safe."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.audit import (
    audit_members,
    audit_past,
    find_problems,
    summarise,
)
from cpims_report.disclosure.derived import finished, refill
from cpims_report.disclosure.masking import apparent, find_hidden, masked, ordered
from cpims_report.disclosure.measures import public
from cpims_report.disclosure.problem import Stated
from cpims_report.disclosure.reasons import enrol
from cpims_report.disclosure.roll_ups import rolled_up
from cpims_report.disclosure.rounding import find_rounded_bounds, rounded
from cpims_report.errors import DisclosureRefused
from cpims_report.suppression import (
    OUTSIDER,
    Flags,
    Suppressed,
    SuppressionError,
    Unprotected,
    Workers,
    suppress,
    workers_for,
)
from cpims_report.table_schemas import EXACT


@dataclass(frozen=True)
class Protected:
    """Cells that may be published (`PUBLISHED`), and the summary of the audit.

    The rest is for the checker and CONFIDENTIAL, without exact numbers. `roll`: one row per
    suppressed value or base with its reason and the attacker's interval. `roll_ups`: tables listed
    more coarsely. `insiders`: numbers that a member could work out too closely.
    """

    cells: pd.DataFrame
    audit: dict[str, object]
    roll: pd.DataFrame = field(default_factory=pd.DataFrame)
    roll_ups: pd.DataFrame = field(default_factory=pd.DataFrame)
    insiders: pd.DataFrame = field(default_factory=pd.DataFrame)


def protect(
    exact: pd.DataFrame,
    settings: Settings,
    contributions: pd.DataFrame | None = None,
    earlier: pd.DataFrame | None = None,
) -> Protected:
    """Return the protected cells of an edition's exact ones (`EXACT`).

    Internal indicators are dropped before anything else.
    `contributions`: the same cells counted from each agency's cases alone, with a column `agency`;
    `earlier`: published cells of the year before and of an earlier edition of the year
    (`PUBLISHED`). Raises DisclosureRefused where the tables do not add up, or no way is
    found to hide the small numbers from an attacker who knows all that is published.
    """
    exact = public(EXACT.validate(exact), settings)
    contributions = None if contributions is None else public(contributions, settings)
    earlier = None if earlier is None else public(known_to(settings, earlier), settings)
    if settings.policy.mode == "round5":
        return protect_rounded(exact, settings)
    found: pd.DataFrame = exact
    refused: list[pd.DataFrame] = []
    with workers_for(len(exact)) as workers:
        while True:
            stated = Stated.of(found, settings, contributions, earlier)
            protected = published(stated, solved(stated, workers))
            coarser, more = rolled_up(found, protected.cells, settings, refused)
            if not len(more):
                break
            found, refused = coarser, [*refused, more]
    roll_ups = pd.concat(refused, ignore_index=True) if refused else pd.DataFrame()
    audit = {**protected.audit, "rolled_up_tables": len(roll_ups)}
    return replace(protected, audit=audit, roll_ups=roll_ups)


def known_to(settings: Settings, cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of indicators that the catalogue has."""
    return cells[cells["indicator"].isin(settings.indicators)].reset_index(drop=True)


def solved(stated: Stated, workers: Workers) -> Suppressed:
    """Return what is hidden, proved on the rows as they would be published.

    Raises DisclosureRefused where nothing hides the small numbers well enough.
    """

    def read(mask: Flags) -> Flags:
        rows, _ = masked(stated.registry, mask, stated.settings)
        return find_hidden(rows, stated.registry, mask)

    try:
        return suppress(stated.problem, read, workers)
    except Unprotected as error:
        message = "The small numbers of this edition cannot be hidden well enough."
        raise DisclosureRefused(message, find_problems(stated.system, error.cells)) from None
    except SuppressionError as error:
        raise DisclosureRefused(f"The gate failed: {error}") from None


def published(stated: Stated, found: Suppressed) -> Protected:
    """Return the rows as they are published, with what the seal and the checker are told."""
    settings, registry = stated.settings, stated.registry
    cells, derived = masked(registry, found.mask, settings)
    readable = find_hidden(cells, registry, found.mask) & ~stated.past.known
    outside = found.intervals["attacker"].eq(OUTSIDER)
    bounds = found.intervals[outside].rename(columns={"cell": "quantity"})
    rows = finished(cells, registry.cells, settings)
    roll = enrol(registry, stated.reasons, found.mask, bounds, derived)
    members, notes = audit_members(stated, found, readable)
    audit = {
        "mode": "suppress",
        **summarise(rows, apparent(bounds, cells, registry), roll),
        "earlier_editions": audit_past(stated, found),
        "insiders": members,
    }
    return Protected(ordered(rows), audit, roll, insiders=notes)


def protect_rounded(exact: pd.DataFrame, settings: Settings) -> Protected:
    """Return cells rounded to the nearest five, with the proof of what rounding leaves open."""
    system, bounds = find_rounded_bounds(exact, settings)
    if not bounds["met"].all():
        narrow = bounds.loc[~bounds["met"], "quantity"].to_numpy()
        message = "Rounding alone does not hide the small numbers of this edition."
        raise DisclosureRefused(message, find_problems(system, narrow))
    filled, _ = refill(rounded(exact, settings), exact, settings)
    cells = ordered(finished(filled, exact, settings))
    width = (bounds["high"] - bounds["low"]).min()
    audit = {
        "passed": True,
        "mode": "round5",
        "cells": len(cells),
        "audited_quantities": len(bounds),
        "narrowest_interval": int(width) if len(bounds) else None,
        "proved": f"each small count leaves at least {settings.policy.rounded_width} others "
        "possible; insiders and earlier editions are not audited",
    }
    return Protected(cells, audit)
