"""A table on a sheet: named, with a header row that stays in sight, a row at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cpims_report.records.quality.messages import word
from cpims_report.records.read.safety import escape

TOP = 2
"""Row of the headers, counted from 0: the title stands in the first row."""
STYLE = "Table Style Light 9"


class Grid:
    """One table below a sheet's title; text is written as text, never as a formula."""

    def __init__(
        self, sheet: Worksheet, name: str, language: str, formats: Mapping[str, Format]
    ) -> None:
        self.sheet = sheet
        self.name = name
        self.language = language
        self.formats = formats
        self.row = TOP

    def open(self, widths: Mapping[str, int], rows: int) -> None:
        """Lay out a table of `rows` rows: headers by key, widths in characters.

        A table without rows gets one that says so, because a table must have one.
        """
        last = len(widths) - 1
        headers = [{"header": word(key, self.language)} for key in widths]
        self.sheet.add_table(
            TOP,
            0,
            TOP + max(rows, 1),
            last,
            {"name": self.name, "style": STYLE, "columns": headers},
        )
        self.sheet.freeze_panes(TOP + 1, 0)
        self.sheet.repeat_rows(TOP)
        for place, width in enumerate(widths.values()):
            self.sheet.set_column(place, place, width)
        if not rows:
            self.write([word("nothing", self.language)])

    def write(self, cells: Sequence[Any]) -> None:
        """Write the next row."""
        self.row += 1
        for place, cell in enumerate(cells):
            if isinstance(cell, str):
                self.sheet.write_string(self.row, place, escape(cell), self.formats["text"])
            else:
                self.sheet.write_number(self.row, place, cell, self.formats["text"])

    def write_link(self, place: int, address: str, text: str) -> None:
        """Write a link into the current row, or its text alone where there is no address."""
        if address and len(address) < 2_000:
            self.sheet.write_url(self.row, place, address, self.formats["link"], text)
        else:
            self.sheet.write_string(self.row, place, escape(text), self.formats["text"])
