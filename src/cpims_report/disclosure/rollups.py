"""Which codes add up to which: the hierarchies of the code lists, as one table."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.measures import companions, outside_base, summed_categories
from cpims_report.disclosure.registry import KNOWN
from cpims_report.schema import AGE_BANDS, TOTAL, UNKNOWN_CELL

MARGIN, HIERARCHY, FLOW, BASE_SUM, SUBSET, GROUP = (
    "margin",
    "hierarchy",
    "flow",
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
    *(MARGIN, HIERARCHY, FLOW, BASE_SUM, SUBSET, GROUP),
    *(NESTED, SEVERAL, COUNTED_TWICE, COMPARISON, COMPLETE),
)
"""Kinds of relations that an attacker can use; each can be left out to see what it defends."""

KNOWN_AND_UNKNOWN = "known and unknown"
"""The rule by which a base and the unknowns make a total; without the base it says nothing."""

CAMPS_IN = "camps in"
"""The one rule whose codes leave a rest that no code list has: the governorate outside camps."""

AGE_DAYS = ("registration", "year_end", "closure", "none")


def rollups(settings: Settings, listed: Collection[str] = ()) -> pd.DataFrame:
    """Return one row per code and parent: `dimension`, `code`, `parent`, `rule`, `kind`.

    Families and groups take part where any of them is among the codes `listed`.

    The codes of one (dimension, parent, rule) add up to the parent. Codes are tagged as in the
    registry.
    """
    lookups, places = settings.lookups, settings.places
    concerns = tuple(settings.concerns.concerns)
    frames = [
        *whole("sex", ("F", "M"), ""),
        *whole("nationality", tuple(lookups["nationality"]), ""),
        *whole("concern", concerns, ""),
        *above("concern", families(settings), listed),
        *above("nationality", groups(settings), listed),
        *(frame for day in AGE_DAYS for frame in whole("age", tuple(AGE_BANDS), f"{day}:")),
        *(
            frame
            for name in summed_categories(settings)
            if name not in companions(settings).values()
            for frame in whole("category", tuple(lookups[name]), f"{name}:")
        ),
        *(
            frame
            for fine, coarse in companions(settings).items()
            if coarse in summed_categories(settings)
            for frame in grouped(fine, coarse, settings)
        ),
        *partial_bases(settings),
        *whole("place", tuple(places.governorates), "governorate:"),
        *whole("place", tuple(places.sites), "site:"),
        sums(
            "place",
            [*(f"region:{name}" for name in places.regions), f"governorate:{UNKNOWN_CELL}"],
            TOTAL,
            "regions",
            MARGIN,
        ),
        sums(
            "place",
            [f"region:{name}" for name in places.regions],
            f"governorate:{KNOWN}",
            "regions known",
            BASE_SUM,
        ),
        sums("place", [f"camp:{name}" for name in places.camps], "site:camp", "camps", HIERARCHY),
        *(
            sums(
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
            for region in places.regions
        ),
        *(
            sums(
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
            for governorate in sorted({camp.governorate for camp in places.camps.values()})
        ),
    ]
    return pd.concat(frames, ignore_index=True)


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


def above(
    dimension: str, parents: Mapping[str, str], listed: Collection[str]
) -> list[pd.DataFrame]:
    """Return the sums of a coarser list: its codes to the total, finer ones to its codes."""
    coarse = list(dict.fromkeys(parents.values()))
    if not (set(coarse) - set(parents)) & set(listed):
        return []
    return [
        sums(dimension, [*coarse, UNKNOWN_CELL], TOTAL, f"coarse {dimension}", MARGIN),
        sums(dimension, coarse, KNOWN, f"coarse {dimension} known", BASE_SUM),
        *(
            sums(dimension, inside, parent, f"{dimension} in", HIERARCHY)
            for parent in coarse
            if (inside := [code for code, one in parents.items() if one == parent]) != [parent]
        ),
    ]


def grouped(fine: str, coarse: str, settings: Settings) -> list[pd.DataFrame]:
    """Return the sums of a coarser code list of `category`: to the total, and of finer codes."""
    groups = {code: one.group for code, one in settings.lookups[fine].items()}
    codes = [f"{coarse}:{code}" for code in settings.lookups[coarse]]
    return [
        sums("category", [*codes, f"{fine}:{UNKNOWN_CELL}"], TOTAL, f"{coarse}:all", MARGIN),
        sums("category", codes, f"{fine}:{KNOWN}", f"{coarse}:known", BASE_SUM),
        *(
            sums(
                "category",
                [f"{fine}:{code}" for code, one in groups.items() if one == group],
                f"{coarse}:{group}",
                f"{fine} in",
                HIERARCHY,
            )
            for group in settings.lookups[coarse]
        ),
    ]


def partial_bases(settings: Settings) -> list[pd.DataFrame]:
    """Return the sums of bases that leave some known codes out."""
    entries = {
        (entry.category, entry.outside): entry
        for entry in settings.indicators.values()
        if entry.outside
    }
    return [
        sums(
            "category",
            [f"{name}:{code}" for code in settings.lookups[name] if code not in outside],
            f"{name}:{outside_base(entry)}:{KNOWN}",
            f"{name}: without {outside_base(entry)}",
            BASE_SUM,
        )
        for (name, outside), entry in entries.items()
    ]


def whole(dimension: str, codes: tuple[str, ...], tag: str) -> list[pd.DataFrame]:
    """Return the sums of a code list: to the total, to all known, and known plus unknown."""
    known, unknown = f"{tag}{KNOWN}", f"{tag}{UNKNOWN_CELL}"
    tagged = [f"{tag}{code}" for code in codes]
    return [
        sums(dimension, [*tagged, unknown], TOTAL, f"{tag}all", MARGIN),
        sums(dimension, tagged, known, f"{tag}known", BASE_SUM),
        sums(dimension, [known, unknown], TOTAL, f"{tag}{KNOWN_AND_UNKNOWN}", BASE_SUM),
    ]


def sums(dimension: str, codes: list[str], parent: str, rule: str, kind: str) -> pd.DataFrame:
    """Return the rows that say: these codes add up to this parent."""
    return pd.DataFrame(
        {"dimension": dimension, "code": codes, "parent": parent, "rule": rule, "kind": kind}
    )
