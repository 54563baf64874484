"""One data-quality workbook an agency: what was found in its files, and where."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cpims_report.config import Settings
from cpims_report.records.processes import Processes
from cpims_report.records.quality.cover import write_cover
from cpims_report.records.quality.examination import SEVERITIES, Examination
from cpims_report.records.quality.messages import message, word
from cpims_report.records.quality.sheet_table import Grid
from cpims_report.workspace import Workspace

MOST_ROWS = 200_000
MOST_LINKS = 60_000
"""Excel takes 65,530 links a sheet; later rows name their place in plain text."""
WIDTHS = {
    "severity": 12,
    "code": 14,
    "place": 44,
    "sheet": 26,
    "row": 8,
    "column": 30,
    "message": 60,
    "old": 28,
    "new": 28,
    "expected": 40,
    "done": 44,
    "count": 8,
}
"""Columns of the sheet of problems, with their widths in characters."""
WORTH_FORKING = 1_000
"""Findings from which other processes save more than they cost."""
FILE_WIDTHS = {"file": 50, "profile": 22, "records": 12, "sha256": 70}
UNREAD_WIDTHS = {"file": 50, "sheet": 32, "column": 60, "reason": 40}
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

Row = dict[Hashable, Any]


@dataclass(frozen=True)
class Book:
    """One agency's workbook while it is written."""

    agency: str
    name: str
    language: str
    examination: Examination
    raw: Path
    folder: Path

    @property
    def title(self) -> str:
        """The workbook's title in its language."""
        text = word("title", self.language)
        return text.format(agency=self.name, year=self.examination.year.year)


def write_workbooks(
    examination: Examination,
    workspace: Workspace,
    language: str = "en",
    meanwhile: Callable[[], None] = lambda: None,
) -> list[Path]:
    """Write one workbook an agency below `data/processed/<year>/quality`; return their paths.

    Where there is much to tell, several are written at once, the longest first; `meanwhile` is
    done beside them.
    """
    year = examination.year.year
    folder = workspace.processed(year) / "quality"
    folder.mkdir(parents=True, exist_ok=True)
    members = Settings(workspace.config).agencies
    books = {}
    for agency in examination.agencies():
        name = members[agency].short if language == "en" else members[agency].label.text(language)
        book = Book(agency, name or agency, language, examination, workspace.raw(year), folder)
        books[folder / f"{agency}-{year}-quality.xlsx"] = book
    counts = examination.found["agency"].value_counts()
    longest = sorted(books, key=lambda path: -counts.get(books[path].agency, 0))
    tasks = [partial(put_book, books[path], path) for path in longest]
    with Processes(tasks, len(examination.found) >= WORTH_FORKING) as writing:
        meanwhile()
        writing.results()
    return [*books]


def put_book(book: Book, path: Path) -> None:
    """Write one workbook beside and rename it, so that it is never half there."""
    beside = path.with_name(f".{path.name}")
    try:
        write_book(book, beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_book(book: Book, path: Path) -> None:
    """Write the sheets of one workbook; the same findings give the same bytes."""
    cut_off = book.examination.year.cut_off
    with xlsxwriter.Workbook(path, OPTIONS) as workbook:
        workbook.set_properties(
            {
                "title": book.title,
                "subject": word("what_text", book.language),
                "author": "CPIMS Task Force",
                "category": word("confidential", book.language),
                "created": datetime(cut_off.year, cut_off.month, cut_off.day),  # noqa: DTZ001
            }
        )
        formats = {
            "title": workbook.add_format({"bold": True, "font_size": 16}),
            "strong": workbook.add_format({"bold": True, "valign": "top", "text_wrap": True}),
            "text": workbook.add_format({"valign": "top", "text_wrap": True}),
            "link": workbook.add_format(
                {"valign": "top", "font_color": "#0B4F8A", "underline": True}
            ),
        }
        about = add_sheet(workbook, book, "about", formats)
        write_cover(about, book.name, book.language, formats)
        write_summary(add_sheet(workbook, book, "summary", formats), book, formats)
        write_problems(add_sheet(workbook, book, "problems", formats), book, formats)
        write_files(add_sheet(workbook, book, "files", formats), book, formats)
        write_unread(add_sheet(workbook, book, "unread", formats), book, formats)


def add_sheet(
    workbook: xlsxwriter.Workbook, book: Book, key: str, formats: dict[str, Format]
) -> Worksheet:
    """Return a new sheet with its title in the first cell, set from the right in Arabic."""
    sheet = workbook.add_worksheet(word(key, book.language))
    if book.language == "ar":
        sheet.right_to_left()
    heading = book.title if key == "about" else f"{word(key, book.language)} – {book.title}"
    sheet.write_string(0, 0, heading, formats["title"])
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    return sheet


def write_summary(sheet: Worksheet, book: Book, formats: dict[str, Format]) -> None:
    """Write one row a rule: severity, code, how often, what it says, what is done."""
    rows = summarise(book.examination.of(book.agency), book.language).to_dict("records")
    grid = Grid(sheet, "Summary", book.language, formats)
    grid.open({"severity": 14, "code": 18, "count": 10, "message": 80, "done": 50}, len(rows))
    for row in rows:
        severity, done = (word(f"{row['severity']}{part}", book.language) for part in ("", "_text"))
        grid.write([severity, row["code"], row["count"], row["message"], done])


def summarise(found: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return one row a rule: severity, code, message, count; gravest first."""
    first = found.assign(rank=found["severity"].map(SEVERITIES.index))
    counted = first.groupby(["rank", "severity", "code"], sort=True, as_index=False)
    rows = counted.agg(count=("count", "sum"), message=("message", "first"))
    said = [
        message(code, text, language)
        for code, text in zip(rows["code"], rows["message"], strict=True)
    ]
    return rows.assign(message=said)


def write_problems(sheet: Worksheet, book: Book, formats: dict[str, Format]) -> None:
    """Write one row a problem, with a link to its sheet and row in the agency's file."""
    found = book.examination.of(book.agency)
    shown = found.head(MOST_ROWS).to_dict("records")
    addresses = {file: find_address(book, file) for file in found["file"].unique()}
    grid = Grid(sheet, "Problems", book.language, formats)
    grid.open(WIDTHS, len(shown))
    if len(found) > len(shown):
        text = word("cut", book.language).format(shown=len(shown), all=len(found))
        sheet.write_string(1, 0, text)
    for number, row in enumerate(shown):
        cells = tell(row, book.language)
        grid.write([cells[key] for key in WIDTHS])
        address = point_at(addresses[row["file"]], row) if number < MOST_LINKS else ""
        grid.write_link(list(WIDTHS).index("place"), address, cells["place"])


def tell(row: Row, language: str) -> Row:
    """Return the cells of a problem by heading, in the workbook's language.

    What an export should have held is written by the readers in English alone, so it is left out of
    the Arabic workbook; the message says it.
    """
    english = language == "en"
    done = word(f"{row['severity']}_text", language)
    parts = (row["file"], row["sheet"], tell_row(row))
    return {
        **row,
        "severity": word(row["severity"], language),
        "place": " / ".join(str(part) for part in parts if part),
        "row": tell_row(row),
        "message": message(row["code"], row["message"], language),
        "expected": row["expected"] if english else "",
        "done": (row["action"] if english else "") or done,
    }


def tell_row(row: Row) -> int | str:
    """Return the row of a problem, empty where it concerns a whole file."""
    return "" if pd.isna(row["row"]) else int(row["row"])


def find_address(book: Book, file: str) -> str:
    """Return the relative address of an agency's file, empty where there is none."""
    path = book.raw / file
    if not file or not path.is_file():
        return ""
    return f"external:{Path(os.path.relpath(path, book.folder)).as_posix()}"


def point_at(address: str, row: Row) -> str:
    """Return the address of a problem's sheet and row in the file that lies there."""
    if not address or not row["sheet"]:
        return address
    quoted = row["sheet"].replace("'", "''")
    return f"{address}#'{quoted}'!A{tell_row(row) or 1}"


def write_files(sheet: Worksheet, book: Book, formats: dict[str, Format]) -> None:
    """Write one row a file that could be read: its name, layout, records, fingerprint."""
    files = book.examination.files
    mine = files[files["agency"] == book.agency].to_dict("records") if len(files) else []
    grid = Grid(sheet, "Files", book.language, formats)
    grid.open(FILE_WIDTHS, len(mine))
    for row in mine:
        grid.write([row[key] for key in FILE_WIDTHS])


def write_unread(sheet: Worksheet, book: Book, formats: dict[str, Format]) -> None:
    """Write one row a column or sheet that no case table needs: its cells were never looked at."""
    unread = book.examination.unread
    mine = unread[unread["agency"] == book.agency].head(MOST_ROWS).to_dict("records")
    grid = Grid(sheet, "Unread", book.language, formats)
    grid.open(UNREAD_WIDTHS, len(mine))
    for row in mine:
        reason = word(row["reason"], book.language)
        grid.write([row["file"], row["sheet"], row["header"], reason])
