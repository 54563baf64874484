"""Sheets brought into the plain shape: one row of headers, one language, one table a sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pandas as pd

from cpims_report.records.read.headers import HeaderMap
from cpims_report.records.read.numbered_columns import unfold
from cpims_report.records.read.sheets import Sheet, build_sheet
from cpims_report.records.systems.profile import Step
from cpims_report.records.text.distinct_words import pair, recode
from cpims_report.records.text.normalisation import tidy

LANGUAGES = " | "
"""Between the English and the Arabic of one header or value in our own template."""
TRANSLATION = re.compile(r" \| .*$", re.DOTALL)
LEVEL = re.compile(r"(.*\D)([2-9])")
PATH = "::"


def reshape(sheets: Iterable[Sheet], headers: HeaderMap) -> list[Sheet]:
    """Return the sheets after every step that the layout asks for, in its order."""
    found = list(sheets)
    for step in headers.profile.layout:
        found = [plain for sheet in found for plain in STEPS[step](sheet, headers)]
    return found


def stack_headers(sheet: Sheet, headers: HeaderMap) -> list[Sheet]:
    """Return a sheet whose headers stand in two rows, below a row of form names.

    The row of form names has a blank first cell. A header is the upper cell, or the lower one
    where that is blank; a second row whose first cell has a digit is a record already.
    """
    cells = sheet.cells.astype("object").where(sheet.cells.notna(), "")
    first = pd.DataFrame([list(sheet.headers)], index=[1])
    rows = pd.concat([first, cells]) if sheet.headers else cells
    top = next((place for place, word in enumerate(rows.iloc[:, 0]) if tidy(word)), None)
    if top is None:
        return [sheet]
    upper = [tidy(word) for word in rows.iloc[top]]
    lower = [tidy(word) for word in rows.iloc[top + 1]] if len(rows) > top + 1 else [""]
    stacked = not any(letter.isdigit() for letter in lower[0])
    merged = [up or low for up, low in zip(upper, lower, strict=True)] if stacked else upper
    body = sheet.cells.loc[sheet.cells.index > rows.index[top + stacked]]
    return [build_sheet(sheet.name, merged, body)]


def join_levels(sheet: Sheet, headers: HeaderMap) -> list[Sheet]:
    """Return a sheet whose place stands in one column: `CurrentLocation`, `…2` and so on joined."""
    base = {
        word: place
        for place, word in enumerate(sheet.headers)
        if headers.meaning(word, "") == "location"
    }
    found = [LEVEL.fullmatch(word) for word in sheet.headers]
    extra = {
        place: base[match[1]] for place, match in enumerate(found) if match and match[1] in base
    }
    cells = sheet.cells.copy()
    for place, home in extra.items():
        cells[home] = pair(cells[home], cells[place], PATH)
    kept = [place for place in range(len(sheet.headers)) if place not in extra]
    names = [sheet.headers[place] for place in kept]
    return [build_sheet(sheet.name, names, cells[kept].set_axis(range(len(kept)), axis=1))]


def keep_first_language(sheet: Sheet, headers: HeaderMap) -> list[Sheet]:
    """Return a sheet with the part of every header and cell that stands before ` | `."""
    names = [re.split(r"\s*[|\n]\s*", word, maxsplit=1)[0] for word in sheet.headers]
    cells = sheet.cells.apply(lambda column: recode(column, drop_translation))
    plain = sheet.name.split(LANGUAGES, 1)[0]
    return [Sheet(plain, tuple(names), cells)]


def drop_translation(text: str) -> str:
    """Return the part of a cell that stands before ` | `."""
    return TRANSLATION.sub("", text)


STEPS: dict[Step, Callable[[Sheet, HeaderMap], list[Sheet]]] = {
    "bilingual": keep_first_language,
    "numbered": unfold,
    "stacked_headers": stack_headers,
    "levels": join_levels,
}


def list_opaque(sheets: Iterable[Sheet], headers: HeaderMap) -> dict[str, int]:
    """Return sheet -> the number of its columns whose header is a code that nobody can read."""
    counts = {
        sheet.name: sum(headers.is_opaque(word) for word in map(str, sheet.headers))
        for sheet in sheets
    }
    return {name: count for name, count in counts.items() if count}
