"""What may be read at all: bounds on size and shape, files that hold still, no formulas.

Received files are data: nothing in them is executed or followed, and none of them may decide how
much memory its reading takes.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import BinaryIO

import numpy as np

from cpims_report.errors import InputRefused
from cpims_report.records.issues import refusals

MOST_BYTES = 4 << 30
"""Larger files are refused unread."""
MOST_COLUMNS = 5_000
"""Primero's widest flat export has about 1,500 columns."""
LONGEST_LINE = 4 << 20
"""Bytes between two line breaks of a text file."""
PIECE = 1 << 20
FORMULA = re.compile(r"^[\s\x00-\x1f]*[=+\-@|%]")
PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def read_steady(path: Path, agency: str, name: str) -> bytes:
    """Return the content of a file that did not change while it was read.

    Size and time of change are compared before and after, and what was read with a second reading.
    Raise InputRefused for a file that is too large, changes or cannot be opened.
    """
    try:
        with path.open("rb") as stream:
            before = os.fstat(stream.fileno())
            if before.st_size > MOST_BYTES:
                raise refused_size(agency, name, f"{before.st_size / 2**30:.1f} GiB")
            content = stream.read(before.st_size + 1)
            stream.seek(0)
            same = holds(stream, content)
            after = path.stat()
    except OSError as error:
        why = f"The file cannot be opened: {error.strerror}."
        problem = refusals.unreadable(agency, name, why, "Check its permissions.")
        raise InputRefused("Unreadable.", [problem]) from None
    facts = [(stat.st_size, stat.st_mtime_ns, stat.st_ino) for stat in (before, after)]
    if facts[0] != facts[1] or not same:
        why = "The file changed while it was read."
        action = "Wait until it is copied in full, close it in other programs, and start again."
        raise InputRefused(
            "Changed.", [refusals.unreadable(agency, name, why, action, "IN-CHANGED")]
        )
    return content


def holds(stream: BinaryIO, content: bytes) -> bool:
    """Return whether a stream holds just `content`, looked at a piece at a time."""
    same = all(
        stream.read(PIECE) == content[start : start + PIECE]
        for start in range(0, len(content), PIECE)
    )
    return same and not stream.read(1)


def refused_size(agency: str, name: str, what: str, limit: str = "4 GiB") -> InputRefused:
    """Return the refusal of a file that would take too much memory."""
    why = f"The file is too large to be read safely: {what}; at most {limit} are read."
    action = "Ask for the export in parts, or look at what it holds."
    return InputRefused("Too large.", [refusals.unreadable(agency, name, why, action, "IN-LARGE")])


def check_lines(content: bytes, agency: str, name: str) -> None:
    """Raise InputRefused where a line is longer than any export writes."""
    longest = measure_longest_line(content)
    if longest > LONGEST_LINE:
        what = f"a single line of {longest / 2**20:.0f} MiB"
        raise refused_size(agency, name, what, f"{LONGEST_LINE >> 20} MiB a line")


def check_width(columns: int, agency: str, name: str) -> None:
    """Raise InputRefused where a table has more columns than any export writes."""
    if columns > MOST_COLUMNS:
        raise refused_size(agency, name, f"{columns:,} columns", f"{MOST_COLUMNS:,} columns")


def measure_longest_line(content: bytes) -> int:
    """Return the most bytes between two line breaks, counted a piece at a time."""
    data = np.frombuffer(content, dtype=np.uint8)
    longest, last = 0, -1
    for start in range(0, len(data), 16 * PIECE):
        piece = data[start : start + 16 * PIECE]
        breaks = np.flatnonzero((piece == 10) | (piece == 13)) + start
        if len(breaks):
            longest = max(longest, int(np.diff(breaks, prepend=last).max()) - 1)
            last = int(breaks[-1])
    return max(longest, len(data) - 1 - last)


def escape(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula: Primero's own apostrophe.

    Plain numbers stay as they are. `letters.tidy` takes the apostrophe off again.
    """
    return f"'{text}" if FORMULA.match(text) and not PLAIN_NUMBER.fullmatch(text) else text
