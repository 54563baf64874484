"""Workbooks that are the same bytes for the same tables."""

from __future__ import annotations

from datetime import datetime
from typing import IO

import pandas as pd
import xlsxwriter

from cpims_report.sample.notice import NOTICE, NOTICE_SHEET

LONGEST_NAME = 31
CREATED = datetime(2019, 1, 1)  # noqa: DTZ001 - a fixed property of the file, not a point in time


def sheet_name(form: str, parent: str = "", taken: tuple[str, ...] = ()) -> str:
    """Return the sheet name of a form or, with its parent's name, of a subform.

    Cut to 31 characters ending in `...`; a name already taken gets `-1`.
    """
    name = f"{parent[:15]}-{form}" if parent else form
    if len(name) > LONGEST_NAME:
        name = name[: LONGEST_NAME - 3] + "..."
    return name[: LONGEST_NAME - 2] + "-1" if name in taken else name


def write_workbook(target: IO[bytes], tables: dict[str, pd.DataFrame]) -> None:
    """Write the notice and each table as text cells to `target`."""
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"title": "SYNTHETIC DATA", "comments": NOTICE[0], "created": CREATED})
        first = book.add_worksheet(NOTICE_SHEET)
        first.write_column(0, 0, NOTICE)
        for name, table in tables.items():
            write_sheet(book.add_worksheet(name), table)


def write_sheet(sheet: xlsxwriter.worksheet.Worksheet, table: pd.DataFrame) -> None:
    """Write a table: headers, then rows; numbers as numbers, all else as text, blanks left out."""
    for column, header in enumerate(table.columns):
        sheet.write_string(0, column, header)
        numeric = pd.api.types.is_numeric_dtype(table[header])
        for row, value in enumerate(table[header].tolist(), start=1):
            if numeric and pd.notna(value):
                sheet.write_number(row, column, value)
            elif not numeric and value:
                sheet.write_string(row, column, value)
