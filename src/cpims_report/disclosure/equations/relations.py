"""The whole publication as one system of equations."""

from __future__ import annotations

from collections.abc import Callable, Collection

from cpims_report.config import Settings
from cpims_report.disclosure.equations.bases import add_joint_bases, add_subsets
from cpims_report.disclosure.equations.comparison import add_comparison, add_complete
from cpims_report.disclosure.equations.hierarchies import (
    BASE_SUM,
    COMPARISON,
    COMPLETE,
    COUNTED_TWICE,
    GROUP,
    KINDS,
    KNOWN_AND_UNKNOWN,
    MARGIN,
    NESTED,
    RELATED,
    SEVERAL,
    SUBSET,
    rollups,
)
from cpims_report.disclosure.equations.multiple_response import add_concern_counts, add_several
from cpims_report.disclosure.equations.populations import add_populations
from cpims_report.disclosure.equations.registry import Registry
from cpims_report.disclosure.equations.sums import add_slacks, add_sums
from cpims_report.disclosure.equations.system import System
from cpims_report.disclosure.equations.uniform_rows import add_groups
from cpims_report.disclosure.equations.unlisted import add_relations
from cpims_report.schema import DIMENSIONS


def relate(registry: Registry, settings: Settings, kinds: Collection[str] = KINDS) -> System:
    """Return the system of all relations among the quantities of an edition.

    `kinds` leaves kinds of relations out, to see what an attacker could do if the gate did not
    know them. Raises DisclosureRefused where the exact tables do not add up.
    """
    quantities = registry.quantities
    table = rollups(settings, {*quantities["concern"], *quantities["nationality"]})
    table = table[table["kind"].isin(kinds)]
    later = table["rule"].str.endswith(KNOWN_AND_UNKNOWN)
    system = System.of(quantities)
    if RELATED in kinds:
        system = add_relations(system, settings, table)
    for dimension in settings.policy.unlisted_unknown * len(settings.policy.unlisted_unknown):
        margins = table[table["dimension"].eq(dimension) & table["kind"].eq(MARGIN)]
        system = add_slacks(system, margins, settings) if len(margins) else system
    for dimension in DIMENSIONS:
        here = table["dimension"].eq(dimension)
        for part in (table[here & ~later], table[here & later]):
            system = add_sums(system, part, settings) if len(part) else system
    for kind, step in steps(settings).items():
        system = step(system) if kind in kinds else system
    return add_groups(system, settings) if GROUP in kinds else system


def steps(settings: Settings) -> dict[str, Callable[[System], System]]:
    """Return what adds each kind of relation that is no sum along a code list, in order."""
    return {
        COMPARISON: add_comparison,
        NESTED: lambda system: add_populations(system, settings),
        BASE_SUM: add_joint_bases,
        SUBSET: lambda system: add_subsets(system, settings),
        SEVERAL: lambda system: add_several(system, settings),
        COUNTED_TWICE: lambda system: add_concern_counts(system, settings),
        COMPLETE: lambda system: add_complete(system, settings),
    }
