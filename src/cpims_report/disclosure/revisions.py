"""Numbers published again with another value: which, and what stood there before."""

from __future__ import annotations

import io

import pandas as pd

from cpims_report.schema import CELL_KEY

COLUMNS = (*CELL_KEY, "value", "base", "percent")
NUMBERS = ("value", "base", "percent")
COUNTS = ("value", "base")
SHOWN = ("published", "rounded")


def find_revisions(
    cells: pd.DataFrame, before: pd.DataFrame | None, marks: pd.DataFrame | None
) -> pd.DataFrame:
    """Return the cells that an earlier edition of the year published with other numbers.

    `before` are the cells of the edition that stands now, `marks` its own revisions; the numbers
    given are those published then. A mark stays while its cell is shown with other numbers than
    those, so that an edition built again keeps its marks. A number that was or is hidden has none.
    """
    old = [frame for frame in (shown(before), marks) if frame is not None and len(frame)]
    if not old:
        return empty()
    known = [changed(shown(cells), frame) for frame in old]
    return (
        pd.concat(known, ignore_index=True)
        .drop_duplicates(list(CELL_KEY))
        .sort_values(list(CELL_KEY), key=lambda codes: codes.astype(str))
        .reset_index(drop=True)
    )


def shown(cells: pd.DataFrame | None) -> pd.DataFrame | None:
    """Return the cells that carry a number."""
    if cells is None:
        return None
    return cells.loc[cells["status"].isin(SHOWN) & cells["value"].notna(), list(COLUMNS)]


def changed(now: pd.DataFrame | None, old: pd.DataFrame) -> pd.DataFrame:
    """Return the old numbers of cells of which a value or base is shown with another number now.

    A base that was hidden, or is, did not change: nobody can tell. A percent follows from both.
    """
    if now is None or now.empty:
        return empty()
    both = old[list(COLUMNS)].merge(now, on=list(CELL_KEY), suffixes=("", "_now"))
    differs = pd.concat(
        [
            both[name].astype("Float64").ne(both[f"{name}_now"].astype("Float64")).fillna(False)
            for name in COUNTS
        ],
        axis=1,
    ).any(axis=1)
    return both.loc[differs, list(COLUMNS)]


def empty() -> pd.DataFrame:
    """Return no revisions."""
    return pd.DataFrame({name: pd.Series(dtype="object") for name in COLUMNS})


def as_csv(revisions: pd.DataFrame) -> bytes:
    """Return revisions as CSV, the same bytes for the same rows."""
    percent = revisions["percent"].map(lambda share: f"{share:g}", na_action="ignore")
    numbers = {name: revisions[name].astype("Int64") for name in ("value", "base")}
    text = revisions.assign(**numbers, percent=percent)[list(COLUMNS)]
    return text.to_csv(index=False, lineterminator="\n", na_rep="").encode()


def read_revisions(raw: bytes) -> pd.DataFrame:
    """Return revisions with codes as text and numbers as numbers."""
    text = pd.read_csv(io.BytesIO(raw), dtype=str, keep_default_na=False)
    numbers = {name: pd.to_numeric(text[name]).astype("Float64") for name in NUMBERS}
    return text.assign(year=text["year"].astype(int), **numbers)[list(COLUMNS)]
