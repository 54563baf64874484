"""Files written again in the layout in which they came, formulas made harmless."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

import pandas as pd
import xlsxwriter

from cpims_report.records.deidentify.tables import Table
from cpims_report.records.read.safety import escape

NOTICE = "Synthetic"
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_text(table: Table, separator: str) -> bytes:
    """Return a table as CSV, UTF-8 with its mark, so that Excel reads Arabic."""
    stream = StringIO()
    writer = csv.writer(stream, delimiter=separator, lineterminator="\n")
    writer.writerow(map(escape, table.headers))
    writer.writerows(list_rows(table))
    return stream.getvalue().encode("utf-8-sig")


def write_book(tables: Sequence[Table], notice: bool) -> bytes:
    """Return tables as a workbook, a sheet each, every row in its old place."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        if notice:
            book.add_worksheet(NOTICE).write_string(0, 0, "All data in this file is synthetic.")
        for table in tables:
            sheet = book.add_worksheet(table.name)
            sheet.write_row(table.top - 1, 0, [*map(escape, table.headers)])
            for number, row in zip(table.body.index, list_rows(table), strict=True):
                sheet.write_row(int(number) - 1, 0, row)
    return stream.getvalue()


def list_rows(table: Table) -> list[list[str]]:
    """Return the records of a table as rows of text that no spreadsheet takes for formulas."""
    cells = table.body.apply(escape_cells)
    rows: list[list[str]] = cells.to_numpy(dtype="object").tolist()
    return rows


def escape_cells(cells: pd.Series) -> pd.Series:
    """Return cells as plain text, blank ones empty."""
    safe = {text: escape(text) for text in cells.dropna().unique()}
    return cells.map(safe).astype("object").where(cells.notna(), "")
