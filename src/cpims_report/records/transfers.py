"""Transfers between members: one continuing case of the Task Force, and a flow of their own."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Year

BEFORE, AFTER = 30, 60
"""Days before and after the end at one member within which the other registers the same child."""

COLUMNS = [
    "child_key",
    "from_uid",
    "from_agency",
    "from_seq",
    "to_uid",
    "to_agency",
    "open_date",
    "close_date",
    "next_open_date",
]
"""`open_date` and `close_date` are those of the spell that the transfer ended."""
NEEDED = [
    "record_uid",
    "agency",
    "child_key",
    "child_key_level",
    "status",
    "closure_reason",
    "registration_date",
]
"""Columns of records that are looked at."""
ENDED = ("transferred_internal", "transferred_external")


def find_transfers(records: pd.DataFrame, spells: pd.DataFrame) -> pd.DataFrame:
    """Return one row a transfer of a child from one member to another.

    The last spell of a record ended by transfer and another member registered the same child from
    30 days before to 60 days after that day. Each spell and each registration is used once, the
    nearest in time first. Children without a number that links are never matched.
    """
    linked = records[records["child_key_level"] != "none"]
    last = spells.drop_duplicates("record_uid", keep="last")
    ended = linked.loc[
        (linked["status"] == "transferred") | linked["closure_reason"].isin(ENDED),
        ["record_uid", "agency", "child_key"],
    ].merge(last[["record_uid", "seq", "open_date", "close_date"]], on="record_uid")
    came = linked[["record_uid", "agency", "child_key", "registration_date"]]
    pairs = (
        ended.dropna(subset="close_date")
        .merge(came, on="child_key", suffixes=("_from", "_to"))
        .query("agency_from != agency_to and registration_date >= open_date")
        .assign(gap=lambda frame: (frame["registration_date"] - frame["close_date"]).dt.days)
        .query("-@BEFORE <= gap <= @AFTER")
        .rename(
            columns={
                "record_uid_from": "from_uid",
                "agency_from": "from_agency",
                "seq": "from_seq",
                "record_uid_to": "to_uid",
                "agency_to": "to_agency",
                "registration_date": "next_open_date",
            }
        )
        .assign(away=lambda frame: frame["gap"].abs())
        .sort_values(["away", "close_date", "from_uid", "to_uid"])
    )
    return take_once(pairs)[COLUMNS].sort_values(["from_uid"], ignore_index=True)


def take_once(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return pairs, best first, in which no spell and no registration stands twice."""
    kept = [pairs.iloc[:0]]
    left = pairs
    while len(left):
        best = left.drop_duplicates("from_uid").drop_duplicates("to_uid")
        kept.append(best)
        left = left[~left["from_uid"].isin(best["from_uid"]) & ~left["to_uid"].isin(best["to_uid"])]
    return pd.concat([part for part in kept if len(part)] or kept[:1])


def net_transfers(spells: pd.DataFrame, transfers: pd.DataFrame) -> pd.DataFrame:
    """Return the spells of the Task Force: a transferred one and its continuation are one.

    It opens when the first member opened it, keeps that spell's number, and ends with the last
    member's. A case that overlaps its continuation, or pauses for some days, was never closed.
    """
    if transfers.empty:
        return spells.reset_index(drop=True)
    keys = ["record_uid", "seq"]
    gone = transfers.rename(columns={"from_uid": "record_uid", "from_seq": "seq"})[keys]
    starts = transfers.assign(start=transfers["open_date"], rank=transfers["from_seq"])
    chain = starts.set_index("to_uid")[["from_uid", "from_seq", "start", "rank"]]
    for _ in range(len(chain)):
        earlier = chain["from_uid"].where(chain["from_seq"] == 1).map(chain["start"])
        ranks = chain["from_uid"].where(chain["from_seq"] == 1).map(chain["rank"])
        moved = earlier.notna() & (earlier < chain["start"])
        if not moved.any():
            break
        chain = chain.assign(
            start=earlier.where(moved, chain["start"]),
            rank=ranks.where(moved, chain["rank"]).astype("int64"),
        )
    stay = spells.merge(gone.assign(gone=True), on=keys, how="left")
    stay = stay[stay["gone"].isna()].drop(columns="gone")
    first = stay["seq"] == 1
    opened = stay["record_uid"].where(first).map(chain["start"])
    rank = stay["record_uid"].where(first).map(chain["rank"])
    return stay.assign(
        open_date=opened.fillna(stay["open_date"]).astype(spells["open_date"].dtype),
        seq=rank.fillna(stay["seq"]).astype("int64"),
    ).reset_index(drop=True)


def count_flows(spells: pd.DataFrame, year: Year) -> pd.Series:
    """Return open_start, new, reopened, closed and open_end of spells in a year.

    Definitions: the Task Force's counting rules; the first four give the fifth.
    """
    start, end = pd.Timestamp(year.year, 1, 1), pd.Timestamp(year.year, 12, 31)
    opened, closed = spells["open_date"], spells["close_date"]
    came = opened.between(start, end)
    return pd.Series(
        {
            "open_start": ((opened < start) & ~(closed < start)).sum(),
            "new": (came & (spells["seq"] == 1)).sum(),
            "reopened": (came & (spells["seq"] > 1)).sum(),
            "closed": closed.between(start, end).sum(),
            "open_end": ((opened <= end) & ~(closed <= end)).sum(),
        },
        dtype="int64",
    )
