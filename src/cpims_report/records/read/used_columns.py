"""The used columns of one sheet under canonical names, tidied, with the place of every cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from cpims_report.errors import Problem
from cpims_report.records.columns import IDENTIFIER_COLUMNS
from cpims_report.records.issues.changed_cells import join_marks, mark, mark_tidied
from cpims_report.records.read.block import Block, Origin
from cpims_report.records.read.headers import HeaderMap, map_headers
from cpims_report.records.read.placeholders import LIKELY_ERROR, LIKELY_NO_ID, is_error, keep_id
from cpims_report.records.read.received import Received
from cpims_report.records.read.sheets import Sheet, map_columns
from cpims_report.records.text.distinct_words import find_untidy, find_words, recode, split_words
from cpims_report.records.text.identifying import FORMS, looks_identifying
from cpims_report.records.text.normalisation import tidy

ERROR_CELL = "ERR-01"


@dataclass(frozen=True)
class Part:
    """The used columns of one sheet, with the header of each.

    `nameless` are the rows that hold values but no record id.
    """

    sheet: str
    table: str
    cells: pd.DataFrame
    headers: dict[str, str]
    identifiers: tuple[pd.Series, ...]
    nameless: tuple[int, ...]
    marks: pd.DataFrame

    def block(self) -> Block:
        """Return the part as a table of its own."""
        origins = {name: Origin(self.sheet, header) for name, header in self.headers.items()}
        return Block(self.cells, origins)


@dataclass(frozen=True)
class Unread:
    """A sheet, or one column of it, that no case table needs; its cells are never looked at.

    `header` is empty where the whole sheet is left out. `person` says that it identifies people.
    """

    sheet: str
    header: str
    person: bool = False


def read_parts(
    sheets: Iterable[Sheet], headers: HeaderMap, file: Received
) -> tuple[list[Part], list[Unread], list[Problem]]:
    """Return the used columns of every sheet, what is left unread, and what stands in the way.

    A sheet that is left out is still looked at for people.
    """
    parts: list[Part] = []
    unread: list[Unread] = []
    problems: list[Problem] = []
    for sheet in sheets:
        if not sheet.headers:
            continue
        skipped = headers.names.is_skipped(sheet.name)
        form = None if skipped else headers.form_of(sheet)
        if form is None or form in FORMS:
            unread += leave_sheet(sheet, form)
            continue
        mapped, faults = map_headers(sheet, form, headers, file.name)
        problems += faults
        persons = set(mapped.persons)
        unread += [Unread(sheet.name, word, word in persons) for word in mapped.unread]
        if not faults:
            parts.append(build_part(sheet, mapped.used))
    return parts, unread, problems


def leave_sheet(sheet: Sheet, form: str | None) -> list[Unread]:
    """Return a sheet out of use, and each of its filled columns whose header names people."""
    persons = [
        Unread(sheet.name, header, person=True)
        for place, header in enumerate(sheet.headers)
        if looks_identifying(header) and sheet.cells[place].notna().any()
    ]
    return [Unread(sheet.name, "", person=form in FORMS and not sheet.cells.empty), *persons]


def build_part(sheet: Sheet, used: pd.DataFrame) -> Part:
    """Return the used columns of a sheet under canonical names, tidied, keyed by id and occurrence.

    The same id may stand in several rows (duplicates); the n-th row of one form belongs to the
    n-th row of another, because the export writes every form in one order.
    """
    listed = used[["position", "header", "column"]].itertuples(index=False, name=None)
    every = [(position, header, column.split(".")) for position, header, column in listed]
    numbers = [position for position, _, parts in every if parts == ["identifier"]]
    columns = [each for each in every if each[0] not in numbers]
    table = max((parts[0] for _, _, parts in columns if len(parts) > 1), default="")
    headers = {parts[-1]: header for _, header, parts in columns}
    rows = sheet.cells.index.to_series()
    written = {parts[-1]: sheet.cells[position] for position, _, parts in columns}
    found = map_columns(find_untidy, written.values(), len(rows))
    untidy = dict(zip(written, found, strict=True))
    tidied = {
        name: recode(cells, tidy) if untidy[name] else cells for name, cells in written.items()
    }
    errors = {
        name: [*filter(is_error, find_words(cells, LIKELY_ERROR).values())]
        for name, cells in tidied.items()
    }
    values = {
        name: recode(cells, keep_value) if errors[name] else cells for name, cells in tidied.items()
    }
    values["source_id"] = ids = drop_words(values["source_id"])
    given = ids.notna().to_numpy()
    plain = [] if table else [name for name in values if name in IDENTIFIER_COLUMNS]
    texts = {name: values[name].astype("str") for name in plain}
    arrays = {name: cells.array for name, cells in {**values, **texts, "row": rows}.items()}
    cells = pd.DataFrame(arrays, copy=False)
    if not given.all():
        cells = cells[given].reset_index(drop=True)

    def place(name: str) -> dict[str, object]:
        return {
            "column": name,
            "sheet": sheet.name,
            "header": headers[name],
            "row": rows,
            "source_id": ids,
        }

    return Part(
        sheet=sheet.name,
        table=table,
        cells=cells.assign(occurrence=count_again(ids[given]).to_numpy()),
        headers=headers,
        identifiers=tuple(sheet.cells[position] for position in numbers),
        nameless=find_unnamed(tidied.values(), rows[~given]),
        marks=join_marks(
            [
                mark_tidied(written, untidy, place),
                *(
                    mark(tidied[name], dict.fromkeys(found, ""), ERROR_CELL, place(name))
                    for name, found in errors.items()
                ),
            ]
        ),
    )


def find_unnamed(columns: Iterable[pd.Series], rows: pd.Series) -> tuple[int, ...]:
    """Return those of some rows without an id that hold any value."""
    if rows.empty:
        return ()
    filled = pd.DataFrame({number: each[rows.index] for number, each in enumerate(columns)})
    return tuple(rows[filled.notna().any(axis=1)])


def drop_words(ids: pd.Series) -> pd.Series:
    """Return record ids without words that stand for none."""
    likely = find_words(ids, LIKELY_NO_ID).values()
    return ids if all(map(keep_id, likely)) else recode(ids, keep_id)


def keep_value(text: str) -> str:
    """Return a text, or nothing for an error of a spreadsheet."""
    return "" if is_error(text) else text


def count_again(ids: pd.Series) -> pd.Series:
    """Return how often the id of each row stands in a row above it."""
    codes, _ = split_words(ids)
    if len(pd.unique(codes)) == len(ids):
        return pd.Series(0, index=ids.index)
    return ids.groupby(codes).cumcount()


def collect_identifiers(parts: list[Part]) -> pd.Series:
    """Return every identifying number of a file as text, some of them several times.

    Rows of a subform name records that stand on a form.
    """
    cells = [
        *(
            part.cells[name]
            for part in parts
            for name in IDENTIFIER_COLUMNS
            if name in part.cells and not (part.table and name == "source_id")
        ),
        *(column for part in parts for column in part.identifiers),
    ]
    return pd.concat([pd.Series(dtype="str"), *map(list_words, cells)], ignore_index=True)


def list_words(cells: pd.Series) -> pd.Series:
    """Return the words of a column as text, each at least once."""
    met = cells.drop_duplicates() if isinstance(cells.dtype, pd.CategoricalDtype) else cells
    return met.astype("str").dropna()
