"""Which codes add up to which: the hierarchies of the code lists, as one table."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.equations.registry import KNOWN
from cpims_report.disclosure.measures import companions, outside_base, summed_categories
from cpims_report.schema import TOTAL, UNKNOWN_CELL

MARGIN, HIERARCHY, RELATED, BASE_SUM, SUBSET, GROUP = (
    "margin",
    "hierarchy",
    "related",
    "base",
    "subset",
    "group",
)
NESTED, SEVERAL, COUNTED_TWICE, COMPARISON, COMPLETE = (
    "nested",
    "several",
    "concern count",
    "comparison",
    "complete",
)
KINDS = (
    *(MARGIN, HIERARCHY, RELATED, BASE_SUM, SUBSET, GROUP),
    *(NESTED, SEVERAL, COUNTED_TWICE, COMPARISON, COMPLETE),
)
"""Kinds of relations that an attacker can use; each can be left out to see what it defends."""

KNOWN_AND_UNKNOWN = "known and unknown"
"""The rule by which a base and the unknowns make a total; without the base it says nothing."""

CAMPS_IN = "camps in"
"""The one rule whose codes leave a rest that no code list has: the governorate outside camps."""

Row = tuple[str, str, str, str, str]

AGE_DAYS = ("registration", "year_end", "closure", "none")


def rollups(settings: Settings, listed: Collection[str] = ()) -> pd.DataFrame:
    """Return one row per code and parent: `dimension`, `code`, `parent`, `rule`, `kind`.

    Families and groups take part where any of them is among the codes `listed`.

    The codes of one (dimension, parent, rule) add up to the parent. Codes are tagged as in the
    registry.
    """
    lookups, places = settings.lookups, settings.places
    concerns = tuple(settings.concerns.concerns)
    rows = [
        *whole("sex", ("F", "M"), ""),
        *whole("nationality", tuple(lookups["nationality"]), ""),
        *whole("concern", concerns, ""),
        *above("concern", families(settings), listed),
        *above("nationality", groups(settings), listed),
        *(row for day in AGE_DAYS for row in whole("age", tuple(lookups["age_band"]), f"{day}:")),
        *(
            row
            for name in summed_categories(settings)
            if name not in companions(settings).values()
            for row in whole("category", tuple(lookups[name]), f"{name}:")
        ),
        *(
            row
            for fine, coarse in companions(settings).items()
            if coarse in summed_categories(settings)
            for row in grouped(fine, coarse, settings)
        ),
        *partial_bases(settings),
        *whole("place", tuple(places.governorates), "governorate:"),
        *whole("place", tuple(places.sites), "site:"),
        *sums(
            "place",
            [*(f"region:{name}" for name in places.regions), f"governorate:{UNKNOWN_CELL}"],
            TOTAL,
            "regions",
            MARGIN,
        ),
        *sums(
            "place",
            [f"region:{name}" for name in places.regions],
            f"governorate:{KNOWN}",
            "regions known",
            BASE_SUM,
        ),
        *sums("place", [f"camp:{name}" for name in places.camps], "site:camp", "camps", HIERARCHY),
        *(
            row
            for region in places.regions
            for row in sums(
                "place",
                [
                    f"governorate:{name}"
                    for name, one in places.governorates.items()
                    if one.region == region
                ],
                f"region:{region}",
                "governorates in",
                HIERARCHY,
            )
        ),
        *(
            row
            for governorate in sorted({camp.governorate for camp in places.camps.values()})
            for row in sums(
                "place",
                [
                    f"camp:{name}"
                    for name, camp in places.camps.items()
                    if camp.governorate == governorate
                ],
                f"governorate:{governorate}",
                CAMPS_IN,
                HIERARCHY,
            )
        ),
    ]
    return pd.DataFrame(rows, columns=["dimension", "code", "parent", "rule", "kind"])


def groups(settings: Settings) -> dict[str, str]:
    """Return each nationality's group, itself where it has none."""
    grouped = {
        member: group
        for group, one in settings.policy.nationality_groups.items()
        for member in one.members
    }
    return {code: grouped.get(code, code) for code in settings.lookups["nationality"]}


def families(settings: Settings) -> dict[str, str]:
    """Return each concern's family."""
    return {key: one.family for key, one in settings.concerns.concerns.items()}


def above(dimension: str, parents: Mapping[str, str], listed: Collection[str]) -> list[Row]:
    """Return the sums of a coarser list: its codes to the total, finer ones to its codes."""
    coarse = list(dict.fromkeys(parents.values()))
    if not (set(coarse) - set(parents)) & set(listed):
        return []
    return [
        *sums(dimension, [*coarse, UNKNOWN_CELL], TOTAL, f"coarse {dimension}", MARGIN),
        *sums(dimension, coarse, KNOWN, f"coarse {dimension} known", BASE_SUM),
        *(
            row
            for parent in coarse
            if (inside := [code for code, one in parents.items() if one == parent]) != [parent]
            for row in sums(dimension, inside, parent, f"{dimension} in", HIERARCHY)
        ),
    ]


def grouped(fine: str, coarse: str, settings: Settings) -> list[Row]:
    """Return the sums of a coarser code list of `category`: to the total, and of finer codes."""
    groups = {code: one.group for code, one in settings.lookups[fine].items()}
    codes = [f"{coarse}:{code}" for code in settings.lookups[coarse]]
    return [
        *sums("category", [*codes, f"{fine}:{UNKNOWN_CELL}"], TOTAL, f"{coarse}:all", MARGIN),
        *sums("category", codes, f"{fine}:{KNOWN}", f"{coarse}:known", BASE_SUM),
        *(
            row
            for group in settings.lookups[coarse]
            for row in sums(
                "category",
                [f"{fine}:{code}" for code, one in groups.items() if one == group],
                f"{coarse}:{group}",
                f"{fine} in",
                HIERARCHY,
            )
        ),
    ]


def partial_bases(settings: Settings) -> list[Row]:
    """Return the sums of bases that leave some known codes out."""
    entries = {
        (entry.category, entry.outside): entry
        for entry in settings.indicators.values()
        if entry.outside
    }
    return [
        row
        for (name, outside), entry in entries.items()
        for row in sums(
            "category",
            [f"{name}:{code}" for code in settings.lookups[name] if code not in outside],
            f"{name}:{outside_base(entry)}:{KNOWN}",
            f"{name}: without {outside_base(entry)}",
            BASE_SUM,
        )
    ]


def whole(dimension: str, codes: tuple[str, ...], tag: str) -> list[Row]:
    """Return the sums of a code list: to the total, to all known, and known plus unknown."""
    known, unknown = f"{tag}{KNOWN}", f"{tag}{UNKNOWN_CELL}"
    tagged = [f"{tag}{code}" for code in codes]
    return [
        *sums(dimension, [*tagged, unknown], TOTAL, f"{tag}all", MARGIN),
        *sums(dimension, tagged, known, f"{tag}known", BASE_SUM),
        *sums(dimension, [known, unknown], TOTAL, f"{tag}{KNOWN_AND_UNKNOWN}", BASE_SUM),
    ]


def sums(dimension: str, codes: list[str], parent: str, rule: str, kind: str) -> list[Row]:
    """Return the rows that say: these codes add up to this parent."""
    return [(dimension, code, parent, rule, kind) for code in codes]
