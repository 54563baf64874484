"""Cells that were changed while a file was read: where each stands, what it was and became."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

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
    where = cells.isin(list(changes)).to_numpy()
    if not where.any():
        return NO_MARKS
    hit = cells[where].astype("str")
    rest: dict[str, Any] = {
        name: value[where].to_numpy() if isinstance(value, pd.Series) else value
        for name, value in place.items()
    }
    found = pd.DataFrame(
        {"code": code, "old": hit, "new": hit.map(dict(changes))}, index=hit.index, dtype="str"
    )
    return found.assign(**rest).reindex(columns=MARKS)


def mark_tidied(
    written: pd.DataFrame,
    untidy: Mapping[Hashable, list[str]],
    tidied: pd.DataFrame,
    sheet: str,
    headers: Mapping[str, str],
) -> pd.DataFrame:
    """Return the cells from which an apostrophe or invisible marks were taken away.

    `untidy` are the texts of each column that tidying may change.
    """
    return join_marks(
        mark(
            written[column],
            changes,
            code,
            {
                "column": column,
                "sheet": sheet,
                "header": headers[str(column)],
                "row": tidied["row"],
                "source_id": tidied["source_id"],
            },
        )
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
