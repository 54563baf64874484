"""Workbooks that are the same bytes for the same tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from io import BytesIO
from typing import Any

import pandas as pd
import xlsxwriter

from cpims_report.sample.layouts.page import Page
from cpims_report.sample.notice import NOTICE, NOTICE_SHEET

LONGEST_NAME = 31
CREATED = datetime(2019, 1, 1)  # noqa: DTZ001 - a fixed property of the file, not a point in time


Heads = Callable[[xlsxwriter.worksheet.Worksheet, Page], None]


def sheet_name(form: str, parent: str = "", taken: tuple[str, ...] = ()) -> str:
    """Return the sheet name of a form or, with its parent's name, of a subform.

    Cut to 31 characters ending in `...`; a name already taken gets `-1`.
    """
    name = f"{parent[:15]}-{form}" if parent else form
    if len(name) > LONGEST_NAME:
        name = name[: LONGEST_NAME - 3] + "..."
    return name[: LONGEST_NAME - 2] + "-1" if name in taken else name


def write_workbook(
    pages: list[Page], heads: Heads | None = None, beside: tuple[str, ...] = ()
) -> bytes:
    """Return a workbook with the notice and each page as a sheet of text cells.

    `heads` writes the rows above the records where they are not simply one row of headers; `beside`
    names sheets without data.
    """
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"title": "SYNTHETIC DATA", "comments": NOTICE[0], "created": CREATED})
        first = book.add_worksheet(NOTICE_SHEET)
        first.write_column(0, 0, NOTICE)
        for name in beside:
            book.add_worksheet(name).write_string(0, 0, NOTICE[0])
        for page in pages:
            sheet = book.add_worksheet(page.name)
            (heads or write_headers)(sheet, page)
            write_records(sheet, page)
    return target.getvalue()


def write_headers(sheet: xlsxwriter.worksheet.Worksheet, page: Page) -> None:
    """Write the headers of a page into the row above its first record."""
    write_row(sheet, page.first_row - 2, page.headers())


def write_records(sheet: xlsxwriter.worksheet.Worksheet, page: Page) -> None:
    """Write the rows of a page."""
    for row, values in enumerate(page.table.itertuples(index=False), start=page.first_row - 1):
        write_row(sheet, row, values)


def write_row(sheet: xlsxwriter.worksheet.Worksheet, row: int, values: Iterable[Any]) -> None:
    """Write one row: numbers as numbers, all else as text, blanks left out."""
    for column, value in enumerate(values):
        if isinstance(value, str):
            if value:
                sheet.write_string(row, column, value)
        elif pd.notna(value):
            sheet.write_number(row, column, value)
