"""Cells spoilt by a spreadsheet: errors, formulas without a value, lost letters, ids as numbers.

An error cell counts as missing and is flagged; the others mean that a file was ruined when it was
saved, and are told once for the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pandas as pd

from cpims_report.errors import Problem
from cpims_report.records.issues import damage
from cpims_report.records.read.received import Received
from cpims_report.records.read.sheets import Sheet
from cpims_report.records.read.used_columns import Part
from cpims_report.records.read.xlsx_cells import UNCALCULATED
from cpims_report.records.text.distinct_words import find_words, split_words
from cpims_report.records.text.normalisation import fold

QUESTION_MARKS = re.compile(r"[\W\d]*\?(?:[\W\d]*\?)+[\W\d]*|.*\?{3,}.*", re.DOTALL)
MOST_CERTAIN = 3
"""Question marks in one cell from which they are lost letters; two may be a person's doubt."""
LOST = "\ufffd"
TWICE_CODED = re.compile("[\u00c2-\u00dc][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u2122]")
"""A letter beyond ASCII read as two of the Western code page, and saved so."""
NUMBERED = re.compile(r"[+-]?\d(?:[.,]\d+)?E\+\d{1,3}", re.IGNORECASE)
FORMULA, NUMBER, LIKELY_LOST = "\ufffc", r"\+|^\d{17,}$", "[?\u00c2-\u00dc\ufffd]"
KEPT_DIGITS = 15
IDS = ("source_id", "long_id", "short_id", "display_id")
Spot = tuple[Part, str, pd.Series]


def find_spoilt(parts: list[Part], file: Received) -> list[Problem]:
    """Return the problems of what cannot be read in the used columns: one a cause."""
    return [
        *tell(find_spots(parts, FORMULA, is_uncalculated), file, tell_uncalculated),
        *tell(find_lost_letters(parts), file, tell_lost),
        *tell(find_spots(parts, NUMBER, is_numbered, IDS), file, tell_numbered),
    ]


def find_spots(
    parts: Iterable[Part],
    likely: str,
    spoilt: Callable[[str], bool],
    columns: tuple[str, ...] = (),
) -> list[Spot]:
    """Return the columns that hold spoilt words, and which of their rows do.

    `likely` is a pattern that all of these words have: it is looked for first, because it is quick.
    """
    found = []
    for part in parts:
        for column in part.headers:
            if columns and column not in columns:
                continue
            words = find_words(part.cells[column], likely)
            hit = [number for number, word in words.items() if spoilt(word)]
            if hit:
                codes, _ = split_words(part.cells[column])
                rows = pd.Series(codes, index=part.cells.index).isin(hit)
                if rows.any():
                    found.append((part, column, rows))
    return found


def find_lost_headers(sheets: Iterable[Sheet], file: Received) -> list[Problem]:
    """Return the one problem of headers whose letters became other signs."""
    lost = [
        (sheet, header)
        for sheet in sheets
        for header in sheet.headers
        if is_lost(header) and is_certain(header)
    ]
    if not lost:
        return []
    sheet, header = lost[0]
    value = header if not fold(header) else ""
    return [
        damage.lost_letters(file.agency, file.name, sheet.name, 1, "", value, len(lost)),
    ]


def is_certain(text: str) -> bool:
    """Return whether a text in which letters may be lost is no person's doubt."""
    return text.count("?") >= MOST_CERTAIN or "?" not in text


def find_lost_letters(parts: list[Part]) -> list[Spot]:
    """Return where letters became other signs, where at least one cell shows it for certain."""
    found = find_spots(parts, LIKELY_LOST, is_lost)
    certain = any(
        is_certain(text)
        for part, column, rows in found
        for text in part.cells.loc[rows, column].astype("str").unique()
    )
    return found if certain else []


def is_uncalculated(text: str) -> bool:
    """Return whether a cell is a formula without a value."""
    return text == UNCALCULATED


def is_lost(text: str) -> bool:
    """Return whether letters of a text became question marks, or other signs."""
    if "?" in text and QUESTION_MARKS.fullmatch(text):
        return True
    return not text.isascii() and (LOST in text or is_coded_twice(text))


def is_coded_twice(text: str) -> bool:
    """Return whether a text is UTF-8 that was read as the Western code page and saved so."""
    if len(TWICE_CODED.findall(text)) < 2:
        return False
    try:
        return text.encode("cp1252").decode("utf-8") != text
    except UnicodeError:
        return True


def is_numbered(text: str) -> bool:
    """Return whether an id has become a number of a spreadsheet: 2.01803E+11, or zeros at the end.

    A spreadsheet keeps 15 digits of a number and puts zeros in the place of the others.
    """
    if text.isdigit():
        return len(text) > KEPT_DIGITS + 1 and not text[KEPT_DIGITS:].strip("0")
    return "+" in text and NUMBERED.fullmatch(text) is not None


def tell(
    spots: list[Spot], file: Received, words: Callable[[Spot, int, int, Received], Problem]
) -> list[Problem]:
    """Return the one problem of all cells that one cause has spoilt, at the first of them."""
    if not spots:
        return []
    first = spots[0]
    row = int(first[0].cells.loc[first[2], "row"].min())
    return [words(first, row, sum(int(rows.sum()) for _, _, rows in spots), file)]


def tell_uncalculated(spot: Spot, row: int, count: int, file: Received) -> Problem:
    """Return the problem of formulas without a value."""
    part, column, _ = spot
    header = part.headers[column]
    return damage.uncalculated(file.agency, file.name, part.sheet, row, header, count)


def tell_lost(spot: Spot, row: int, count: int, file: Received) -> Problem:
    """Return the problem of lost letters; a word is shown where nothing is left of it."""
    part, column, rows = spot
    text = str(part.cells.loc[rows, column].iloc[0])
    value = text if not fold(text) else ""
    header = part.headers[column]
    return damage.lost_letters(file.agency, file.name, part.sheet, row, header, value, count)


def tell_numbered(spot: Spot, row: int, count: int, file: Received) -> Problem:
    """Return the problem of ids that became numbers."""
    part, column, _ = spot
    header = part.headers[column]
    return damage.numbered_ids(file.agency, file.name, part.sheet, row, header, count)
