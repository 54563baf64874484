"""The gate: exact cells in, publishable cells out, with the proof that they are safe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.attack import Attack
from cpims_report.disclosure.audit import find_bounds, find_hidden, find_problems, summarise
from cpims_report.disclosure.coarser import rolled_up
from cpims_report.disclosure.covers import Cover
from cpims_report.disclosure.crew import Crew, crew_for
from cpims_report.disclosure.derived import finished, refill
from cpims_report.disclosure.earlier import Past, find_past
from cpims_report.disclosure.insiders import find_dominated, find_own, insider_needs
from cpims_report.disclosure.measures import SHARES, is_counted, measures, public, several
from cpims_report.disclosure.needs import Needs, always_hidden, no_unknowns
from cpims_report.disclosure.percents import percents
from cpims_report.disclosure.primary import (
    DOMINATED,
    REVISED,
    SHOWN,
    WITHHELD,
    find_primary,
    thresholds,
)
from cpims_report.disclosure.proofs import Proofs
from cpims_report.disclosure.registry import BASE, Registry, register
from cpims_report.disclosure.relations import relate
from cpims_report.disclosure.roll import enrol, flagged_rows
from cpims_report.disclosure.rounding import find_rounded_bounds, rounded
from cpims_report.disclosure.secondary import Gate, find_cover
from cpims_report.disclosure.system import Flags, Floats, System
from cpims_report.errors import DisclosureRefused
from cpims_report.schema import CELL_COLUMNS, CELL_KEY, EXACT, PUBLISHED

ROUNDS = 3
"""Tries with ever wider intervals before the gate gives up."""
SWEEPS = 3
"""Times that all members are looked at anew, for what hides one number from a member must itself
be hidden from the others."""


@dataclass(frozen=True)
class Protected:
    """Cells that may be published (`schema.PUBLISHED`), and the summary of the audit.

    The rest is for the checker and CONFIDENTIAL, without exact numbers. `roll`: one row per
    suppressed value or base with its reason and the attacker's interval. `roll_ups`: tables listed
    more coarsely. `insiders`: numbers that a member could work out too closely.
    """

    cells: pd.DataFrame
    audit: dict[str, object]
    roll: pd.DataFrame = field(default_factory=pd.DataFrame)
    roll_ups: pd.DataFrame = field(default_factory=pd.DataFrame)
    insiders: pd.DataFrame = field(default_factory=pd.DataFrame)


@dataclass(frozen=True)
class Case:
    """What one run of the gate works with."""

    settings: Settings
    registry: Registry
    system: System
    reasons: pd.Series[str]
    needs: Needs
    past: Past
    own: pd.DataFrame | None
    insiders: Mapping[str, Needs]
    void: int = 0

    @classmethod
    def of(
        cls,
        exact: pd.DataFrame,
        settings: Settings,
        contributions: pd.DataFrame | None,
        earlier: pd.DataFrame | None,
    ) -> Case:
        """Return the case of exact cells, with what insiders and earlier editions know."""
        registry = register(exact, settings)
        system = relate(registry, settings)
        past = find_past(system, earlier, settings, len(registry.quantities))
        reasons = find_primary(system, settings)
        reasons = reasons.mask(reasons.eq(SHOWN) & past.revised, REVISED)
        reasons = reasons.mask(reasons.eq(SHOWN) & past.withheld, WITHHELD)
        policy, own = settings.policy, None
        if contributions is not None and len(contributions):
            own = find_own(system, contributions, settings)
            if policy.dominance == "protect":
                nearly = find_dominated(own, system.truth, policy.dominance_share)
                nearly &= system.quantities["printed"].gt(0)
                reasons = reasons.mask(reasons.eq(SHOWN) & nearly, DOMINATED)
        needs = Needs.of(system, reasons, settings)
        needs = replace(needs, must=needs.must & ~past.known)
        limits: Floats = np.asarray(thresholds(system, settings), dtype=np.float64)
        members = dict(insider_needs(needs, own, limits)) if own is not None else {}
        return cls(settings, registry, system, reasons, needs, past, own, members)

    def cover(self, extra: int, crew: Crew) -> Cover:
        """Return what is to be hidden. An earlier mask that still holds is kept as it is."""
        wide = replace(self.needs, width=self.needs.width + extra)
        idle = self.past.known | no_unknowns(self.system)
        multiple = frozenset(several(self.settings))
        gate = Gate(self.system, self.reasons, wide, known=idle, crew=crew, multiple=multiple)
        if self.past.whole and not extra and (kept := self.kept(gate)) is not None:
            return Cover(kept, Proofs.none(len(kept)))
        found = find_cover(gate)
        if self.settings.policy.insiders != "protect":
            return found
        for _ in range(SWEEPS):
            before = found
            for needs in self.by_size():
                found = find_cover(gate.against(replace(needs, width=wide.width), found))
            if not (found.hidden & ~before.hidden).any():
                break
            found = find_cover(gate.against(wide, found))
        return found

    def kept(self, gate: Gate) -> Flags | None:
        """Return the mask of an earlier edition of the same numbers, None where it does not hold.

        What no row shows and no row is about may be left out without need: it need not hold.
        """
        mask = gate.start() | self.past.hidden
        bounds = find_bounds(self.system, self.needs, mask & ~self.past.known)
        idle = bounds.loc[~bounds["met"], "quantity"].to_numpy()
        mask[idle] &= gate.start()[idle] | ~self.past.aside[idle]
        if len(idle):
            bounds = find_bounds(self.system, self.needs, mask & ~self.past.known)
        return mask if bounds["met"].all() else None

    def by_size(self) -> list[Needs]:
        """Return the needs against each member, those who know most first."""
        return sorted(self.insiders.values(), key=lambda needs: -float(needs.least.sum()))

    def forgiving(self, narrow: pd.DataFrame) -> Case | None:
        """Return the case without the needs that no gate can meet any more, None if there are none.

        `narrow`: numbers found too narrow, by `agency` (empty for any reader). What earlier
        editions give away by what they show is public, whatever is hidden now.
        """
        if narrow.empty or not self.past.known.any():
            return None
        lost = {
            str(agency): find_lost(self.system, self.against(str(agency)), rows, self.past.known)
            for agency, rows in narrow.groupby("agency")["quantity"]
        }
        if not any(len(quantities) for quantities in lost.values()):
            return None
        return replace(
            self,
            needs=self.needs.without(lost.get("", [])),
            insiders={
                agency: needs.without(lost.get(agency, []))
                for agency, needs in self.insiders.items()
            },
            void=self.void + sum(len(lost[agency]) for agency in lost if agency),
        )

    def against(self, agency: str) -> Needs:
        """Return the needs against a member, or against any reader where none is named."""
        return self.insiders[agency] if agency else self.needs


def find_lost(system: System, needs: Needs, quantities: Iterable[int], known: Flags) -> list[int]:
    """Return which quantities are narrow even if all is hidden that is not known already."""
    attack = Attack.on(system.equations, ~known, needs.value, needs.least)
    found = []
    for quantity in quantities:
        low, high = attack.bounds(int(quantity), whole=False)
        if not needs.met(np.array([low]), np.array([high]), np.array([quantity]))[0]:
            found.append(int(quantity))
    return found


def protect(
    exact: pd.DataFrame,
    settings: Settings,
    contributions: pd.DataFrame | None = None,
    earlier: pd.DataFrame | None = None,
) -> Protected:
    """Return the protected cells of an edition's exact ones (`schema.EXACT`).

    Internal indicators are dropped before anything else.
    `contributions`: the same cells counted from each agency's cases alone, with a column `agency`;
    `earlier`: published cells of the year before and of an earlier edition of the year
    (`schema.PUBLISHED`). Raises DisclosureRefused where the tables do not add up, or no way is
    found to hide the small numbers from an attacker who knows all that is published.
    """
    exact = public(EXACT.validate(exact), settings)
    contributions = None if contributions is None else public(contributions, settings)
    earlier = None if earlier is None else public(known_to(settings, earlier), settings)
    if settings.policy.mode == "round5":
        return protect_rounded(exact, settings)
    found: pd.DataFrame = exact
    refused: list[pd.DataFrame] = []
    with crew_for(len(exact)) as crew:
        while True:
            protected = suppressed(found, settings, contributions, earlier, crew)
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


def protect_rounded(exact: pd.DataFrame, settings: Settings) -> Protected:
    """Return cells rounded to the nearest five, with the proof of what rounding leaves open."""
    system, bounds = find_rounded_bounds(exact, settings)
    if not bounds["met"].all():
        raise DisclosureRefused(
            "Rounding alone does not hide the small numbers of this edition.",
            find_problems(system, bounds),
        )
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


def suppressed(
    exact: pd.DataFrame,
    settings: Settings,
    contributions: pd.DataFrame | None,
    earlier: pd.DataFrame | None,
    crew: Crew,
) -> Protected:
    """Return the cells with small numbers and their covers hidden, proved to be hidden well."""
    case = Case.of(exact, settings, contributions, earlier)
    extra = 0
    while extra < ROUNDS:
        cover = case.cover(extra, crew)
        flagged = cover.hidden
        cells, derived = masked(case.registry, flagged, settings)
        hidden = find_hidden(cells, case.registry, case.system, flagged)
        unknown = hidden & ~case.past.known
        bounds = find_bounds(case.system, case.needs, unknown, proofs=cover.proofs)
        inside, notes = audit_insiders(case, unknown, cover.proofs)
        if bounds["met"].all() and (
            settings.policy.insiders != "protect" or not inside.get("too_narrow")
        ):
            roll = enrol(case.registry, case.reasons, flagged, bounds, derived)
            told = apparent(bounds, cells, case)
            cells = finished(cells, case.registry.cells, settings)
            audit = {
                "mode": "suppress",
                **summarise(cells, told, roll),
                "earlier_editions": audit_past(case, flagged, settings),
                "insiders": inside,
            }
            return Protected(ordered(cells), audit, roll, insiders=notes)
        narrow = pd.concat([bounds[~bounds["met"]].assign(agency=""), told_closely(notes)])
        forgiven = case.forgiving(narrow)
        case, extra = (case, extra + 1) if forgiven is None else (forgiven, extra)
    raise DisclosureRefused(
        "The small numbers of this edition cannot be hidden well enough.",
        find_problems(case.system, bounds)
        or [*find_problems(case.system, notes.assign(met=False))],
    )


def apparent(bounds: pd.DataFrame, cells: pd.DataFrame, case: Case) -> pd.DataFrame:
    """Return the intervals of what a reader sees to be hidden.

    A base of rows that are hidden themselves is left out: nothing tells whether it was meant to be.
    """
    lacking = case.registry.cells.loc[cells["value"].notna().to_numpy(), "base_id"]
    base = case.system.quantities["role"].eq(BASE).to_numpy()[bounds["quantity"]]
    return bounds[~base | bounds["quantity"].isin(lacking).to_numpy()]


def told_closely(notes: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers that a member can bound too closely, of the checker's notes."""
    return notes[notes["what"].eq("too narrow")] if len(notes) else notes


def audit_past(case: Case, flagged: Flags, settings: Settings) -> dict[str, object]:
    """Return what the seal says of earlier editions: how many numbers they give away.

    Nothing in it tells whether the same edition was there before: a rebuild gives the same bytes.
    """
    primary = case.reasons.ne(SHOWN).to_numpy()
    printed = ~always_hidden(case.system)
    return {
        "rule": settings.policy.earlier_editions,
        "hidden_as_revised": int((case.reasons.eq(REVISED).to_numpy() & printed).sum()),
        "already_public": int((primary & flagged & printed & ~case.needs.must).sum()),
    }


def audit_insiders(
    case: Case, hidden: Flags, proofs: Proofs
) -> tuple[dict[str, object], pd.DataFrame]:
    """Return what the seal says of insiders, and the numbers that one can bound too closely.

    The seal names no agency and no cell.
    """
    policy = case.settings.policy
    if case.own is None or not case.insiders or policy.insiders == "off":
        return {"rule": policy.insiders, "agencies": 0}, pd.DataFrame()
    frames = [
        find_bounds(case.system, needs, hidden, exactly=0, proofs=proofs).assign(agency=agency)
        for agency, needs in case.insiders.items()
    ]
    found = pd.concat(frames, ignore_index=True)
    narrow = found[~found["met"]].reset_index(drop=True)
    nearly = find_dominated(case.own, case.system.truth, policy.dominance_share).to_numpy()
    nearly = nearly & ~hidden & ~always_hidden(case.system)
    told: dict[str, object] = {
        "rule": policy.insiders,
        "agencies": len(frames),
        "audited_quantities": len(found),
        "too_narrow": len(narrow),
        "already_public": case.void,
        "dominance": policy.dominance,
        "dominated_shown": int(nearly.sum()),
    }
    keys = case.system.quantities.drop(columns=["value", "printed"])
    dominated = pd.DataFrame(
        {"quantity": np.flatnonzero(nearly), "agency": "", "what": "dominated"}
    )
    notes = pd.concat([narrow.assign(what="too narrow"), dominated], ignore_index=True)
    return told, notes.join(keys, on="quantity")


def masked(
    registry: Registry, hidden: Flags, settings: Settings
) -> tuple[pd.DataFrame, pd.Series[str]]:
    """Return the rows with hidden values and bases emptied, and percents of what is left.

    With it, why rows that are no counts are hidden. What is no count is empty unless it may be
    shown.
    """
    cells = registry.cells
    counted, exact = is_counted(cells, settings), cells["status"].eq("exact")
    gone = flagged_rows(cells["value_id"], hidden) | ~counted
    value = cells["value"].mask(gone)
    base = cells["base"].mask(gone & counted | flagged_rows(cells["base_id"], hidden))
    shares = measures(cells, settings).isin(SHARES)
    kept = cells.assign(
        value=value,
        base=base,
        percent=percents(value, base, settings.policy).where(shares),
        status=cells["status"].mask(exact, "published").mask(exact & gone, "suppressed"),
    )
    return refill(kept, cells, settings)


def ordered(cells: pd.DataFrame) -> pd.DataFrame:
    """Return published columns in plain string order of their keys."""
    sorted_cells = cells.sort_values(list(CELL_KEY), key=lambda codes: codes.astype(str))
    return PUBLISHED.validate(sorted_cells[list(CELL_COLUMNS)].reset_index(drop=True))
