"""One file as one table: its forms joined on the record's id, its subforms beside them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo

import pandas as pd

from cpims_report.config import Identifying, Source
from cpims_report.errors import InputRefused, Problem
from cpims_report.records.columns import bare
from cpims_report.records.issues import damage, refusals
from cpims_report.records.issues.changed_cells import join_marks
from cpims_report.records.memory import give_back
from cpims_report.records.read.block import Block, Origin
from cpims_report.records.read.date_order import settle_dates
from cpims_report.records.read.headers import HeaderMap
from cpims_report.records.read.joining import (
    add_constants,
    find_missing,
    find_nameless,
    find_strangers,
    join_forms,
)
from cpims_report.records.read.opening import READERS, open_by_content
from cpims_report.records.read.other_rows import set_aside
from cpims_report.records.read.received import Received
from cpims_report.records.read.reshape import list_opaque, reshape
from cpims_report.records.read.sheets import Sheet
from cpims_report.records.read.spoilt_cells import find_lost_headers, find_spoilt
from cpims_report.records.read.swapped_dates import find_swapped
from cpims_report.records.read.used_columns import Part, Unread, collect_identifiers, read_parts
from cpims_report.records.systems.profile import Profile
from cpims_report.records.values.dates import DayReader

__all__ = ["READERS", "Block", "Extract", "Origin", "extract"]

LIMITS = {rows + more for rows in (1 << 16, 1 << 20) for more in (-1, 0, 1)}
"""Last rows of programs that hold 65,536 or 1,048,576 of them, with or without the headers."""


@dataclass(frozen=True)
class Extract:
    """One file: a row a record, and its subforms by name.

    `dates` reads its days, day and month in the order that the file
    proves. `identifiers` holds every identifying number met, for the leak scan alone; `marks` the
    cells that tidying changed (`records.issues.changed_cells`); `carried` the columns and subforms
    that the layout and this file have, filled or not; `notes` what else a reader met, with a code
    of the register of problems, that does not stand in the way; `unread` the sheets and columns
    that no case table needs; `short` the rows with fewer cells than headers.
    """

    file: Received
    profile: Profile
    source: Source
    records: Block
    subforms: dict[str, Block]
    identifiers: pd.Series
    synthetic: bool
    encoding: str
    marks: pd.DataFrame
    dates: DayReader
    carried: frozenset[str]
    notes: tuple[Problem, ...] = ()
    unread: tuple[Unread, ...] = ()
    short: frozenset[int] = frozenset()


def extract(
    file: Received,
    profile: Profile,
    source: Source,
    identifying: Identifying = "refuse",
    home: tzinfo = UTC,
) -> Extract:
    """Return the records of one file; raise InputRefused with all that is wrong with its shape.

    Columns that identify people refuse the file, or are merely never read, as `identifying` says.
    A day is one of the time zone `home`.
    The bytes of a text file are let go: only a workbook is looked at again.
    """
    with ThreadPoolExecutor(1) as beside:
        beside.submit(lambda: file.sha256)
        opened = open_by_content(file, profile.reader)
    if profile.reader != "workbook":
        file.let_go()
        give_back()
    headers = HeaderMap(profile, source)
    sheets, aside = bring_to_shape(call_sheets(opened.sheets, headers), headers, file)
    lost = find_lost_headers(sheets, file)
    if lost:
        raise InputRefused(f"{file.name} cannot be used.", lost)
    parts, unread, problems = read_parts(sheets, headers, file)
    forms = [part for part in parts if not part.table]
    persons = [(each.sheet, each.header) for each in unread if each.person]
    if persons and identifying == "refuse":
        problems.append(refusals.identifying(file.agency, file.name, persons))
    if not problems and not parts and unread:
        names = [each.sheet for each in unread]
        problems.append(refusals.no_form(file.agency, file.name, names, headers.names.known))
    nameless = find_nameless(parts, file)
    blank = not forms or all(part.cells.empty for part in forms)
    if not problems and blank and not nameless:
        problems.append(refusals.no_rows(file.agency, file.name))
    elif not problems:
        problems += find_missing(forms, unread, headers, file)
        spoilt = find_spoilt(parts, file)
        problems += spoilt
        problems += nameless or ([] if spoil_ids(spoilt, parts) else find_strangers(parts, file))
    dates, doubts = settle_dates(parts, headers, file)
    turned, maybe = find_swapped(parts, headers, file)
    doubts = doubts or turned
    if problems or doubts:
        raise InputRefused(f"{file.name} cannot be used.", [*problems, *doubts])
    records = add_constants(join_forms(forms), profile.constants)
    subforms = join_subforms(parts)
    return Extract(
        file=file,
        profile=profile,
        source=source,
        records=records,
        subforms=subforms,
        identifiers=collect_identifiers(parts),
        synthetic=opened.notice or file.named_synthetic,
        encoding=opened.encoding,
        marks=join_marks(part.marks for part in parts),
        dates=DayReader(dates, home),
        carried=frozenset(
            {*map(bare, records.origins), *subforms, *list_arrays(sheets, profile)}
        ).difference(profile.not_collected),
        notes=(*opened.notes, *aside, *note_opaque(sheets, headers, file), *maybe),
        unread=tuple(unread),
        short=opened.short,
    )


def spoil_ids(spoilt: list[Problem], parts: list[Part]) -> bool:
    """Return whether ids themselves are spoilt, so that rows cannot find their record."""
    return not {each.column for each in spoilt}.isdisjoint(
        part.headers["source_id"] for part in parts
    )


def call_sheets(sheets: list[Sheet], headers: HeaderMap) -> list[Sheet]:
    """Return the sheets under names that may be repeated in messages and in the workbook."""
    return [
        replace(sheet, name=headers.names.call(sheet.name, number))
        for number, sheet in enumerate(sheets, 1)
    ]


def bring_to_shape(
    opened: list[Sheet], headers: HeaderMap, file: Received
) -> tuple[list[Sheet], list[Problem]]:
    """Return the sheets with one row of headers and nothing but records, and what was met.

    Rows that are no records go first, but where a layout stacks its headers, that comes before.
    """
    limits = note_limits(opened, file)
    if "stacked_headers" in headers.profile.layout:
        sheets, aside = set_aside(reshape(opened, headers), headers, file)
        return sheets, [*aside, *limits]
    sheets, aside = set_aside(opened, headers, file)
    return reshape(sheets, headers), [*aside, *limits]


def join_subforms(parts: list[Part]) -> dict[str, Block]:
    """Return the table of each subform by name."""
    return {part.table: part.block() for part in parts if part.table}


def list_arrays(sheets: list[Sheet], profile: Profile) -> set[str]:
    """Return the subforms whose array every record of a nested file leaves empty."""
    if profile.reader != "json":
        return set()
    fields = profile.fields()
    known = fields[fields["column"].str.contains(".", regex=False)]
    tables = dict(zip(known["key"], known["column"].str.split(".").str[0], strict=True))
    return {tables[word] for sheet in sheets for word in sheet.headers if word in tables}


def note_limits(sheets: list[Sheet], file: Received) -> list[Problem]:
    """Return a note of each table that ends at the row where a program can hold no more."""
    last = {sheet.name: int(sheet.cells.index.max()) for sheet in sheets if len(sheet.cells)}
    return [
        damage.row_limit(file.agency, file.name, name, row)
        for name, row in last.items()
        if row in LIMITS
    ]


def note_opaque(sheets: list[Sheet], headers: HeaderMap, file: Received) -> tuple[Problem, ...]:
    """Return a note for each sheet with columns under codes that only its system can read."""
    return tuple(
        Problem(
            "HDR-02",
            "Columns named by a code of the system are left out.",
            agency=file.agency,
            file=file.name,
            sheet=sheet,
            row=1,
            action="Map those that matter under `columns:` in the configuration of the year.",
            count=count,
        )
        for sheet, count in list_opaque(sheets, headers).items()
    )
