"""The text of a file from its bytes: the encoding it came in, and whether it was damaged since."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

import numpy as np

from cpims_report.errors import InputRefused
from cpims_report.records.issues import damage, refusals
from cpims_report.records.read.received import Received
from cpims_report.records.read.safety import PIECE

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SAMPLE = 4096
"""Bytes that show whether a text without a mark is of two bytes a letter."""
LOST = "\ufffd"


def decode(file: Received) -> tuple[bytes, str]:
    """Return a file's text as UTF-8, and the encoding it came in: UTF-8, UTF-16, else CP1256.

    UTF-16 shows itself by its mark, or by every second byte being NUL. CP1256 is the code page in
    which Excel on an Arabic Windows saves CSV. Raise InputRefused for UTF-8 with damaged bytes: as
    CP1256, each of its letters would become another.
    """
    content = file.content
    wide = find_utf_16(content)
    if wide:
        try:
            return recode(content, wide).removeprefix(codecs.BOM_UTF8), "utf-16"
        except UnicodeDecodeError:
            raise refused(file, "it breaks its own encoding") from None
    if b"\x00" in content:
        raise refused(file, "it holds NUL bytes")
    place = find_damage(content)
    if place is None:
        return content.removeprefix(codecs.BOM_UTF8), "utf-8-sig"
    good, bad = weigh(content)
    if content.startswith(codecs.BOM_UTF8) or good >= bad:
        line = content.count(b"\n", 0, place) + 1
        raise InputRefused("Damaged text.", [damage.text(file.agency, file.name, line, bad)])
    return recode(content, "cp1256"), "cp1256"


def refused(file: Received, why: str) -> InputRefused:
    """Return the refusal of what is no text."""
    return InputRefused("No text.", [refusals.no_text(file.agency, file.name, why)])


def find_utf_16(content: bytes) -> str:
    """Return the name of the two-byte encoding of a text, or nothing."""
    if content.startswith(UTF_16):
        return "utf-16"
    head = np.frombuffer(content[: SAMPLE - SAMPLE % 2], dtype=np.uint8)
    if len(head) < 4 or len(content) % 2:
        return ""
    even, odd = (float((head[start::2] == 0).mean()) for start in (0, 1))
    if odd > 0.5 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.5 and odd < 0.1 else ""


def find_damage(content: bytes) -> int | None:
    """Return where the first byte stands that is no UTF-8, or None."""
    done = 0
    decoder = codecs.getincrementaldecoder("utf-8")()
    for piece in cut(content):
        waiting = len(decoder.getstate()[0])
        try:
            decoder.decode(piece)
        except UnicodeDecodeError as error:
            return done - waiting + error.start
        done += len(piece)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return len(content) - 1
    return None


def weigh(content: bytes) -> tuple[int, int]:
    """Return how many letters beyond ASCII a text holds as UTF-8, and how many of them are damaged.

    In a text of CP1256 hardly a letter happens to be sound UTF-8.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    good = bad = 0
    for text in [*map(decoder.decode, cut(content)), decoder.decode(b"", final=True)]:
        lost = text.count(LOST)
        bad += lost
        good += sum(letter > "\x7f" for letter in text if letter != LOST)
    return good, bad


def recode(content: bytes, encoding: str) -> bytes:
    """Return `content` as UTF-8, a piece at a time."""
    decoder = codecs.getincrementaldecoder(encoding)()
    pieces = [decoder.decode(piece).encode() for piece in cut(content)]
    return b"".join([*pieces, decoder.decode(b"", final=True).encode()])


def cut(content: bytes) -> Iterator[bytes]:
    """Yield the bytes a piece at a time."""
    yield from (content[start : start + PIECE] for start in range(0, len(content), PIECE))
