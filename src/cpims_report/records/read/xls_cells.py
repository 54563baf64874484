"""What an old .xls says of its cells beside their values: errors, hidden rows and columns.

The parts of an .xls lie in sectors of an OLE compound file; its workbook is a stream of records,
each with a kind and a length. Only what is looked for is unpacked.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from cpims_report.records.read.xls_container import OLE
from cpims_report.records.read.xlsx_cells import Inside

LARGEST = 64 << 20
"""Bytes of a stream that are walked through."""
STREAMS = ("Workbook", "Book")
BOUNDSHEET, BEGIN, END = 0x85, 0x809, 0x0A
BOOLEAN, FORMULA, ROW, COLUMN = 0x205, 0x06, 0x208, 0x7D
ROW_HIDDEN, COLUMN_HIDDEN = 0x20, 0x01
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
FREE = 0xFFFFFFFA
"""Numbers of sectors from here on are marks, not places."""


def look_into_stream(content: bytes) -> dict[str, Inside]:
    """Return sheet name -> what its records say; nothing for what is no sound .xls."""
    if not content.startswith(OLE):
        return {}
    try:
        stream = Compound(content).read(STREAMS)
        return {name: look_at(stream, place) for name, place in find_sheets(stream)}
    except (struct.error, IndexError, ValueError):
        return {}


class Compound:
    """An OLE compound file: which sectors follow each other, and what stands in its directory."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.size = 1 << struct.unpack_from("<H", content, 30)[0]
        count, start, cutoff, small, _, more = struct.unpack_from("<II4xIIII", content, 44)
        self.cutoff = cutoff
        places = [*struct.unpack_from("<109I", content, 76)]
        while more < FREE and len(places) < count:
            *further, more = struct.unpack(f"<{self.size // 4}I", self.sector(more))
            places += further
        tables = b"".join(map(self.sector, places[:count]))
        self.table = struct.unpack(f"<{len(tables) // 4}I", tables)
        directory = self.chain(start)
        self.entries = [directory[at : at + 128] for at in range(0, len(directory), 128)]
        links = self.chain(small) if small < FREE else b""
        self.small = struct.unpack(f"<{len(links) // 4}I", links)

    def sector(self, number: int) -> bytes:
        """Return one sector."""
        return self.content[(number + 1) * self.size : (number + 2) * self.size]

    def follow(self, start: int, table: tuple[int, ...]) -> Iterator[int]:
        """Yield the sectors of a chain; a circle ends when every sector was met."""
        for _ in range(len(table)):
            if start >= FREE:
                return
            yield start
            start = table[start]

    def chain(self, start: int) -> bytes:
        """Return the content of a chain of sectors."""
        return b"".join(self.sector(number) for number in self.follow(start, self.table))

    def read(self, names: tuple[str, ...]) -> bytes:
        """Return the first stream of one of these names, no more of it than is walked through."""
        root = struct.unpack_from("<I", self.entries[0], 116)[0]
        for entry in self.entries:
            length = struct.unpack_from("<H", entry, 64)[0]
            if entry[: max(length - 2, 0)].decode("utf-16-le", "replace") not in names:
                continue
            start, size = struct.unpack_from("<II", entry, 116)
            if size >= self.cutoff:
                return self.chain(start)[: min(size, LARGEST)]
            home = self.chain(root)
            places = self.follow(start, self.small)
            return b"".join(home[place * 64 : place * 64 + 64] for place in places)[:size]
        return b""


def walk(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Yield kind and content of each record from a place on."""
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


def find_sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    """Yield the name of each sheet and where its records begin."""
    for kind, body in walk(stream, 0):
        if kind == END:
            return
        if kind == BOUNDSHEET:
            place, _, length, wide = struct.unpack_from("<IHBB", body)
            text = body[8 : 8 + length * (2 if wide & 1 else 1)]
            yield text.decode("utf-16-le" if wide & 1 else "latin-1", "replace"), place


def look_at(stream: bytes, place: int) -> Inside:
    """Return what the records of one sheet say; parts of charts within it are passed over."""
    inside = Inside()
    depth = 0
    for kind, body in walk(stream, place):
        depth += (kind == BEGIN) - (kind == END)
        if not depth:
            break
        if kind == BOOLEAN and body[7]:
            put(inside, body, body[6])
        elif kind == FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
            put(inside, body, body[8])
        elif kind == ROW and struct.unpack_from("<H", body, 12)[0] & ROW_HIDDEN:
            inside.rows += 1
        elif kind == COLUMN and struct.unpack_from("<H", body, 8)[0] & COLUMN_HIDDEN:
            first, last = struct.unpack_from("<HH", body)
            inside.columns.update(range(first, last + 1))
    return inside


def put(inside: Inside, body: bytes, code: int) -> None:
    """Note the cell of an error."""
    row, column = struct.unpack_from("<HH", body)
    inside.cells[row + 1, column] = ERRORS.get(code, "#ERROR!")
