"""Cells that were changed while a file was read: where each stands, what it was and became."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from cpims_report.records.text.distinct_words import find_places, list_texts, split_words
from cpims_report.records.text.normalisation import tidy

MARKS = ["code", "column", "sheet", "header", "row", "source_id", "old", "new"]
"""Columns of a table of marks; `column` is canonical, `header` and `row` are the file's own."""

NO_MARKS = pd.DataFrame(columns=MARKS)
"""What most columns leave behind; it is never changed in place."""
PROTECTED = re.compile(r"^'\s*[=+\-@|%]")
APOSTROPHE, INVISIBLE = "TXT-01", "TXT-02"


def join_marks(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return tables of marks as one."""
    filled = [part for part in parts if not part.empty]
    return pd.concat(filled, ignore_index=True) if filled else NO_MARKS


def mark(
    cells: pd.Series, changes: Mapping[str, str], code: str, place: Mapping[str, object]
) -> pd.DataFrame:
    """Return a mark for every cell whose text is in `changes` (old text -> what it became).

    `place` fills the other columns: scalars, or series row by row beside `cells`.
    """
    if not changes:
        return NO_MARKS
    places = find_places(cells, changes)
    if not len(places):
        return NO_MARKS
    codes, words = split_words(cells)
    old = list_texts(words[codes[places]])
    found = {
        "code": repeat(code, places),
        **{name: pick(value, places) for name, value in place.items()},
        "old": pd.array(old, dtype="str"),
        "new": pd.array([changes[text] for text in old], dtype="str"),
    }
    return pd.DataFrame({name: found[name] for name in MARKS}, copy=False)


def pick(value: object, places: np.ndarray) -> Any:
    """Return the values of a series at some places, or one value for each of them."""
    if not isinstance(value, pd.Series):
        return repeat(str(value), places)
    part = value.iloc[places]
    return part.to_numpy() if part.dtype.kind == "i" else part.astype("str").array


def repeat(text: str, places: np.ndarray) -> pd.api.extensions.ExtensionArray:
    """Return a text once a place."""
    return pd.array([text] * len(places), dtype="str")


def mark_tidied(
    written: Mapping[str, pd.Series],
    untidy: Mapping[str, list[str]],
    place: Callable[[str], Mapping[str, object]],
) -> pd.DataFrame:
    """Return the cells from which an apostrophe or invisible marks were taken away.

    `untidy` are the texts of each column that tidying may change, `place` says where it stands.
    """
    return join_marks(
        mark(written[column], changes, code, place(column))
        for column, texts in untidy.items()
        for code, changes in find_changes(texts).items()
    )


def find_changes(texts: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return code -> {text as written -> tidy text} for the texts that tidying changes."""
    found: dict[str, dict[str, str]] = {APOSTROPHE: {}, INVISIBLE: {}}
    for text in texts:
        clean = tidy(text)
        if clean and clean != text.strip():
            found[APOSTROPHE if PROTECTED.match(text.strip()) else INVISIBLE][text] = clean
    return found
