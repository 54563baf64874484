"""Damage that files really have: why it is refused, and what is noted where it can be read.

One function a kind, each with its message for who typed or sent the data. Nothing of a row that
could name a child is repeated.
"""

from __future__ import annotations

from cpims_report.errors import Problem


def text(agency: str, file: str, line: int, count: int) -> Problem:
    """Return the problem of UTF-8 in which single bytes were damaged."""
    return Problem(
        "IN-ENCODING",
        "The text is UTF-8 with damaged bytes: letters were cut or changed on the way.",
        agency=agency,
        file=file,
        row=line,
        expected="UTF-8 throughout",
        action="Export the file again, and send it without opening or joining it in an editor.",
        count=count,
    )


def cut_off(
    agency: str, file: str, row: int, where: str = "a quotation mark is never closed"
) -> Problem:
    """Return the problem of a text that ends within its last row, or within a cell of it."""
    return Problem(
        "IN-CUT",
        f"The file is cut off in its last row: {where}.",
        agency=agency,
        file=file,
        row=row,
        expected="a whole last row and a line break after it",
        action="Export or copy the file again: more rows may be missing.",
    )


def long_row(agency: str, file: str, row: int, cells: int, width: int, count: int) -> Problem:
    """Return the problem of rows with values beyond the last header."""
    return Problem(
        "IN-TEXT",
        f"A row has more cells than there are headers: {cells} under {width}.",
        agency=agency,
        file=file,
        row=row,
        expected="a delimiter within a cell protected by quotation marks",
        action="Export the file again; do not edit it as text.",
        count=count,
    )


def short_row(agency: str, file: str, row: int, cells: int, width: int) -> Problem:
    """Return the note of a row with fewer cells than there are headers."""
    message = (
        f"The row is shorter than the headers: {cells} cells under {width}. The last are taken as "
        "empty, but any cell may be the missing one: look at the row."
    )
    return Problem("FIL-03", message, agency=agency, file=file, row=row)


def slipped(agency: str, file: str, rows: list[int]) -> Problem:
    """Return the problem of short rows in which values do not fit under their headers."""
    noun = "A row is" if len(rows) == 1 else f"{len(rows)} rows are"
    return Problem(
        "IN-SHORT",
        f"{noun} shorter than the headers, and what stands there does not fit under them: a cell "
        "is missing, and those behind it have slipped into its place.",
        agency=agency,
        file=file,
        row=rows[0],
        expected="as many cells as headers in every row",
        action="Export the file again; do not edit it as text.",
        count=len(rows),
    )


def short_rows(agency: str, file: str, row: int, count: int, cells: int, width: int) -> Problem:
    """Return the note of most rows of a file having equally few cells."""
    message = (
        f"{count} rows are shorter than the headers, from here on: {cells} cells under {width}. "
        "The last are taken as empty, but any cell may be the missing one: look at the file."
    )
    return Problem("FIL-03", message, agency=agency, file=file, row=row)


def more_short_rows(agency: str, file: str, row: int, count: int) -> Problem:
    """Return the note of further rows with fewer cells than there are headers."""
    message = f"{count} more rows are shorter than the headers, from here on."
    return Problem("FIL-03", message, agency=agency, file=file, row=row)


def spare_cells(agency: str, file: str, count: int) -> Problem:
    """Return the note of rows that end in delimiters with nothing behind them."""
    message = f"{count} rows end in delimiters beyond the last header; nothing stands behind them."
    return Problem("FIL-06", message, agency=agency, file=file)


def titles(agency: str, file: str, sheet: str, count: int) -> Problem:
    """Return the note of lines above the headers; `count` of them were passed over."""
    rows = "One row above it was" if count == 1 else f"{count} rows above it were"
    message = f"The headers stand in row {count + 1}. {rows} passed over."
    return Problem("FIL-07", message, agency=agency, file=file, sheet=sheet, row=1)


def second_header(agency: str, file: str, sheet: str, row: int, count: int) -> Problem:
    """Return the note of rows below the headers that are headers again: tags, labels, a copy."""
    rows, were = ("A row", "was") if count == 1 else (f"{count} rows", "were")
    message = f"{rows} of headers, labels or tags among the cases {were} passed over."
    return Problem("FIL-08", message, agency=agency, file=file, sheet=sheet, row=row)


def remark(agency: str, file: str, sheet: str, row: int, count: int) -> Problem:
    """Return the note of rows that hold a sentence and nothing of a case."""
    rows, were = ("A row holds", "it was") if count == 1 else (f"{count} rows hold", "they were")
    message = f"{rows} a note below or between the cases and no case; {were} passed over."
    return Problem("FIL-09", message, agency=agency, file=file, sheet=sheet, row=row)


def row_limit(agency: str, file: str, sheet: str, rows: int) -> Problem:
    """Return the note of a table that ends just where a program can hold no more rows."""
    message = (
        f"The table ends at {rows:,} rows, as many as some programs can hold: the export may be "
        "cut off. Ask for it in parts, or compare its number of cases with the system's."
    )
    return Problem("FIL-04", message, agency=agency, file=file, sheet=sheet, row=rows)


def one_page(agency: str, file: str, records: int, total: int) -> Problem:
    """Return the note of an answer that says of itself that it is one page of several."""
    held = f"{records:,} of {total:,}" if total else f"{records:,}"
    message = f"The file is one page of several: it holds {held} records. Ask for the other pages."
    return Problem("FIL-10", message, agency=agency, file=file)


def other_kind(agency: str, file: str, kind: str) -> Problem:
    """Return the note of a file that is not what its name says, and was read by its content."""
    message = f"The file is {kind} under another name; it was read as what it is."
    return Problem("FIL-05", message, agency=agency, file=file)


def unpacked(agency: str, file: str, kind: str) -> Problem:
    """Return the note of an archive whose one file was read."""
    message = f"The file is {kind} with one file in it; it was unpacked and read."
    return Problem("FIL-05", message, agency=agency, file=file)


def wrong_kind(agency: str, file: str, kind: str, action: str) -> Problem:
    """Return the problem of a file whose content is known, but is no export of its layout."""
    return Problem(
        "IN-KIND",
        f"The file is {kind}, whatever its name says.",
        agency=agency,
        file=file,
        expected="the export as the system wrote it",
        action=action,
    )


def uncalculated(agency: str, file: str, sheet: str, row: int, header: str, count: int) -> Problem:
    """Return the problem of formulas whose result was never worked out and stored."""
    return Problem(
        "IN-FORMULA",
        "The cell holds a formula that was never calculated, so it has no value.",
        agency=agency,
        file=file,
        sheet=sheet,
        row=row,
        column=header,
        expected="values, no formulas",
        action="Open the workbook, calculate it, save it, and send that copy.",
        count=count,
    )


def lost_letters(
    agency: str, file: str, sheet: str, row: int, header: str, value: str, count: int
) -> Problem:
    """Return the problem of text whose letters became question marks or other signs."""
    return Problem(
        "IN-LETTERS",
        "Letters were lost when the file was saved: other signs stand in their place.",
        agency=agency,
        file=file,
        sheet=sheet,
        row=row,
        column=header,
        value=value,
        expected="the words of the system",
        action="Export it again; in Excel save as “CSV UTF-8” or .xlsx, not as plain CSV.",
        count=count,
    )


def numbered_ids(agency: str, file: str, sheet: str, row: int, header: str, count: int) -> Problem:
    """Return the problem of record ids that a spreadsheet turned into numbers of its own."""
    return Problem(
        "IN-ID",
        "The record ids were turned into numbers by a spreadsheet, and digits are lost.",
        agency=agency,
        file=file,
        sheet=sheet,
        row=row,
        column=header,
        expected="the ids as the system writes them",
        action="Export it again, and format the column as text before anything is saved.",
        count=count,
    )


def lost_zeros(agency: str, file: str, sheet: str, row: int, header: str, count: int) -> Problem:
    """Return the problem of ids whose zeros in front are lost in one sheet and not in another."""
    return Problem(
        "IN-ZEROS",
        "The ids of this sheet differ from the first form's by zeros in front: they were lost in "
        "one of the sheets, so rows no longer find their record.",
        agency=agency,
        file=file,
        sheet=sheet,
        row=row,
        column=header,
        expected="the same ids in every sheet",
        action="Export the file again, all forms at once, and keep the ids as text.",
        count=count,
    )


def no_status(
    agency: str, file: str, sheet: str, rows: list[int], header: str, count: int
) -> Problem:
    """Return the problem of cases of which nothing says whether they are open or closed."""
    shown = ", ".join(map(str, rows))
    more = "" if count <= len(rows) else " and others"
    noun = "row" if count == 1 else "rows"
    return Problem(
        "IN-STATUS",
        f"The case has no status, or a word that stands for none ({noun} {shown}{more}).",
        agency=agency,
        file=file,
        sheet=sheet,
        row=rows[0],
        column=header,
        expected="open, closed, transferred or duplicate",
        action="Fill in the status, or map the word under `values:` in the year's configuration.",
        count=count,
    )


def swapped(
    agency: str, file: str, sheet: str, row: int, header: str, readings: str, count: int
) -> Problem:
    """Return the problem of a column in which a spreadsheet turned half of the dates round."""
    shown = f" The first of them can be {readings}." if readings else ""
    return Problem(
        "IN-SWAPPED",
        "A spreadsheet seems to have changed day and month in part of the column: no real date has "
        f"a day above 12, and every date left as text has.{shown}",
        agency=agency,
        file=file,
        sheet=sheet,
        row=row,
        column=header,
        expected="dates of one kind",
        action=(
            "Export the file again without opening it; or, if the agency confirms that these dates "
            "are right, add `dates: day_first` or `dates: month_first` to this source."
        ),
        count=count,
    )


def maybe_swapped(agency: str, file: str, sheet: str, header: str, count: int) -> Problem:
    """Return the note of a column of dates in which no day is above 12."""
    message = (
        f"None of {count} different dates has a day above 12: a spreadsheet may have changed day "
        "and month (3 May for 5 March). Compare some of them with the system."
    )
    return Problem("DAT-04", message, agency=agency, file=file, sheet=sheet, column=header)
