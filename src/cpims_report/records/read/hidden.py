"""What a workbook hides from who looks at it: sheets, rows, columns, filters, merged cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cpims_report.errors import Problem
from cpims_report.records.read.received import Received
from cpims_report.records.read.sheets import Sheet
from cpims_report.records.read.xlsx_cells import Inside
from cpims_report.records.text.identifying import looks_identifying, shown


def note_hidden(sheet: Sheet, inside: Mapping[str, Inside], file: Received) -> Iterator[Problem]:
    """Yield the notes of a sheet that is hidden, or hides something.

    What is hidden is read like the rest; of merged cells only the first is filled.
    """
    name = "" if looks_identifying(sheet.name) else sheet.name
    if sheet.hidden:
        message = (
            "The sheet is hidden; a form is read all the same: make sure that it is no old copy."
        )
        yield Problem("FIL-02", message, agency=file.agency, file=file.name, sheet=name)
    signs = inside.get(sheet.name, Inside())
    covered = [
        header
        for header, place in zip(sheet.headers, sheet.places, strict=True)
        if place in signs.columns
    ]
    if signs.hidden:
        message = (
            f"The sheet has {' and '.join(signs.hidden)}: hidden rows and columns are read like "
            "the others, and of merged cells only the first one is filled."
        )
        yield Problem(
            "FIL-02",
            message,
            agency=file.agency,
            file=file.name,
            sheet=name,
            column=shown(covered[0]) if covered else "",
        )
