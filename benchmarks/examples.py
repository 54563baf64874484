"""Example tables that two packages of official statistics publish, with what they suppress there.

Numbers are facts; each example says where its numbers stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from cpims_report.suppression import Policy, Tables, tabulate

GAUSS = "GaussSuppression 1.2, vignette “Small count frequency table suppression”"
GAUSS_LINKED = "GaussSuppression 1.2, vignette “Linked table suppression”"
SDCTABLE = "sdcTable 0.34, data `microdata1` and `sdc_testproblem()`"
SDCTABLE_LINKED = "sdcTable 0.34, data `microdata2` and `protect_linked_tables()`"
TOTAL = "Total"

PLACES = [
    (TOTAL, ["EU", "nonEU"]),
    ("EU", ["Spain", "Portugal"]),
    ("nonEU", ["Iceland"]),
]
COUNTRIES = [(TOTAL, ["Iceland", "Portugal", "Spain"])]
AGES = [(TOTAL, ["young", "old"])]
YEARS = [(TOTAL, ["2014", "2015", "2016"])]
FIRST = [
    *(("young", "Spain", 5), ("young", "Iceland", 2), ("young", "Portugal", 0)),
    *(("old", "Spain", 6), ("old", "Iceland", 3), ("old", "Portugal", 4)),
]
ALL_YEARS = [
    *(("young", "Spain", 17), ("young", "Iceland", 3), ("young", "Portugal", 1)),
    *(("old", "Spain", 17), ("old", "Iceland", 10), ("old", "Portugal", 11)),
]
BY_YEAR = [
    *(("young", "Spain", "2014", 6), ("young", "Iceland", "2014", 8)),
    *(("old", "Spain", "2014", 9), ("old", "Portugal", "2014", 1)),
    *(("young", "Iceland", "2015", 2), ("old", "Spain", "2015", 4)),
    *(("old", "Portugal", "2015", 3), ("young", "Spain", "2016", 7)),
    *(("young", "Iceland", "2016", 2), ("young", "Portugal", "2016", 2)),
]
REGIONS = [
    *(("A", "male", 18), ("A", "female", 2), ("B", "male", 14), ("B", "female", 19)),
    *(("C", "male", 12), ("C", "female", 10), ("D", "male", 11), ("D", "female", 14)),
]
OLD = [
    "Aa",
    "Bb",
    "Ab",
    "Aa",
    "Bb",
    "Ab",
    "Ba",
    "Ba",
    "Bb",
    "Aa",
    "Ab",
    "Ba",
    "Ba",
    "Ab",
    "Ab",
    "Ba",
    "Bb",
    "Bb",
    "Ba",
    "Ab",
    "Bb",
    "Aa",
    "Ba",
    "Aa",
    "Ab",
    "Bb",
    "Ab",
    "Bb",
    "Ab",
    "Ab",
    "Aa",
    "Aa",
    "Ab",
    "Ba",
    "Bb",
    "Ba",
    "Ba",
    "Bb",
    "Bb",
    "Aa",
    "Ba",
    "Aa",
    "Aa",
    "Ab",
    "Ba",
    "Aa",
    "Ab",
    "Bb",
    "Aa",
    "Ab",
    "Ab",
    "Aa",
    "Ba",
    "Bb",
    "Ba",
    "Ab",
    "Aa",
    "Bb",
    "Ba",
    "Aa",
    "Ba",
    "Ab",
    "Ba",
    "Ab",
    "Ab",
    "Aa",
    "Ba",
    "Bb",
    "Aa",
    "Ab",
    "Ab",
    "Ba",
    "Bb",
    "Ab",
    "Bb",
    "Bb",
    "Ab",
    "Ba",
    "Bb",
    "Ab",
    "Ab",
    "Ba",
    "Ba",
    "Ab",
    "Aa",
    "Aa",
    "Ba",
    "Aa",
    "Bb",
    "Bb",
    "Aa",
    "Aa",
    "Ba",
    "Aa",
    "Ba",
    "Ab",
    "Aa",
    "Ba",
    "Ab",
    "Bb",
]
NEW = [
    "Cc",
    "Dc",
    "Cc",
    "Cb",
    "Dc",
    "Cb",
    "Db",
    "Db",
    "Db",
    "Ca",
    "Ca",
    "Da",
    "Dc",
    "Cb",
    "Cb",
    "Da",
    "Dc",
    "Dc",
    "Db",
    "Cc",
    "Dc",
    "Cb",
    "Dc",
    "Ca",
    "Cc",
    "Db",
    "Ca",
    "Db",
    "Ca",
    "Cb",
    "Cb",
    "Cc",
    "Cc",
    "Dc",
    "Db",
    "Db",
    "Db",
    "Db",
    "Da",
    "Ca",
    "Db",
    "Cb",
    "Ca",
    "Cc",
    "Da",
    "Ca",
    "Cc",
    "Da",
    "Cb",
    "Cc",
    "Cb",
    "Cc",
    "Db",
    "Db",
    "Da",
    "Ca",
    "Cb",
    "Db",
    "Da",
    "Cc",
    "Da",
    "Cc",
    "Da",
    "Cb",
    "Ca",
    "Cb",
    "Dc",
    "Db",
    "Ca",
    "Cb",
    "Ca",
    "Dc",
    "Dc",
    "Cc",
    "Da",
    "Dc",
    "Cc",
    "Da",
    "Db",
    "Cc",
    "Ca",
    "Dc",
    "Db",
    "Cc",
    "Ca",
    "Cb",
    "Db",
    "Ca",
    "Dc",
    "Dc",
    "Ca",
    "Cc",
    "Da",
    "Ca",
    "Db",
    "Ca",
    "Cc",
    "Dc",
    "Cb",
    "Da",
]
"""A hundred records in the old and in the new list of economic sectors; A is C and B is D."""
RECORDS = [
    *([("R1", "f")] * 26),
    *([("R1", "m")] * 25),
    *([("R2", "f")] * 18),
    *([("R2", "m")] * 31),
]


@dataclass(frozen=True)
class Example:
    """One example: its tables, its rule, and which cells were suppressed there.

    `suppressed` cells in all (primary and secondary) and the `value` of the secondary ones; None
    where the source gives the table alone.
    """

    name: str
    source: str
    tables: Tables
    policy: Policy
    suppressed: int | None = None
    value: int | None = None


def usual(most: float, width: float = 1.0) -> Policy:
    """Return the rule of the examples: cells up to `most` are small, no more must stay possible.

    No hidden cell that is not small needs an interval, and an attacker knows only that there is
    nothing below zero.
    """
    return Policy(most + 1, width, reaching=False, all_hidden=False, positive=False)


def ours(policy: Policy) -> Policy:
    """Return our rule for the same threshold: each hidden cell leaves `threshold` others open."""
    return Policy(policy.threshold, policy.threshold)


def examples() -> list[Example]:
    """Return all examples."""
    by_place = tables(FIRST, ["age", "geo"], {"age": AGES, "geo": PLACES})
    countries = tables(FIRST, ["age", "geo"], {"age": AGES, "geo": COUNTRIES})
    wide = tables(ALL_YEARS, ["age", "geo"], {"age": AGES, "geo": COUNTRIES})
    regions = tables(
        REGIONS,
        ["region", "gender"],
        {"region": [(TOTAL, [*"ABCD"])], "gender": [(TOTAL, ["male", "female"])]},
    )
    return [
        Example("zeros and ones", GAUSS, with_zeros(countries), usual(1), 4, 9),
        Example("two levels, zeros too", GAUSS, with_zeros(by_place), usual(2), 8, 25),
        Example("two levels, zeros shown", GAUSS, without_zeros(by_place), usual(4), 10, 31),
        Example("intervals of 5", GAUSS, wide, usual(3, 5), 6, 55),
        Example("two linked tables", GAUSS_LINKED, linked_years(), usual(2), 14, 53),
        Example("the same, intervals of 4", GAUSS_LINKED, linked_years(), usual(2, 4), 16, 60),
        Example("one small cell", SDCTABLE, regions, usual(2)),
        Example("two overlapping hierarchies", SDCTABLE_LINKED, sectors(), usual(3)),
    ]


def tables(
    rows: Sequence[tuple[str | int, ...]],
    names: Sequence[str],
    hierarchies: Mapping[str, Sequence[tuple[str, Sequence[str]]]],
) -> Tables:
    """Return the tables of typed counts."""
    return tabulate(pd.DataFrame(rows, columns=[*names, "value"]), hierarchies)


def with_zeros(made: Tables) -> Tables:
    """Return tables whose zeros are small cells too."""
    return replace(made, cells=made.cells.assign(primary=made.cells["value"].eq(0)))


def without_zeros(made: Tables) -> Tables:
    """Return tables whose zeros are shown."""
    return replace(made, cells=made.cells.assign(shown=made.cells["value"].eq(0)))


def linked_years() -> Tables:
    """Return age by union by year, linked with country by year; zeros are structural."""
    counts = pd.DataFrame(BY_YEAR, columns=["age", "geo", "year", "value"])
    return without_zeros(
        tabulate(
            counts,
            {"age": AGES, "geo": PLACES, "year": YEARS},
            [{"age": [], "geo": ["EU", "nonEU"], "year": []}, {"geo": COUNTRIES[0][1], "year": []}],
        )
    )


def sectors() -> Tables:
    """Return gender by old sector, linked with region by gender by new sector.

    Both lists of sectors are hierarchies over one variable, whose finest codes no table lists.
    """
    pairs = [f"{old}/{new}" for old, new in zip(OLD, NEW, strict=True)]
    counts = Counter(zip(*zip(*RECORDS, strict=True), pairs, strict=True))
    rows = [(*key, count) for key, count in sorted(counts.items())]
    finest = sorted({*pairs})
    sums: list[tuple[str, Sequence[str]]] = [
        (TOTAL, ["A", "B"]),
        *(("A", codes) for codes in (["Aa", "Ab"], ["Ca", "Cb", "Cc"])),
        *(("B", codes) for codes in (["Ba", "Bb"], ["Da", "Db", "Dc"])),
        *((code, [p for p in finest if code in p.split("/")]) for code in sorted({*OLD, *NEW})),
    ]
    frame = pd.DataFrame(rows, columns=["region", "gender", "sector", "value"])
    hierarchies = {
        "region": [(TOTAL, ["R1", "R2"])],
        "gender": [(TOTAL, ["f", "m"])],
        "sector": sums,
    }
    old, new = ([*"AB", *sorted({*codes})] for codes in (OLD, NEW))
    return without_zeros(
        tabulate(
            frame,
            hierarchies,
            [{"gender": [], "sector": old}, {"region": [], "gender": [], "sector": new}],
        )
    )


def made_up(seed: int, kind: str) -> Tables:
    """Return a small random table: `crossed`, in a `hierarchy`, or in two that `overlap`."""
    random = np.random.default_rng(seed)
    codes = [f"p{n}" for n in range(4)]
    sums = {
        "crossed": [(TOTAL, codes)],
        "hierarchy": [(TOTAL, ["n", "s"]), ("n", codes[:2]), ("s", codes[2:])],
        "overlap": [
            *((TOTAL, ["n", "s"]), ("n", codes[:2]), ("s", codes[2:])),
            *((TOTAL, ["camp", "host"]), ("camp", codes[::3]), ("host", codes[1:3])),
        ],
    }[kind]
    groups = [f"g{n}" for n in range(3)]
    values = random.choice([0, 2, 3, 7, 12, 25, 40, 60], (len(codes), len(groups)))
    rows = [
        (code, group, int(values[i, j]))
        for i, code in enumerate(codes)
        for j, group in enumerate(groups)
    ]
    return tables(rows, ["place", "group"], {"place": sums, "group": [(TOTAL, groups)]})
