"""Rows of subforms that were sent again with a record that was sent twice."""

from __future__ import annotations

import pandas as pd

from cpims_report.records.text.lookup import among

RECORD_OF_FILE = ["agency", "file", "source_id"]


def drop_copies(rows: pd.DataFrame, records: pd.DataFrame, copied: pd.Series) -> pd.DataFrame:
    """Return the rows of a subform without those that came with copies of a record.

    `copied` marks the records of a file that repeat an earlier one in every value. Where a record
    came n times, its rows did too, one lot after the other: the first lot stays if the others are
    the same. Equal rows of one record are several events, and all stay.
    """
    times = count_copies(records, copied)
    if rows.empty or times.empty:
        return rows
    likely = among(rows["source_id"], times.index.get_level_values("source_id").to_series())
    near = rows[likely].astype(dict.fromkeys(RECORD_OF_FILE, "str"))
    sent = near[RECORD_OF_FILE].merge(times.reset_index(), on=RECORD_OF_FILE, how="left")["times"]
    mine = near[sent.notna().to_numpy()]
    if mine.empty:
        return rows
    groups = mine.groupby(RECORD_OF_FILE)
    each = sent.dropna().set_axis(mine.index)
    lot = groups[RECORD_OF_FILE[0]].transform("size") / each
    place = groups.cumcount()
    values = [name for name in mine.columns if name != "row"]
    again = mine[values].assign(place=place % lot.where(lot > 0, 1)).duplicated()
    odd = (lot % 1 != 0) | ((place >= lot) & ~again)
    whole = ~odd.groupby([mine[name] for name in RECORD_OF_FILE]).transform("any")
    return rows.drop(index=mine.index[whole & (place >= lot)])


def count_copies(records: pd.DataFrame, copied: pd.Series) -> pd.Series:
    """Return how often each record came, of those that came several times and always the same."""
    ids = records.loc[copied, RECORD_OF_FILE].drop_duplicates()
    near = records.loc[among(records["source_id"], ids["source_id"]), RECORD_OF_FILE]
    mine = near.assign(copied=copied).merge(ids, on=RECORD_OF_FILE)
    found = mine.groupby(RECORD_OF_FILE)["copied"].agg(["size", "sum"])
    times: pd.Series = found.loc[found["size"] == found["sum"] + 1, "size"].rename("times")
    return times
