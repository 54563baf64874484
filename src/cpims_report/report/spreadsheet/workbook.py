"""The spreadsheet's sheets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from cpims_report.report.spreadsheet.frame import SYMBOLS, indicator_table

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FONT = {"font_name": "Arial", "font_size": 11}
WIDEST = 48


@dataclass(frozen=True)
class Writer:
    """The workbook while it is written, and the edition that it is of."""

    book: xlsxwriter.Workbook
    edition: Edition
    draft: str = ""
    formats: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def format(self, **more: Any) -> Any:
        """Return a format of the house; the same one for the same wishes."""
        wished = tuple(sorted(more.items()))
        if wished not in self.formats:
            self.formats[wished] = self.book.add_format(FONT | more)
        return self.formats[wished]

    def sheet(self, name: str, title: str, *lines: str) -> tuple[Worksheet, int]:
        """Return a new sheet with title and lines above, and the first row that is free."""
        sheet = self.book.add_worksheet(name)
        if self.edition.language == "ar":
            sheet.right_to_left()
        sheet.write_string(0, 0, title, self.format(bold=True, font_size=14))
        told = [*([self.draft] if self.draft else []), *lines]
        for row, line in enumerate(told, start=1):
            sheet.write_string(row, 0, line, self.format(bold=bool(self.draft) and row == 1))
        if self.draft:
            sheet.set_header(f"&C{self.draft}")
        return sheet, len(told) + 1

    def table(self, sheet: Worksheet, row: int, frame: pd.DataFrame, name: str) -> None:
        """Write a marked-up table with its headings at the row."""
        columns = [{"header": str(each)} for each in frame]
        sheet.add_table(
            row,
            0,
            row + len(frame),
            len(frame.columns) - 1,
            {"name": name, "columns": columns, "autofilter": False, "style": "Table Style Light 1"},
        )
        heading = self.format(bold=True, text_wrap=True, valign="top")
        for column, each in enumerate(frame):
            values = frame[each].tolist()
            self._column(sheet, row + 1, column, values)
            sheet.write_string(row, column, str(each), heading)
            longest = max(len(str(value)) for value in [each, *values])
            sheet.set_column(column, column, min(WIDEST, longest + 3))

    def _column(self, sheet: Worksheet, row: int, column: int, values: list[Any]) -> None:
        number = self.format(num_format="#,##0")
        share = self.format(num_format="0.0")
        words, mark = self.format(text_wrap=True, valign="top"), self.format(align="right")
        for place, value in enumerate(values, start=row):
            if isinstance(value, str):
                chosen = mark if value in SYMBOLS.values() else words
                sheet.write_string(place, column, value, chosen)
            else:
                sheet.write_number(
                    place, column, value, share if isinstance(value, float) else number
                )


def write_spreadsheet(edition: Edition, path: Path, draft: str = "") -> None:
    """Write the tables of an edition's public indicators; the same edition gives the same bytes.

    `draft` is what each sheet of a draft says of itself.
    """
    made = date.fromisoformat(edition.about["cut_off"])
    indicators = [name for name in edition.about["indicators"] if edition.publishes(name)]
    title = edition.text("sheet_title", year=edition.plain(edition.year))
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        book.set_properties(
            {
                "title": title,
                "subject": edition.synthetic_note.replace("**", "") or edition.caveat,
                "author": "CPIMS Task Force",
                "status": draft,
                "created": datetime(made.year, made.month, made.day),  # noqa: DTZ001
            }
        )
        writer = Writer(book, edition, draft)
        cover(writer, title)
        contents(writer, indicators)
        notes(writer)
        for name in indicators:
            statistics(writer, name)


def cover(writer: Writer, title: str) -> None:
    """Write what the tables are, whose, of when, and what they must not be used for."""
    edition = writer.edition
    lines = [
        edition.source_line,
        edition.caveat,
        *([edition.synthetic_note.replace("**", "")] if edition.synthetic_note else []),
        f"{edition.text('member')}: {edition.listed(edition.members)}",
        f"{edition.text('sheet_seal')}: {edition.seal}",
        edition.text("sheet_no_prevalence"),
    ]
    sheet, first = writer.sheet(edition.text("sheet_cover"), title)
    sheet.set_column(0, 0, 100)
    for row, line in enumerate(lines, start=first):
        sheet.write_string(row, 0, line, writer.format(text_wrap=True))


def contents(writer: Writer, indicators: list[str]) -> None:
    """Write the list of tables, each a link to its sheet."""
    edition = writer.edition
    name = edition.text("sheet_contents")
    sheet, row = writer.sheet(name, name, edition.text("sheet_one_table"))
    frame = pd.DataFrame(
        {
            edition.text("sheet_table"): indicators,
            edition.text("indicator"): [edition.indicator(each) for each in indicators],
            edition.text("definition"): [edition.indicator(e, "definition") for e in indicators],
        }
    )
    writer.table(sheet, row, frame, "contents")
    link = writer.format(font_color="#0B4F8A", underline=True, valign="top")
    for place, each in enumerate(indicators, start=row + 1):
        sheet.write_url(place, 0, f"internal:'{each}'!A1", link, each)


def notes(writer: Writer) -> None:
    """Write what the symbols mean."""
    edition = writer.edition
    name = edition.text("sheet_notes")
    sheet, row = writer.sheet(name, name, edition.text("sheet_one_table"))
    frame = pd.DataFrame(
        {
            edition.text("symbol"): list(SYMBOLS.values()),
            edition.text("meaning"): [edition.text(f"symbol_{status}") for status in SYMBOLS],
        }
    )
    writer.table(sheet, row, frame, "notes")
    sheet.set_column(1, 1, 100)


def statistics(writer: Writer, indicator: str) -> None:
    """Write one indicator's table: title, base, source and caveat above it."""
    edition = writer.edition
    base = edition.indicator(indicator, "base")
    lines = [
        edition.text("sheet_one_table"),
        edition.indicator(indicator, "definition"),
        *([f"{edition.text('base')}: {base}."] if base else []),
        *([limit] if (limit := edition.indicator(indicator, "not_for")) else []),
        f"{edition.source_line} {edition.caveat}",
    ]
    title = f"{indicator}: {edition.indicator(indicator)}"
    sheet, row = writer.sheet(indicator, title, *lines)
    writer.table(sheet, row, indicator_table(edition, indicator), f"t_{indicator}")
    sheet.freeze_panes(row + 1, 0)
