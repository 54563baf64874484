"""Excel workbooks read with calamine: values only, nothing in them is ever executed."""

from __future__ import annotations

from io import BytesIO

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from cpims_report.errors import InputRefused
from cpims_report.records import refusals
from cpims_report.records.letters import tidy
from cpims_report.records.sources.received import SYNTHETIC, Received
from cpims_report.records.sources.sheets import Opened, Sheet, build_sheet, to_text

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP = b"PK\x03\x04"


def read_workbook(file: Received) -> Opened:
    """Return the sheets of a workbook; `notice` where its first sheet says that it is synthetic.

    Raise InputRefused for a workbook behind a password and for what is no workbook. An encrypted
    .xlsx is an OLE container, so its first bytes tell.
    """
    if file.content.startswith(OLE):
        raise InputRefused("A workbook is locked.", [refusals.locked(file.agency, file.name)])
    if not file.content.startswith(ZIP):
        raise InputRefused("No workbook.", [refusals.no_workbook(file.agency, file.name)])
    try:
        with CalamineWorkbook.from_filelike(BytesIO(file.content)) as book:
            names = [sheet.name for sheet in book.sheets_metadata if is_worksheet(sheet.typ)]
            notice = bool(names) and names[0].strip().lower() == SYNTHETIC
            return Opened([read_sheet(book, name) for name in names[int(notice) :]], notice)
    except PasswordError:
        raise InputRefused("Locked.", [refusals.locked(file.agency, file.name)]) from None
    except (CalamineError, OSError, ValueError):
        problem = refusals.no_workbook(file.agency, file.name)
        raise InputRefused("No workbook.", [problem]) from None


def is_worksheet(kind: SheetTypeEnum) -> bool:
    """Return whether a sheet holds cells, not a chart or a macro."""
    return kind == SheetTypeEnum.WorkSheet


def read_sheet(book: CalamineWorkbook, name: str) -> Sheet:
    """Return one sheet as text, its first row as headers."""
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    if not rows:
        return build_sheet(name, (), pd.DataFrame())
    headers = [tidy(to_text(cell) or "") for cell in rows[0]]
    texts = pd.DataFrame([[to_text(cell) for cell in row] for row in rows[1:]], dtype="object")
    return build_sheet(name, headers, texts.set_axis(range(2, len(texts) + 2), axis=0))
