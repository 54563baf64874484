"""Transfers between members, found in their records: what `indicators.continuing` nets."""

from __future__ import annotations

import pandas as pd

from cpims_report.records.text.lookup import among

BEFORE, AFTER = 30, 60
"""Days before and after the end at one member within which the other registers the same child."""

COLUMNS = [
    "child_key",
    "from_uid",
    "from_agency",
    "from_seq",
    "open_date",
    "close_date",
    "to_uid",
    "to_agency",
    "next_open_date",
    "next_close_date",
    "next_close_precision",
    "next_close_reason",
]
"""`open_date` and `close_date` are those of the spell that the transfer ended, `next_...` those of
the first spell of the record that goes on with the case."""
NEEDED = [
    "record_uid",
    "agency",
    "child_key",
    "child_key_level",
    "status",
    "closure_reason",
]
"""Columns of records that are looked at."""
SPELL, CLOSURE = ["open_date", "close_date"], ["close_precision", "close_reason"]
ENDED = ("transferred_internal", "transferred_external")


def find_transfers(records: pd.DataFrame, spells: pd.DataFrame) -> pd.DataFrame:
    """Return one row a transfer of a child from one member to another.

    The last spell of a record ended by transfer on a known day, and another member registered the
    same child after that spell had begun, from 30 days before to 60 days after its end, and did not
    end its own first spell sooner. Each spell and each registration is used once, the nearest in
    time first. Children without a number that links are never matched.
    """
    linked = records[records["child_key_level"] != "none"]
    last = spells.drop_duplicates("record_uid", keep="last")
    last = last.loc[last["close_precision"] == "day", ["record_uid", "seq", *SPELL]]
    first = spells.loc[spells["seq"] == 1, ["record_uid", *SPELL, *CLOSURE]]
    ended = linked.loc[
        (linked["status"] == "transferred") | linked["closure_reason"].isin(ENDED),
        ["record_uid", "agency", "child_key"],
    ].merge(last, on="record_uid")
    came = linked.loc[
        among(linked["child_key"], ended["child_key"]), ["record_uid", "agency", "child_key"]
    ].merge(first.add_prefix("next_"), left_on="record_uid", right_on="next_record_uid")
    pairs = (
        ended.rename(columns={"record_uid": "from_uid", "agency": "from_agency", "seq": "from_seq"})
        .merge(came.rename(columns={"record_uid": "to_uid", "agency": "to_agency"}), on="child_key")
        .query("from_agency != to_agency and next_open_date > open_date")
        .query("next_close_date.isna() or next_close_date >= close_date")
        .assign(gap=lambda frame: (frame["next_open_date"] - frame["close_date"]).dt.days)
        .query("-@BEFORE <= gap <= @AFTER")
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
