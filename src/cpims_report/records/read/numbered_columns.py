"""Flat files of Primero v1: lists and subforms in numbered columns, five of each at most.

`protection_concerns[1]` … `[5]` are one list, `services_section[1]service_type` … are the rows of
a subform. The sixth element is never exported: where the last column of a group is filled, what
the record holds is a lower bound.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from cpims_report.records.read.headers import HeaderMap
from cpims_report.records.read.sheets import Sheet, build_sheet
from cpims_report.records.text.distinct_words import pair

NUMBERED = re.compile(r"(?P<group>.*?)\s*\[(?P<slot>\d+)\](?P<field>.*)")
JOINT = " ||| "


def unfold(sheet: Sheet, headers: HeaderMap) -> list[Sheet]:
    """Return the sheet with its lists in one column each, and a sheet for every subform."""
    columns = find_numbered(sheet)
    if columns.empty:
        return [sheet]
    lists = columns[columns["field"] == ""]
    nested = columns[columns["field"] != ""]
    plain = [place for place in range(len(sheet.headers)) if place not in set(columns["place"])]
    flags = {
        str(group) + f"[{part['slot'].max()}]": mark_full(sheet, part)
        for group, part in columns.groupby("group", sort=False)
        if group in headers.profile.lower_bounds
    }
    joined = {
        str(group): join_list(sheet, part) for group, part in lists.groupby("group", sort=False)
    }
    more = {**joined, **flags}
    main = pd.concat(
        [sheet.cells[plain], *(cells.rename(name) for name, cells in more.items())], axis=1
    )
    names = [*(sheet.headers[place] for place in plain), *more]
    key = headers.key_header(sheet)
    subforms = [
        subform
        for group, part in nested.groupby("group", sort=False)
        for subform in unfold(build_subform(sheet, str(group), part, key), headers)
    ]
    return [build_sheet(sheet.name, names, main.set_axis(range(len(names)), axis=1)), *subforms]


def find_numbered(sheet: Sheet) -> pd.DataFrame:
    """Return place, group, slot and field of the columns with a number in brackets."""
    found = [
        {"place": place, **match.groupdict()}
        for place, word in enumerate(sheet.headers)
        if (match := NUMBERED.fullmatch(word))
    ]
    table = pd.DataFrame(found, columns=["place", "group", "slot", "field"])
    return table.astype({"slot": "int64"})


def join_list(sheet: Sheet, part: pd.DataFrame) -> pd.Series:
    """Return the elements of a list as one cell."""
    first, *others = part.sort_values("slot")["place"]
    cells: pd.Series = sheet.cells[first]
    for place in [place for place in others if sheet.cells[place].notna().any()]:
        cells = pair(cells, sheet.cells[place], JOINT)
    return cells


def mark_full(sheet: Sheet, part: pd.DataFrame) -> pd.Series:
    """Return `true` for the rows that fill the last element of a group, so that it may be cut."""
    last = part.loc[part["slot"] == part["slot"].max(), "place"]
    full = sheet.cells[list(last)].notna().any(axis=1)
    flags: pd.Series = pd.Series("false", index=full.index, dtype="str").mask(full, "true")
    return flags


def build_subform(sheet: Sheet, group: str, part: pd.DataFrame, key: str) -> Sheet:
    """Return the filled elements of a subform as rows of a sheet of its own, by record.

    A row keeps the number of the row of its record.
    """
    fields = list(part["field"].unique())
    slots = [slot.set_index("field")["place"] for _, slot in part.groupby("slot")]
    columns = [interleave(sheet, [slot.get(field) for slot in slots]) for field in fields]
    filled = np.logical_or.reduce([column.codes >= 0 for column in columns])
    records = np.repeat(np.arange(len(sheet.cells)), len(slots))[filled]
    ids = sheet.cells[sheet.headers.index(key)].array if key else interleave(sheet, [None])
    cells = pd.DataFrame(
        {
            0: ids.take(records),
            **{place: column[filled] for place, column in enumerate(columns, 1)},
        },
        index=sheet.cells.index[records],
    )
    return Sheet(group, (key, *fields), cells)


def interleave(sheet: Sheet, places: list[int | None]) -> pd.Categorical:
    """Return the cells of several columns one row after the other; None stands for no column."""
    absent = pd.Categorical.from_codes(np.full(len(sheet.cells), -1), pd.Index([], dtype="str"))
    parts = [absent if place is None else sheet.cells[place].array for place in places]
    order = np.arange(len(places) * len(sheet.cells)).reshape(len(places), -1).T.ravel()
    return union_categoricals(parts).take(order)
