"""The container of an .xlsx looked through before it is opened: bombs, macros, other formats.

Sizes are taken from the archive's directory first, and then from its content as it is inflated
piece by piece, because a directory can lie. calamine lays each sheet out as a full rectangle, so a
lone cell in the last corner would ask for the memory of 17 thousand million cells: the corner is
looked for before.
"""

from __future__ import annotations

import re
import string
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from cpims_report.errors import InputRefused
from cpims_report.records.issues import refusals
from cpims_report.records.read.safety import PIECE, refused_size

MOST_ENTRIES = 2_000
MOST_INFLATED = 4 << 30
"""Bytes of all parts together."""
FREE = 20 << 20
"""Below this size any ratio is harmless."""
HIGHEST_RATIO = 150
"""XML of exports shrinks to a twentieth or a fiftieth; bombs to a thousandth."""
MOST_CELLS = 60_000_000
"""Cells of the rectangle around all cells of a sheet."""
CELL = re.compile(rb"<(?:\w+:)?c\s[^<>]*?\br\s*=\s*[\"']\$?([A-Za-z]{1,9}\$?\d{1,9})")
DIGITS, LETTERS = b"$" + string.digits.encode(), b"$" + string.ascii_letters.encode()
LOCAL_HEADER = struct.Struct("<4s5H3I2H")


def check_archive(content: bytes, agency: str, name: str) -> None:
    """Raise InputRefused for an .xlsx that holds macros, is none, or would fill the memory."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise no_workbook(agency, name) from None
    check_names([entry.filename.lower() for entry in entries], agency, name)
    check_sizes(entries, len(content), agency, name)
    total = 0
    for entry in entries:
        last_column = last_row = 0
        size, tail = 0, b""
        for piece in inflate(content, entry, agency, name):
            size += len(piece)
            if size > entry.file_size:
                raise bomb(agency, name, "a part holds more than the archive's directory says")
            text = tail + piece
            corners = b" ".join(CELL.findall(text))
            columns, rows = (corners.translate(None, part).split() for part in (DIGITS, LETTERS))
            last_column = max(last_column, *map(count_column, {*columns}), 0)
            last_row = max(last_row, *map(int, {*rows}), 0)
            cut = text.rfind(b"<")
            tail = text[cut:][:PIECE] if cut >= 0 else b""
        total += size
        if last_column * last_row > MOST_CELLS:
            raise bomb(agency, name, "a sheet reaches far beyond the cells that it fills")
    if total > MOST_INFLATED:
        raise bomb(agency, name, f"it unpacks to {total >> 20:,} MiB")


def check_names(names: list[str], agency: str, name: str) -> None:
    """Raise InputRefused for macros, and for archives that are no .xlsx."""
    if any("vbaproject" in part or "macrosheets/" in part for part in names):
        why = "The workbook holds macros."
        action = "Save it as .xlsx without macros, and put that copy in its place."
        raise InputRefused("Macros.", [refusals.unreadable(agency, name, why, action, "IN-MACRO")])
    if "[content_types].xml" not in names or {"xl/workbook.bin", "content.xml"} & set(names):
        raise no_workbook(agency, name)


def check_sizes(entries: list[zipfile.ZipInfo], size: int, agency: str, name: str) -> None:
    """Raise InputRefused where the archive's own directory tells of too much."""
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        raise bomb(agency, name, f"it has {len(entries):,} parts")
    if total > MOST_INFLATED:
        raise bomb(agency, name, f"it unpacks to {total >> 20:,} MiB")
    if sum(entry.compress_size for entry in entries) > size:
        raise bomb(agency, name, "its parts overlap")
    for entry in entries:
        if entry.file_size > FREE and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
            ratio = entry.file_size // max(entry.compress_size, 1)
            raise bomb(agency, name, f"a part unpacks to {ratio:,} times its size")


def inflate(content: bytes, entry: zipfile.ZipInfo, agency: str, name: str) -> Iterator[bytes]:
    """Yield the bytes of one part, at most a piece at a time, straight from its stream."""
    start = entry.header_offset
    if not 0 <= start <= len(content) - LOCAL_HEADER.size or entry.flag_bits & 1:
        raise no_workbook(agency, name)
    header = LOCAL_HEADER.unpack_from(content, start)
    first = start + LOCAL_HEADER.size + header[-2] + header[-1]
    packed = memoryview(content)[first : first + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[at : at + PIECE]) for at in range(0, len(packed), PIECE))
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise no_workbook(agency, name)
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(packed), PIECE // 8):
            waiting: bytes | memoryview = packed[at : at + PIECE // 8]
            while waiting and not machine.eof:
                yield machine.decompress(waiting, PIECE)
                waiting = machine.unconsumed_tail
    except zlib.error:
        raise no_workbook(agency, name) from None


def count_column(letters: bytes) -> int:
    """Return the number of a column from its letters: A is 1, XFD is 16,384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def no_workbook(agency: str, name: str) -> InputRefused:
    """Return the refusal of what is no Excel workbook."""
    return InputRefused("No workbook.", [refusals.no_workbook(agency, name)])


def bomb(agency: str, name: str, what: str) -> InputRefused:
    """Return the refusal of a workbook that would take far more memory than its size tells."""
    return refused_size(agency, name, what, "what an export of this size holds")
