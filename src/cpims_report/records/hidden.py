"""What a workbook hides from who looks at it: hidden rows and sheets, filters, merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from cpims_report.errors import Problem
from cpims_report.records.sources.received import Received

ZIP = b"PK\x03\x04"
CHUNK = 1 << 20
OVERLAP = 4096
"""Longer than any tag of a row: what is cut at the end of a portion is looked at again."""
SIGNS = {
    "hidden rows": re.compile(rb'<row [^>]*hidden="(?:1|true)"'),
    "merged cells": re.compile(rb"<mergeCell "),
    "a filter": re.compile(rb"<filterColumn "),
}


def note_hidden(file: Received) -> tuple[Problem, ...]:
    """Return a note where a workbook has hidden rows, merged cells or a filter that is on.

    Hidden and filtered rows are read like the others; of merged cells only the first is filled.
    """
    if not file.content.startswith(ZIP):
        return ()
    try:
        with ZipFile(BytesIO(file.content)) as book:
            names = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
            met = {sign for name in names for sign in find_signs(book, name)}
    except (BadZipFile, OSError, ValueError):
        return ()
    if not met:
        return ()
    message = (
        f"The workbook has {' and '.join(sorted(met))}: hidden rows are read like the others, "
        "and of merged cells only the first one is filled."
    )
    return (Problem("FIL-02", message, agency=file.agency, file=file.name),)


def find_signs(book: ZipFile, name: str) -> Iterator[str]:
    """Yield the signs that stand in one sheet, each once, reading it portion by portion."""
    left = dict(SIGNS)
    with book.open(name) as stream:
        rest = b""
        while left and (portion := stream.read(CHUNK)):
            text = rest + portion
            for sign in [sign for sign, pattern in left.items() if pattern.search(text)]:
                del left[sign]
                yield sign
            rest = text[-OVERLAP:]
