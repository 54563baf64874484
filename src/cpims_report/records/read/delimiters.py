"""How a text file parts its cells, and in which row its headers stand."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from itertools import islice

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 200
"""Rows by which delimiter and headers are known."""
STATED = re.compile(rb"\A\s*\"?sep=(.)\"?[,;\t]*\r?(?:\n|\Z)", re.IGNORECASE)
"""A first line by which Excel is told the delimiter."""


def take_statement(content: bytes) -> tuple[bytes, str]:
    """Return a text without the line that states its delimiter, and that delimiter or nothing."""
    stated = STATED.match(content)
    if not stated:
        return content, ""
    return content[stated.end() :], stated[1].decode("latin-1")


def read_cells(content: bytes, separator: str) -> Iterator[list[str]]:
    """Yield the cells of each row as they are written."""
    stream = TextIOWrapper(BytesIO(content), encoding="utf-8", newline="")
    yield from csv.reader(stream, delimiter=separator)


def sample(content: bytes, separator: str) -> list[list[str]]:
    """Return the first rows of a text; none where they cannot be parted so."""
    try:
        return list(islice(read_cells(content, separator), SAMPLE))
    except csv.Error:
        return []


def find_delimiter(content: bytes, stated: str = "") -> str:
    """Return the delimiter by which most rows have equally many cells; of several, the most cells.

    The first line alone may mislead: a header can hold commas. A delimiter that is `stated` is
    taken, unless it parts nothing: somebody saved the file anew below that line.
    """
    if stated and judge(sample(content, stated))[0]:
        return stated
    return max(DELIMITERS, key=lambda mark: judge(sample(content, mark)))


def judge(rows: list[list[str]]) -> tuple[float, int]:
    """Return the share of filled rows as wide as most of them, and that width.

    Rows that end in delimiters with nothing behind them are no wider.
    """
    widths = Counter(len(row) for row in rows if any(row))
    if not widths:
        return 0.0, 0
    filled = Counter(
        (len(row), max(place for place, cell in enumerate(row, 1) if cell.strip() or place == 1))
        for row in rows
        if any(row)
    )

    def count(width: int) -> int:
        return sum(n for (cells, last), n in filled.items() if last <= width <= cells)

    width = max(widths, key=lambda width: (count(width), width))
    return (count(width) / widths.total() if width > 1 else 0.0), width


def find_headers(rows: list[list[str]]) -> int:
    """Return how many rows stand above the headers: titles, which fill less than half of a row."""
    _, width = judge(rows)
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    first = next((place for place, count in enumerate(filled) if 2 * count >= width), 0)
    return first if width > 2 else 0
