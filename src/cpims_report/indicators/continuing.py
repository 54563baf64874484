"""Cases that go on with another member: one case of the Task Force, one spell from first to last.

A transfer (`records.spells.transfers`) joins the last spell of the sender's record to the first
spell of the receiver's: one spell, opened by the first member and closed, if at all, by the last.
It keeps the number of the first one, so it is new where the first member's was. The case is
described by the first of its records that is active in the year, in all tables of that year; where
that has no concern, by the primary concern of the first other one that has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cpims_report.indicators.population import Chosen, Rows
from cpims_report.schema import NON_VALUES

Places: TypeAlias = "NDArray[np.intp]"

NAME = ["record_uid", "seq"]
SENDER = {"from_uid": "record_uid", "from_seq": "seq", "open_date": "open_date"}
RECEIVER = {
    "to_uid": "record_uid",
    "next_open_date": "open_date",
    "next_close_date": "close_date",
    "next_close_precision": "close_precision",
    "next_close_reason": "close_reason",
}
CLOSURE = ["close_date", "close_precision", "close_reason"]


@dataclass(frozen=True)
class Continuing:
    """The spells of the Task Force, and what they are made of.

    `spells`: one row a spell, with `last`, the record that held it last. `whole`: the place among
    these of each spell of a record, and `went_on`: whether another record goes on from it.
    `told_by`: the place of the record that describes the case of each record.
    """

    spells: pd.DataFrame
    whole: Places
    went_on: Chosen
    told_by: Rows

    @classmethod
    def of(cls, spells: pd.DataFrame, transfers: pd.DataFrame, active: Chosen) -> Continuing:
        """Return what becomes of the records' spells when transfers are netted.

        `spells` have `record_uid` and `case`, the place of their record; `active` tells of each
        record whether it is active in the year. Spells of records outside the report are known
        from the transfers alone: they open or end those of records in it.
        """
        known = [spells, senders(transfers), receivers(transfers)] if len(transfers) else [spells]
        parts = pd.concat(known).drop_duplicates(NAME, ignore_index=True)
        before, after = links(parts, transfers)
        roots, whole = np.unique(followed(before)[: len(spells)], return_inverse=True)
        ends = followed(after)[roots]
        record = parts["case"].fillna(-1).to_numpy(np.intp)
        told_by = told(record, before, active)
        case = described(whole, record[: len(spells)], active, told_by)
        opening = parts[["seq", "open_date"]].take(roots).reset_index(drop=True)
        closing = parts[CLOSURE].take(ends).reset_index(drop=True)
        last = np.where(record[ends] < 0, case, record[ends])
        joined = pd.concat([opening, closing], axis=1).assign(case=case, last=last)
        went_on = after[: len(spells)] != np.arange(len(spells))
        return cls(joined, whole.astype(np.intp), went_on, told_by)


def senders(transfers: pd.DataFrame) -> pd.DataFrame:
    """Return the spells that transfers ended; their own closing counts for nothing."""
    return transfers[list(SENDER)].rename(columns=SENDER)


def receivers(transfers: pd.DataFrame) -> pd.DataFrame:
    """Return the spells that go on from transfers: the first of their records."""
    return transfers[list(RECEIVER)].rename(columns=RECEIVER).assign(seq=1)


def links(parts: pd.DataFrame, transfers: pd.DataFrame) -> tuple[Places, Places]:
    """Return for each spell the place of the one that it goes on from, and of that after it."""
    before, after = np.arange(len(parts)), np.arange(len(parts))
    places = pd.Series(np.arange(len(parts)), index=pd.MultiIndex.from_frame(parts[NAME]))
    left = places.reindex(pd.MultiIndex.from_frame(transfers[["from_uid", "from_seq"]])).to_numpy()
    came = places.reindex(pd.MultiIndex.from_frame(transfers[["to_uid"]].assign(seq=1))).to_numpy()
    after[left], before[came] = came, left
    return before, after


def followed(steps: Places) -> Places:
    """Return where each place leads in the end, for a chain of transfers has no circle."""
    while (steps != steps[steps]).any():
        steps = steps[steps]
    return steps


def told(record: Places, before: Places, active: Chosen) -> Rows:
    """Return for each record the place of the first active record of its case.

    `record` is that of each spell, -1 outside the report, `before` the spell it goes on from.
    """
    earlier = np.arange(len(active))
    gone_on = before != np.arange(len(before))
    now, then = record[gone_on], record[before[gone_on]]
    both = (now >= 0) & (then >= 0)
    both[both] = active[now[both]] & active[then[both]]
    earlier[now[both]] = then[both]
    return followed(earlier)


def fill_concern(cases: pd.DataFrame, told_by: Rows, active: Chosen) -> pd.DataFrame:
    """Return the cases with the primary concern of another active record where the first has none.

    `cases` are the members' records; of several others that of the first registered is taken, equal
    days by id.
    """
    concern = cases["primary_concern"].astype("str")
    known = (~concern.isin(NON_VALUES)).to_numpy()
    known_later = np.flatnonzero(active & known & (told_by != np.arange(len(cases))))
    wanting = known_later[~known[told_by[known_later]]]
    if not len(wanting):
        return cases
    others = cases.iloc[wanting].assign(told_by=told_by[wanting])
    first = others.sort_values(["registration_date", "record_uid"]).drop_duplicates("told_by")
    filled = first.set_index("told_by")["primary_concern"].astype("str")
    concern = concern.mask(cases.index.isin(filled.index), concern.index.to_series().map(filled))
    return cases.assign(primary_concern=concern.astype("category"))


def described(whole: Places, record: Places, active: Chosen, told_by: Rows) -> Rows:
    """Return the record that describes each spell of the Task Force: an active one if it has any.

    `whole` and `record` are of the records' spells.
    """
    found = np.zeros(whole.max(initial=-1) + 1, np.intp)
    order = np.argsort(active[record], kind="stable")
    found[whole[order]] = told_by[record[order]]
    return found
