"""Which cases go on with another member, as far as the files of all members can tell.

The Task Force's definition, case by case and in plain words; nothing is looked up in what the
sample planted.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, TypeAlias

import pandas as pd

Case: TypeAlias = dict[Hashable, Any]

COLUMNS = (
    "from_uid",
    "from_seq",
    "open_date",
    "close_date",
    "to_uid",
    "next_open_date",
    "next_close_date",
    "next_close_precision",
    "next_close_reason",
)
SOUND = ("", "closed_before_year", "after_year")
"""Steps of records that are as good as any, if only in another year."""

ENDED = ("transferred_internal", "transferred_external")
SOONEST, LATEST = -30, 60
"""Days from the end at one member to the registration at the next."""


def tell_ends(cases: pd.DataFrame, spells: pd.DataFrame) -> pd.DataFrame:
    """Return the sound records with a number of their child, each with its first and last spell."""
    sound = cases[
        cases["excluded"].isin(SOUND) & cases["copy"].eq(1) & cases["child"].ne(cases["record_uid"])
    ]
    ordered = spells.sort_values(["record_uid", "seq"]).set_index("record_uid")
    first = ordered[~ordered.index.duplicated(keep="first")].add_prefix("first_")
    last = ordered[~ordered.index.duplicated(keep="last")].add_prefix("last_")
    named = sound[["record_uid", "agency", "child", "status"]]
    return named.join(first, on="record_uid").join(last, on="record_uid")


def tell_transfers(ends: pd.DataFrame) -> pd.DataFrame:
    """Return the transfers, each case leaving and coming once, the nearest in time first."""
    several = ends[ends.groupby("child")["agency"].transform("nunique").gt(1)]
    found = []
    for _, family in several.groupby("child"):
        cases = family.to_dict("records")
        found += [(one, two) for one in cases for two in cases if goes_on(one, two)]
    found.sort(key=lambda pair: (abs(wait(*pair)), *order(*pair)))
    left: set[str] = set()
    came: set[str] = set()
    rows = []
    for one, two in found:
        if one["record_uid"] not in left and two["record_uid"] not in came:
            left.add(one["record_uid"])
            came.add(two["record_uid"])
            rows.append(row_of(one, two))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values("from_uid", ignore_index=True)


def goes_on(one: Case, two: Case) -> bool:
    """Return whether the second case goes on from the first."""
    by_transfer = one["status"] == "transferred" or one["last_close_reason"] in ENDED
    if one["agency"] == two["agency"] or not by_transfer or one["last_close_precision"] != "day":
        return False
    begun: bool = two["first_open_date"] > one["last_open_date"]
    ended_sooner: bool = two["first_close_date"] < one["last_close_date"]
    return begun and not ended_sooner and SOONEST <= wait(one, two) <= LATEST


def wait(one: Case, two: Case) -> int:
    """Return the days from the end of the one to the beginning of the other."""
    days: int = (two["first_open_date"] - one["last_close_date"]).days
    return days


def order(one: Case, two: Case) -> tuple[pd.Timestamp, str, str]:
    """Return what decides between transfers that waited as long."""
    return one["last_close_date"], one["record_uid"], two["record_uid"]


def row_of(one: Case, two: Case) -> dict[str, Any]:
    """Return a transfer as the truth has it."""
    return {
        "from_uid": one["record_uid"],
        "from_seq": one["last_seq"],
        "open_date": one["last_open_date"],
        "close_date": one["last_close_date"],
        "to_uid": two["record_uid"],
        "next_open_date": two["first_open_date"],
        "next_close_date": two["first_close_date"],
        "next_close_precision": two["first_close_precision"],
        "next_close_reason": two["first_close_reason"],
    }
