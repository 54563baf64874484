"""The name under which a received file is spoken of: words that may be a person's are left out."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePosixPath

from cpims_report.records.text.normalisation import fold

HIDDEN = "…"
PIECE = re.compile(r"[^\W\d_]+|\d+")
MOST_DIGITS = 5
DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])|[0-3]\d[01]\d(?:19|20)\d\d")
SHORT = 2
"""Letters of which no name is made up."""
EVERYDAY = """
agency all annual anonymised api ar arabic batch bia bid book case cases casework children clean
closed closure copy corrected cpims csv data database deidentified delivery draft dump en english
excel export exported exports file files final follow followups form forms french full hashed
incidents json late list lists master member month monthly more new newer old older open page part
primero quarter quarterly record records register report reporting revised services sheet short
synthetic table template test transfers update updated ups version workbook xls xlsx year yearly
jan feb mar apr jun jul aug sep sept oct nov dec january february march april may june july august
september october november december
تصدير حالات بيانات تقرير سنوي نسخة نهائي
"""
WORDS = frozenset(map(fold, EVERYDAY.split()))


def call_file(path: str, known: Collection[str], number: int) -> str:
    """Return a path as it may be repeated in messages and sent back in a workbook.

    Only words of `known` texts and of everyday file names stay, and no long number but a date. A
    name that had to be cut gets the number of the file, so that no two are called alike.
    """
    words = {fold(word) for text in known for word in PIECE.findall(text)} | WORDS
    where = PurePosixPath(path)
    stem = str(where.with_suffix(""))
    shown = PIECE.sub(lambda match: match[0] if is_plain(match[0], words) else HIDDEN, stem)
    if shown == stem:
        return path
    ending = where.suffix if len(where.suffix) <= len(".parquet") else ""
    return f"{shown} (file {number}){ending}"


def is_plain(piece: str, words: Collection[str]) -> bool:
    """Return whether letters or digits of a file's name can belong to no person."""
    if piece.isdigit():
        return len(piece) <= MOST_DIGITS or DAY.fullmatch(piece) is not None
    return len(piece) <= SHORT or fold(piece) in words
