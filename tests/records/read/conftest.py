"""Files built by hand as the systems write them, and the readers that take them."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

import pandas as pd
import pytest
import xlsxwriter

from cpims_report.config import Settings, Source, Year
from cpims_report.errors import InputRefused
from cpims_report.records.deliveries.delivery import Delivery, read_delivery
from cpims_report.records.read.extract import Extract, extract
from cpims_report.records.read.received import Received
from cpims_report.records.systems.profile import read_profiles

Sheets = dict[str, list[list[Any]]]
SECTOR = 512
ERRORS = {"#DIV/0!": 0x07, "#REF!": 0x17, "#N/A": 0x2A}
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


@pytest.fixture(scope="session")
def reading(settings: Settings, year: Year) -> Callable[..., Delivery]:
    """Return a reader of one file of a profile; problems of values are raised as well."""

    def read(profile: str, content: bytes, **source: Any) -> Delivery:
        plan = Source(agency="imc", profile=profile, files=("a",), **source)
        file = Received("imc", profile, "imc/a-synthetic", content)
        delivery, problems = read_delivery(file, read_profiles()[profile], plan, settings, year)
        if problems:
            raise InputRefused("The values cannot be read.", problems)
        return delivery

    return read


@pytest.fixture(scope="session")
def extracting() -> Callable[..., Extract]:
    """Return a reader of one file as text under canonical names."""

    def read(profile: str, content: bytes, **source: Any) -> Extract:
        plan = Source(agency="imc", profile=profile, files=("a",), **source)
        file = Received("imc", profile, "imc/a-synthetic", content)
        return extract(file, read_profiles()[profile], plan)

    return read


@pytest.fixture(scope="session")
def xlsx() -> Callable[..., bytes]:
    """Return a writer of .xlsx files; `options` go to the workbook."""

    def write(sheets: Sheets, **options: Any) -> bytes:
        buffer = BytesIO()
        with xlsxwriter.Workbook(buffer, {"in_memory": True, **options}) as book:
            days = book.add_format({"num_format": "yyyy-mm-dd"})
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    for place, cell in enumerate(row):
                        form = days if hasattr(cell, "year") else None
                        sheet.write(number, place, cell, form)
        return buffer.getvalue()

    return write


@pytest.fixture(scope="session")
def csv() -> Callable[..., bytes]:
    """Return a writer of CSV files, a dictionary a row."""

    def write(*rows: dict[str, Any]) -> bytes:
        return pd.DataFrame(rows).to_csv(index=False, lineterminator="\n").encode()

    return write


@pytest.fixture(scope="session")
def xls() -> Callable[[Sheets], bytes]:
    """Return a writer of .xls files of 1997 with cells of text alone."""

    def write(sheets: Sheets) -> bytes:
        return wrap(join_sheets(sheets))

    return write


def record(kind: int, body: bytes) -> bytes:
    """Return one record of the binary format."""
    return struct.pack("<HH", kind, len(body)) + body


def string(text: str, count: str) -> bytes:
    """Return a text of 16-bit characters with its length as `count` says."""
    return struct.pack(f"<{count}B", len(text), 1) + text.encode("utf-16-le")


def join_sheets(sheets: Sheets) -> bytes:
    """Return the stream of a workbook: its globals, then every sheet."""
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0x41, 0x06)
    end = record(0x000A, b"")
    bodies = [write_body(rows) for rows in sheets.values()]
    names = [struct.pack("<IH", 0, 0) + string(name, "B") for name in sheets]
    start = len(record(0x0809, begin) + end) + sum(len(record(0x0085, each)) for each in names)
    globals_ = record(0x0809, begin)
    for name, body in zip(names, bodies, strict=True):
        globals_ += record(0x0085, struct.pack("<I", start) + name[4:])
        start += len(body)
    return globals_ + end + b"".join(bodies)


def write_body(rows: Sequence[Sequence[str]]) -> bytes:
    """Return the stream of one sheet."""
    begin = struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0x41, 0x06)
    width = max(len(row) for row in rows)
    size = record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    cells = [
        write_cell(number, place, str(cell))
        for number, row in enumerate(rows)
        for place, cell in enumerate(row)
        if cell != ""
    ]
    return record(0x0809, begin) + size + b"".join(cells) + record(0x000A, b"")


def write_cell(number: int, place: int, text: str) -> bytes:
    """Return the record of one cell; the text of an error becomes a cell of that error."""
    where = struct.pack("<HHH", number, place, 0)
    if text in ERRORS:
        return record(0x0205, where + bytes([ERRORS[text], 1]))
    return record(0x0204, where + string(text, "H"))


def wrap(stream: bytes) -> bytes:
    """Return a stream in an OLE container: header, allocation table, directory, stream."""
    padded = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    count = len(padded) // SECTOR
    chain = [FAT, END, *range(3, count + 2), END]
    table = struct.pack(f"<{SECTOR // 4}I", *chain, *[FREE] * (SECTOR // 4 - len(chain)))
    header = (
        bytes.fromhex("D0CF11E0A1B11AE1")
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
        + struct.pack("<109I", 0, *[FREE] * 108)
    )
    root = entry("Root Entry", 5, 1, END, 0)
    book = entry("Workbook", 2, FREE, 2, len(padded))
    return header + table + (root + book).ljust(SECTOR, b"\0") + padded


def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    """Return one entry of the directory of an OLE container."""
    text = name.encode("utf-16-le") + b"\0\0"
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, FREE, FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
