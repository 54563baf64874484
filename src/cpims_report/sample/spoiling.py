"""What happens to files after their export: bytes of a sound one to those of a damaged one."""

from __future__ import annotations

import codecs
import re
import zipfile
from io import BytesIO

LAST_ROW = 1 << 16
WIDTH = 15
"""Columns of the UNHCR export."""
FORMER = (1980, 1, 1, 0, 0, 0)
"""The date of every part of an archive, so that the same input gives the same bytes."""


def shorten_row(content: bytes) -> bytes:
    """Return a text whose third row has lost its last cells."""
    lines = content.split(b"\n")
    lines[3] = lines[3].rsplit(b",", 4)[0]
    return b"\n".join(lines)


def cut_last_row(content: bytes) -> bytes:
    """Return a text that ends in the middle of its last row."""
    rows, last = content.rstrip().rsplit(b"\n", 1)
    return rows + b"\n" + last.split(b",", 3)[0] + b",op"


def move_last_row(content: bytes) -> bytes:
    """Return a text whose last row stands where a program can hold no more rows."""
    rows, last = content.rstrip().rsplit(b"\n", 1)
    blank = LAST_ROW - rows.count(b"\n") - 2
    return rows + b"\n" * (blank + 1) + last + b"\n"


def damage_byte(content: bytes) -> bytes:
    """Return a text of UTF-8 with its mark, and one byte that is none."""
    return codecs.BOM_UTF8 + content.replace(b"female", b"fem\xffle", 1)


def lose_letters(content: bytes) -> bytes:
    """Return a text in which some words are question marks."""
    return content.replace(b",female,", b",?????,", 3)


def add_title(content: bytes) -> bytes:
    """Return a text with two lines above its headers."""
    return b"Cases of the year\n\n" + content


def repeat_headers(content: bytes) -> bytes:
    """Return a text whose headers stand a second time, below the others."""
    headers, rows = content.split(b"\n", 1)
    return b"\n".join([headers, headers, rows])


def add_note(content: bytes) -> bytes:
    """Return a text with a sentence below its rows."""
    return content + b"Applied filters: year is 2018\n"


def end_in_commas(content: bytes) -> bytes:
    """Return a text whose rows end in a comma with nothing behind it, but for the headers."""
    headers, rows = content.split(b"\n", 1)
    return headers + b"\n" + rows.replace(b"\n", b",\n")


def tell_total(content: bytes) -> bytes:
    """Return records as one page of the answer of an interface."""
    return b'{"metadata": {"total": 90000, "page": 1}, "data": ' + content + b"}"


def opt_out(content: bytes) -> bytes:
    """Return the UNHCR export with a family that did not agree: a number and its code alone."""
    return content + b"999,,SYN-OPTED-OUT" + b"," * (WIDTH - 3) + b"\n"


def pack(content: bytes) -> bytes:
    """Return an archive that holds a file."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(zipfile.ZipInfo("export.csv", FORMER), content)
    return stream.getvalue()


def hide_sheet(content: bytes) -> bytes:
    """Return a workbook whose third sheet is hidden."""
    return change_part(content, "xl/workbook.xml", rb'(sheetId="3")', rb'\1 state="hidden"')


def forget_result(content: bytes) -> bytes:
    """Return a workbook with a formula in its second sheet that was never worked out."""
    cell = rb'<c r="D3"[^>]*?>.*?</c>'
    return change_part(content, "xl/worksheets/sheet2.xml", cell, b'<c r="D3"><f>D4</f><v/></c>')


def change_part(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a workbook with the first match of a pattern in one part replaced."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as book, zipfile.ZipFile(stream, "w") as made:
        for entry in book.infolist():
            text = book.read(entry)
            changed = re.sub(old, new, text, count=1) if entry.filename == part else text
            made.writestr(zipfile.ZipInfo(entry.filename, FORMER), changed)
    return stream.getvalue()
