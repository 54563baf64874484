"""Excel workbooks read with calamine: values only, nothing in them is executed or followed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pandas as pd
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from cpims_report.errors import InputRefused
from cpims_report.records.issues import refusals
from cpims_report.records.read.hidden import note_hidden
from cpims_report.records.read.received import SYNTHETIC, Received
from cpims_report.records.read.safety import check_width
from cpims_report.records.read.sheets import Cell, Opened, Sheet, build_sheet, stack_rows, to_text
from cpims_report.records.read.xls_cells import look_into_stream
from cpims_report.records.read.xls_container import OLE, check_compound
from cpims_report.records.read.xlsx_cells import Inside, look_inside
from cpims_report.records.read.xlsx_container import check_archive
from cpims_report.records.text.normalisation import tidy

ZIP = b"PK\x03\x04"


def read_workbook(file: Received) -> Opened:
    """Return the sheets of a workbook; `notice` where its first sheet says that it is synthetic.

    Both containers are looked through first. Raise InputRefused for a workbook behind a password,
    with macros, that would fill the memory, and for what is no workbook.
    """
    book = open_workbook(file)
    try:
        with book:
            names = {
                sheet.name: sheet.visible != SheetVisibleEnum.Visible
                for sheet in book.sheets_metadata
                if is_worksheet(sheet.typ)
            }
            notice = next(iter(names), "").strip().lower() == SYNTHETIC
            inside = look_inside(file.content) or look_into_stream(file.content)
            sheets = [
                read_sheet(book, name, file, inside.get(name, Inside()), hidden)
                for name, hidden in list(names.items())[int(notice) :]
            ]
            notes = [note for each in sheets for note in note_hidden(each, inside, file)]
            return Opened(sheets, notice, notes=tuple(notes))
    except InputRefused:
        raise
    except BaseException as error:
        raise refused(file, error) from None


def open_workbook(file: Received) -> CalamineWorkbook:
    """Return a workbook whose container was found harmless."""
    if file.content.startswith(OLE):
        check_compound(file.content, file.agency, file.name)
    elif file.content.startswith(ZIP):
        check_archive(file.content, file.agency, file.name)
    else:
        raise InputRefused("No workbook.", [refusals.no_workbook(file.agency, file.name)])
    try:
        return CalamineWorkbook.from_filelike(BytesIO(file.content))
    except BaseException as error:
        raise refused(file, error) from None


def refused(file: Received, error: BaseException) -> BaseException:
    """Return the refusal that stands for an error of the reader, or the error where it is not its.

    The reader's own panic is no Exception to Python, so it is known by its name.
    """
    panic = type(error).__name__ == "PanicException"
    if not panic and not isinstance(error, (CalamineError, OSError, ValueError, OverflowError)):
        return error
    if isinstance(error, PasswordError) or file.content.startswith(OLE):
        return InputRefused("A workbook is locked.", [refusals.locked(file.agency, file.name)])
    return InputRefused("No workbook.", [refusals.no_workbook(file.agency, file.name)])


def is_worksheet(kind: SheetTypeEnum) -> bool:
    """Return whether a sheet holds cells, not a chart or a macro."""
    return kind == SheetTypeEnum.WorkSheet


def read_sheet(
    book: CalamineWorkbook, name: str, file: Received, inside: Inside, hidden: bool
) -> Sheet:
    """Return one sheet as text, its first row as headers."""
    headers, texts = read_texts(book.get_sheet_by_name(name), file)
    sheet = build_sheet(name, headers, put_back(texts, inside.cells))
    return replace(sheet, hidden=hidden)


def read_texts(sheet: CalamineSheet, file: Received) -> tuple[list[str], pd.DataFrame]:
    """Return the first row, tidied, and the others as columns of text with their row numbers."""
    check_width(sheet.total_width, file.agency, file.name)
    rows = list_rows(sheet)
    first = next(rows, [])
    headers = [tidy(to_text(cell) or "") for cell in first]
    frame = stack_rows(rows, len(headers))
    return headers, frame.set_axis(range(2, len(frame) + 2), axis=0)


def put_back(texts: pd.DataFrame, cells: dict[tuple[int, int], str]) -> pd.DataFrame:
    """Return cells with those that the reader takes for empty: errors, formulas without a value."""
    known = {at: text for at, text in cells.items() if at[0] in texts.index and at[1] in texts}
    for place in {place for _, place in known}:
        found = pd.Series({row: text for (row, at), text in known.items() if at == place})
        texts[place] = found.astype("str").reindex(texts.index).fillna(texts[place])
    return texts


def list_rows(sheet: CalamineSheet) -> Iterator[list[Cell]]:
    """Yield every row from the first on, empty columns at the left included."""
    left: list[Cell] = [""] * (sheet.start[1] if sheet.start else 0)
    return ([*left, *row] for row in sheet.iter_rows())
