"""Why a file is refused: one function a reason, each with its message for who sent the file."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import fuzz, process

from cpims_report.errors import Problem
from cpims_report.records.text.identifying import shown
from cpims_report.records.text.normalisation import fold

MOST_NAMED = 5
"""Headers that are named in one problem."""


def nearest(word: str, known: Collection[str]) -> str:
    """Return the known word closest to `word`, or nothing where none is close."""
    match = process.extractOne(
        word, sorted(known), scorer=fuzz.ratio, processor=fold, score_cutoff=50
    )
    return match[0] if match else ""


def no_file(agency: str, pattern: str, folder: str) -> Problem:
    """Return the problem of a pattern of the configuration that no received file matches."""
    return Problem(
        "IN-MISSING",
        f"No file matches “{pattern}”.",
        agency=agency,
        file=folder,
        expected="the export that the year's configuration names",
        action="Put the file there or correct `files:` in the configuration of the year.",
    )


def outside(agency: str, pattern: str, folder: str) -> Problem:
    """Return the problem of a path that leaves the folder of received files."""
    return Problem(
        "IN-OUTSIDE",
        f"“{pattern}” leads out of the folder of received files.",
        agency=agency,
        file=folder,
        expected="a file inside that folder, not reached through “..” or a link",
        action="Copy the file itself into the folder.",
    )


def unreadable(agency: str, file: str, why: str, action: str, code: str = "IN-FILE") -> Problem:
    """Return the problem of a file that cannot be opened at all."""
    return Problem(code, why, agency=agency, file=file, action=action)


def zero_bytes(agency: str, file: str) -> Problem:
    """Return the problem of a file without a byte."""
    return unreadable(agency, file, "The file is empty (0 bytes).", "Ask for it again.", "IN-EMPTY")


def no_rows(agency: str, file: str) -> Problem:
    """Return the problem of a file that has headers at most."""
    return unreadable(
        agency, file, "The file holds no case.", "Export it again and look at it.", "IN-EMPTY"
    )


def locked(agency: str, file: str) -> Problem:
    """Return the problem of a workbook behind a password."""
    return unreadable(
        agency,
        file,
        "The workbook is protected by a password, or is an old .xls under a new name.",
        "Open it, save it without a password as .xlsx, and put that copy in its place.",
        "IN-LOCKED",
    )


def no_workbook(agency: str, file: str) -> Problem:
    """Return the problem of a file that is no Excel workbook in spite of its profile."""
    return unreadable(
        agency,
        file,
        "The file is no Excel workbook, or it is damaged.",
        "Ask for the export again, or correct the profile in the configuration of the year.",
        "IN-WORKBOOK",
    )


def no_text(agency: str, file: str, why: str) -> Problem:
    """Return the problem of a file that is no table in plain text."""
    return unreadable(
        agency,
        file,
        f"The file is no CSV text: {why}.",
        "Ask for the export again, or correct the profile in the configuration of the year.",
        "IN-TEXT",
    )


def no_header(agency: str, file: str, sheet: str, header: str) -> Problem:
    """Return the problem of a sheet without the column that names its records.

    Its first row may be a child's data, so nothing of it is repeated.
    """
    return Problem(
        "IN-NO-HEADER",
        "The first row holds no column with the record's id, so it cannot be a row of headers.",
        agency=agency,
        file=file,
        sheet=sheet,
        row=1,
        expected=f"a header “{header}”",
    )


def no_form(agency: str, file: str, sheets: Collection[str], known: Collection[str]) -> Problem:
    """Return the problem of a workbook in which no sheet is a form of the layout."""
    safe = [name for name in sheets if name]
    close = next(filter(None, (nearest(name, known) for name in safe)), "")
    return Problem(
        "IN-SHEET",
        "No sheet of the file is a form of the layout.",
        agency=agency,
        file=file,
        sheet=safe[0] if safe else "",
        expected="a sheet a form, named as the system names it",
        nearest=close,
        action="Correct the profile, or map the sheet under `sheets:` in the year's configuration.",
    )


def identifying(agency: str, file: str, places: Collection[tuple[str, str]]) -> Problem:
    """Return the one problem of a file with columns or sheets that identify people.

    Their values are never read, and of many headers only the first are named.
    """
    names = [shown(header) if header else f"the sheet {sheet}" for sheet, header in places]
    words = list(dict.fromkeys(names))
    more = f" and {len(words) - MOST_NAMED} more" if len(words) > MOST_NAMED else ""
    listed = ", ".join(f"“{word}”" for word in words[:MOST_NAMED])
    sheets = {sheet for sheet, _ in places}
    return Problem(
        "IN-IDENTIFYING",
        f"The file identifies people and must not be sent as it is: {listed}{more}.",
        agency=agency,
        file=file,
        sheet=sheets.pop() if len(sheets) == 1 else "",
        row=1 if len(words) == 1 else None,
        column=words[0] if len(words) == 1 else "",
        action=f"Run `cpims-report deidentify {file} --key-file KEY --to DIR` where the data"
        " belong, put the new file in its place and delete this one.",
    )


def missing_column(
    agency: str,
    file: str,
    column: str,
    headers: Collection[str],
    unread: Collection[str],
    asked: str = "",
) -> Problem:
    """Return the problem of a column without which records cannot be counted.

    Of the columns that nobody read, the nearest to one of its headers is proposed. `asked` is the
    field of its system that may be it, where that is an open decision.
    """
    close = next(filter(None, (nearest(header, unread) for header in sorted(headers))), "")
    names = " or ".join(f"“{header}”" for header in sorted(headers)) or f"“{column}”"
    return Problem(
        "IN-COLUMN",
        f"A column is missing without which the cases cannot be counted: {column}.",
        agency=agency,
        file=file,
        expected=names,
        nearest=asked or close,
        action=f"Answer the open decision on the field “{asked}”."
        if asked
        else "Map it under `columns:` in the configuration of the year, or export it again.",
    )


def twice(agency: str, file: str, sheet: str, header: str) -> Problem:
    """Return the problem of two columns of one sheet that mean the same."""
    return Problem(
        "IN-TWICE",
        "Two columns of the sheet hold the same field.",
        agency=agency,
        file=file,
        sheet=sheet,
        row=1,
        column=shown(header),
        action="Remove one of them.",
    )


def stranger(agency: str, file: str, sheet: str, header: str, row: int, count: int) -> Problem:
    """Return the problem of rows whose record the first form of the file does not have."""
    return Problem(
        "IN-STRANGER",
        "The row belongs to no record of the first form.",
        agency=agency,
        file=file,
        sheet=sheet,
        row=row,
        column=header,
        expected="the same records in every sheet",
        action="Export the file again, all forms at once.",
        count=count,
    )


def nameless(
    agency: str, file: str, sheet: str, header: str, places: tuple[int, ...], elsewhere: int = 0
) -> Problem:
    """Return the problem of rows with values but without the record's id.

    `elsewhere` counts the other sheets that have such rows too.
    """
    rows = "The row has" if len(places) == 1 else f"{len(places)} rows have"
    more = f" So it is in {elsewhere} more sheet{'s' * (elsewhere > 1)}." if elsewhere else ""
    return Problem(
        "IN-NO-ID",
        f"{rows} values but no record id: a total, a note, a shifted row, or a word for “no id”."
        + more,
        agency=agency,
        file=file,
        sheet=sheet,
        row=min(places),
        column=header,
        expected="one case a row and nothing else",
        action="Remove such rows or give them their id.",
    )
