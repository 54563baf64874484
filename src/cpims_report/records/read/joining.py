"""The forms of one file joined on the record's id, and what keeps them apart."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
from rapidfuzz import fuzz

from cpims_report.errors import Problem
from cpims_report.records.issues import damage, refusals
from cpims_report.records.read.block import Block, Origin
from cpims_report.records.read.headers import HeaderMap
from cpims_report.records.read.received import Received
from cpims_report.records.read.used_columns import Part, Unread
from cpims_report.records.text.distinct_words import encode
from cpims_report.records.text.lookup import among
from cpims_report.records.text.normalisation import fold

KEYS = ("source_id", "occurrence")
INSTEAD = {"status": ("closure_date",)}
"""Column -> others that answer for it."""
ALMOST = 75
"""Likeness, of 100, from which an unread column counts as a missing one under another name."""


def join_forms(forms: list[Part]) -> Block:
    """Return one row a record with the columns of all forms, and where each column stands.

    The form with the registration date leads. A field that stands on two forms is taken from the
    first that has a value.
    """
    first = leading(forms)
    records = first.cells.assign(**{f"row in {first.sheet}": first.cells["row"]})
    origins = {column: Origin(first.sheet, header) for column, header in first.headers.items()}
    for part in [part for part in forms if part is not first]:
        cells = part.cells.rename(columns={"row": f"row in {part.sheet}"})
        again = [column for column in part.headers if column in origins and column not in KEYS]
        joined = join(records, cells)
        filled = {name: fill(joined[name], joined[f"{name} again"]) for name in again}
        records = joined.assign(**filled).drop(columns=[f"{name} again" for name in again])
        new = {name: header for name, header in part.headers.items() if name not in origins}
        origins |= {name: Origin(part.sheet, header) for name, header in new.items()}
    return Block(records, origins)


def join(records: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return records with the columns of another form, those that they have too as "again".

    Most exports write every form in one order: then each row stands beside its own already.
    """
    keys = list(KEYS)
    if not records[keys].equals(cells[keys]):
        return records.merge(cells, on=keys, how="left", suffixes=("", " again"))
    rest = cells.drop(columns=keys)
    again = {name: f"{name} again" for name in rest if name in records}
    return pd.concat([records, rest.rename(columns=again)], axis=1)


def fill(cells: pd.Series, others: pd.Series) -> pd.Series:
    """Return cells, the empty ones filled from another form."""
    return encode(cells.astype("str").fillna(others.astype("str")))


def leading(forms: list[Part]) -> Part:
    """Return the form with the registration date, or the first where none has it."""
    return min(forms, key=lambda part: "registration_date" not in part.headers)


def add_constants(records: Block, constants: dict[str, str]) -> Block:
    """Return records with the columns that are the same for every record of the layout."""
    origin = records.origins["source_id"]
    origins = {name: Origin(origin.sheet, "") for name in constants}
    return Block(records.cells.assign(**constants), {**records.origins, **origins})


def find_missing(
    forms: list[Part], unread: list[Unread], headers: HeaderMap, file: Received
) -> list[Problem]:
    """Return the columns that a file must have and has not, each with the nearest unread.

    Without some no case can be counted. Others are merely not collected, unless a column that
    nobody read is called almost so: then that is meant. A date of closure tells the status too.
    """
    present = {column for part in forms for column in part.headers}
    spare = {each.header for each in unread if each.header and not each.person}
    profile = headers.profile
    missing = [*profile.required, *profile.usual]
    return [
        refusals.missing_column(
            file.agency,
            file.name,
            column,
            headers.headers_of(column),
            spare,
            find_asked(headers, column),
        )
        for column in missing
        if present.isdisjoint({column, *INSTEAD.get(column, ())})
        and (column in profile.required or is_renamed(headers.headers_of(column), spare))
    ]


def find_asked(headers: HeaderMap, column: str) -> str:
    """Return the label of a field that may be a column of ours, where nobody has said so yet."""
    dictionary = headers.profile.dictionary
    asked = dictionary.decide if dictionary else ()
    labels = (each.label for each in asked if each.column == column and not each.answer)
    return next(labels, "")


def is_renamed(headers: Collection[str], spare: Collection[str]) -> bool:
    """Return whether an unread column is called almost like one of some headers."""
    words = [fold(word) for word in spare]
    return any(fuzz.ratio(fold(header), word) >= ALMOST for header in headers for word in words)


def find_nameless(parts: list[Part], file: Received) -> list[Problem]:
    """Return the one problem of rows that hold values but no id: totals, notes, shifted rows."""
    found = [part for part in parts if part.nameless]
    return [
        refusals.nameless(
            file.agency,
            file.name,
            part.sheet,
            part.headers["source_id"],
            part.nameless,
            len(found) - 1,
        )
        for part in found[:1]
    ]


def find_strangers(parts: list[Part], file: Received) -> list[Problem]:
    """Return the sheets with rows of records that the leading form does not have.

    A form has as many rows of an id as the leading one.
    Where the ids are the same but for zeros in front, that is told once for the whole file.
    """
    first = leading([part for part in parts if not part.table])
    known = first.cells["source_id"]
    strange = {
        part.sheet: part.cells[~among(part.cells["source_id"], known) | find_surplus(part, first)]
        for part in parts
        if part is not first
    }
    headers = {part.sheet: part.headers["source_id"] for part in parts}
    found = {sheet: rows for sheet, rows in strange.items() if len(rows)}
    bare = set(known.astype("str").str.lstrip("0"))
    if found and all(
        rows["source_id"].astype("str").str.lstrip("0").isin(bare).all() for rows in found.values()
    ):
        sheet, rows = next(iter(found.items()))
        count = sum(map(len, found.values()))
        row = int(rows["row"].min())
        return [damage.lost_zeros(file.agency, file.name, sheet, row, headers[sheet], count)]
    return [
        refusals.stranger(
            file.agency, file.name, sheet, headers[sheet], int(rows["row"].min()), len(rows)
        )
        for sheet, rows in found.items()
    ]


def find_surplus(part: Part, first: Part) -> pd.Series:
    """Return which rows of a form have an id once more than the leading form has."""
    again = part.cells["occurrence"] > 0
    if part.table or not again.any():
        return pd.Series(False, index=part.cells.index)
    times = first.cells.groupby("source_id", observed=True)["occurrence"].max()
    most = part.cells.loc[again, "source_id"].astype("object").map(times)
    return (part.cells["occurrence"] > most.reindex(part.cells.index)) & again
