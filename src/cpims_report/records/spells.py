"""Spells of a case: from registration, reopenings, closure and status."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Year
from cpims_report.records.among import order_by
from cpims_report.records.dates import DAY_TYPE
from cpims_report.schema import MISSING, NOT_APPLICABLE, NOT_COLLECTED

OPEN = "open"


def find_openings(records: pd.DataFrame, reopenings: pd.DataFrame) -> pd.DataFrame:
    """Return one row a spell: record_uid, seq, open_date, next_open (null for the last).

    The first spell opens at registration, each later one at a reopening after it. The whole log of
    reopenings counts: the single "date reopened" of a record is only the first of them.
    """
    first = records[["record_uid", "registration_date"]].set_axis(
        ["record_uid", "open_date"], axis=1
    )
    later = reopenings[["record_uid", "date"]].set_axis(["record_uid", "open_date"], axis=1)
    later = later.merge(first, on="record_uid", suffixes=("", "_first"))
    later = later[later["open_date"] > later["open_date_first"]]
    return (
        pd.concat([first, later[["record_uid", "open_date"]]])
        .drop_duplicates()
        .pipe(lambda frame: frame.iloc[order_by(frame, ["record_uid", "open_date"])])
        .reset_index(drop=True)
        .assign(
            seq=lambda frame: frame.groupby("record_uid").cumcount() + 1,
            next_open=lambda frame: frame.groupby("record_uid")["open_date"].shift(-1),
        )
    )


def build_spells(records: pd.DataFrame, reopenings: pd.DataFrame, year: Year) -> pd.DataFrame:
    """Return the spells of all records: record_uid, seq, open and close date, precision, reason.

    Status goes before dates: the last spell of an open case is open, whatever closure date the
    record still carries, because reopening does not clear it. That date is the closure before the
    reopening. A reopened case that was closed again ends at the later of its dates that lies in
    the last spell. Where an ended case has no usable date, 31 December of the year stands in.
    `record_uid` must be unique. Definitions: the Task Force's counting rules on stocks and flows.
    """
    facts = records[
        ["record_uid", "status", "closure_date", "closure_approved_date", "closure_reason"]
    ]
    spells = find_openings(records, reopenings).merge(facts, on="record_uid", how="left")
    last = spells["next_open"].isna()
    ended = ~last | (spells["status"] != OPEN)
    close = find_closure(spells, last)
    stand_in = spells["next_open"].where(~last, latest(spells["open_date"], year_end(spells, year)))
    precision = (
        pd.Series("none", index=spells.index, dtype="str")
        .mask(last & ended, "year")
        .mask(ended & close.notna(), "day")
    )
    return spells.assign(
        close_date=close.fillna(stand_in).where(ended).astype(DAY_TYPE),
        close_precision=precision,
        close_reason=give_reasons(spells, ended),
    )[["record_uid", "seq", "open_date", "close_date", "close_precision", "close_reason"]]


def find_closure(spells: pd.DataFrame, last: pd.Series) -> pd.Series:
    """Return the recorded date that closes each spell, null where none lies in it.

    A first and only spell ends at the closure date, else at its approval; a later last spell at
    the later of both; a spell before a reopening at the earliest that lies in it.
    """
    inside = {
        name: spells[name].where(
            (spells[name] >= spells["open_date"]) & (last | (spells[name] <= spells["next_open"]))
        )
        for name in ("closure_date", "closure_approved_date")
    }
    closure, approved = inside["closure_date"], inside["closure_approved_date"]
    again = last & (spells["seq"] > 1)
    return closure.fillna(approved).mask(again, latest(closure, approved))


def latest(left: pd.Series, right: pd.Series) -> pd.Series:
    """Return the later of two dates, or the one there is."""
    return left.where(left >= right, right).fillna(left)


def year_end(spells: pd.DataFrame, year: Year) -> pd.Series:
    """Return 31 December of the year for every spell."""
    return pd.Series(pd.Timestamp(year.year, 12, 31), index=spells.index, dtype=DAY_TYPE)


def give_reasons(spells: pd.DataFrame, ended: pd.Series) -> pd.Series:
    """Return the reason of each closure: a record keeps one, that of its last closure.

    Earlier closures are `missing`, spells still open `not_applicable`; a source without the field
    is `not_collected` throughout.
    """
    closed = spells["seq"].where(ended)
    final = closed == closed.groupby(spells["record_uid"]).transform("max")
    earlier = spells["closure_reason"].where(spells["closure_reason"] == NOT_COLLECTED, MISSING)
    return spells["closure_reason"].where(final, earlier).where(ended, NOT_APPLICABLE)
