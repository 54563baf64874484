"""Spells of a case: from registration, reopenings, closure and status."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cpims_report.config import Year
from cpims_report.records.text.lookup import locate, order_by
from cpims_report.records.values.dates import DAY_TYPE
from cpims_report.schema import MISSING, NOT_APPLICABLE, NOT_COLLECTED

OPEN = "open"


def find_openings(records: pd.DataFrame, reopenings: pd.DataFrame) -> pd.DataFrame:
    """Return one row a spell: place of the record, seq, open_date, next_open (null for the last).

    The first spell opens at registration, each later one at a reopening after it. The whole log of
    reopenings counts: the single "date reopened" of a record is only the first of them.
    """
    registered = records["registration_date"].reset_index(drop=True)
    places = locate(reopenings["record_uid"], records["record_uid"])
    dates = reopenings["date"].reset_index(drop=True)
    later = (places >= 0) & (dates > registered.reindex(places).set_axis(dates.index)).to_numpy()
    return (
        pd.DataFrame(
            {
                "place": np.append(np.arange(len(records)), places[later]),
                "open_date": pd.concat([registered, dates[later]], ignore_index=True),
            }
        )
        .drop_duplicates()
        .sort_values(["place", "open_date"], ignore_index=True)
        .assign(
            seq=lambda frame: frame.groupby("place").cumcount() + 1,
            next_open=lambda frame: frame.groupby("place")["open_date"].shift(-1),
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
    facts = ["record_uid", "status", "closure_date", "closure_approved_date", "closure_reason"]
    ordered = records[[*facts, "registration_date"]].iloc[order_by(records, ["record_uid"])]
    openings = find_openings(ordered, reopenings)
    known = ordered[facts].iloc[openings["place"]].reset_index(drop=True)
    spells = pd.concat([openings, known], axis=1)
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
    final = closed == closed.groupby(spells["place"]).transform("max")
    earlier = spells["closure_reason"].where(spells["closure_reason"] == NOT_COLLECTED, MISSING)
    return spells["closure_reason"].where(final, earlier).where(ended, NOT_APPLICABLE)
