"""Rows of a sheet that are no records: titles above the headers, second headers, notes below."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from cpims_report.errors import Problem
from cpims_report.records.columns import COLUMNS
from cpims_report.records.issues import damage
from cpims_report.records.read.headers import HeaderMap
from cpims_report.records.read.placeholders import keep_id
from cpims_report.records.read.received import Received
from cpims_report.records.read.remarks import is_beside, is_remark
from cpims_report.records.read.sheets import Sheet, build_sheet
from cpims_report.records.text.distinct_words import find_words, split_words
from cpims_report.records.text.identifying import looks_identifying
from cpims_report.records.text.normalisation import fold, tidy

MOST_TITLES = 60
"""Rows of a sheet among which its headers are looked for."""
SECOND = 3
"""Rows below the headers that may be headers in other words."""
SHARE = 0.6
"""Share of a row's filled cells that must be headers before it is taken for a row of them."""
FEWEST = 2
WIDE = 5
"""Columns from which a note may fill two cells of its row."""
EXACT = ("day", "days", "number")
"""Kinds of column whose values have digits."""
TAG = "#"
"""Begins a tag of the Humanitarian Exchange Language."""


def set_aside(
    sheets: list[Sheet], headers: HeaderMap, file: Received
) -> tuple[list[Sheet], list[Problem]]:
    """Return the sheets without rows that are no records, and a note of each kind that was met."""
    kept: list[Sheet] = []
    notes: list[Problem] = []
    for sheet in sheets:
        plain, above = promote(sheet, headers)
        header_rows = find_headers(plain, headers)
        remarks = find_remarks(plain, headers) & ~header_rows
        gone = header_rows | remarks
        cells = plain.cells[~gone] if gone.any() else plain.cells
        kept.append(Sheet(plain.name, plain.headers, cells, plain.places, plain.hidden))
        rows = plain.cells.index
        notes += tell(sheet, above, rows[header_rows], rows[remarks], file)
    return kept, notes


def tell(
    sheet: Sheet, above: int, header_rows: pd.Index, remarks: pd.Index, file: Received
) -> Iterator[Problem]:
    """Yield the notes of what was set aside of one sheet."""
    name = "" if looks_identifying(sheet.name) else sheet.name
    if above:
        yield damage.titles(file.agency, file.name, name, above)
    for kind, rows in ((damage.second_header, header_rows), (damage.remark, remarks)):
        if len(rows):
            yield kind(file.agency, file.name, name, int(rows[0]), len(rows))


def promote(sheet: Sheet, headers: HeaderMap) -> tuple[Sheet, int]:
    """Return a sheet with the row as headers that holds them, and how many rows stand above it.

    They are looked for only where the first row does not name the column of record ids.
    """
    if not sheet.headers or headers.names.is_skipped(sheet.name) or headers.key_header(sheet):
        return sheet, 0
    for row in range(min(MOST_TITLES, len(sheet.cells))):
        words = [tidy(text) for text in sheet.cells.iloc[row].astype("object").fillna("")]
        meanings = [headers.meaning(word, None) for word in words if word]
        known = sum(meaning is not None for meaning in meanings)
        if headers.profile.key in meanings and known >= max(FEWEST, SHARE * len(meanings)):
            number = int(sheet.cells.index[row])
            found = build_sheet(sheet.name, words, sheet.cells.iloc[row + 1 :])
            places = tuple(sheet.places[place] for place in found.places) if sheet.places else ()
            return Sheet(found.name, found.headers, found.cells, places, sheet.hidden), number - 1
    return sheet, 0


def find_headers(sheet: Sheet, headers: HeaderMap) -> np.ndarray:
    """Return the rows that repeat the headers, and rows right below them of labels or tags."""
    same = np.zeros(len(sheet.cells), dtype="int64")
    filled = np.zeros(len(sheet.cells), dtype="int64")
    for place, header in enumerate(sheet.headers):
        codes, words = split_words(sheet.cells[place])
        filled += codes >= 0
        alike = np.flatnonzero(words == header)
        if len(alike):
            same += np.isin(codes, alike)
    found = (same >= FEWEST) & (same >= SHARE * filled)
    below = sheet.cells.iloc[: min(SECOND, len(found))]
    names = np.array([is_second(cells, headers) for _, cells in below.iterrows()], dtype="bool")
    found[: len(below)] |= names | find_wordy(below, sheet, headers)
    return found


def find_wordy(rows: pd.DataFrame, sheet: Sheet, headers: HeaderMap) -> np.ndarray:
    """Return which rows have words alone where others have ids, days and numbers: types, labels."""
    form = headers.form_of(sheet)
    meanings = [headers.meaning(header, form) for header in sheet.headers]
    exact = [
        place
        for place, meaning in enumerate(meanings)
        if meaning in COLUMNS and COLUMNS[meaning] in EXACT
    ]
    key = [place for place, meaning in enumerate(meanings) if meaning == headers.profile.key]
    if rows.empty or len(exact) < FEWEST or not key:
        return np.zeros(len(rows), dtype="bool")
    texts = rows.astype("object").fillna("").map(str)
    digits = texts.apply(lambda cells: cells.str.contains(r"\d"))
    words = texts.map(lambda word: keep_id(word) != "") & ~digits
    named: np.ndarray = (
        words[key].any(axis=1) & (words[exact].sum(axis=1) >= FEWEST) & ~digits[exact].any(axis=1)
    ).to_numpy(dtype="bool")
    return named


def is_second(cells: pd.Series, headers: HeaderMap) -> bool:
    """Return whether a row holds tags, or the headers in the other words of its system."""
    words = {place: tidy(text) for place, text in cells.dropna().items()}
    tags = sum(word.startswith(TAG) and word[1:2].isalpha() for word in words.values())
    named = sum(fold(word) in headers.every_name for word in words.values())
    return max(tags, named) >= max(FEWEST, SHARE * len(words))


def find_remarks(sheet: Sheet, headers: HeaderMap) -> np.ndarray:
    """Return the rows that hold a sentence, in the place of the id or alone, and nothing else.

    A total in the place of an id is told apart, as such.
    """
    width = len(sheet.headers)
    key = headers.key_header(sheet)
    if not key or width < FEWEST:
        return np.zeros(len(sheet.cells), dtype="bool")
    filled: np.ndarray = sheet.cells.notna().to_numpy().sum(axis=1)
    few: np.ndarray = filled <= (2 if width >= WIDE else 1)
    if not few.any():
        return few
    ids = sheet.cells[sheet.headers.index(key)]
    codes, _ = split_words(ids)
    several = find_words(ids, r"\S\s+\S|:\s*$")
    sentences = [number for number, word in several.items() if is_remark(word)]
    found: np.ndarray = few & np.isin(codes, sentences)
    for row in np.flatnonzero((codes < 0) & few):
        found[row] = is_beside(str(sheet.cells.iloc[row].dropna().iloc[0]))
    return found
