"""Rows of tidy frames in the order in which a reader meets them, and which of them lead.

Neither order nor axis may depend on a withheld value: in a tidy frame it has none.
"""

from __future__ import annotations

import pandas as pd

REST = "other"
"""Id of the remainder in every code list: it comes after the named ones."""


def named(frame: pd.DataFrame, by: str | None = None) -> pd.DataFrame:
    """Return the frame with its first breakdown (or `by`) as plain columns `code` and `label`."""
    name = by or frame.attrs["by"][0]
    return frame.assign(code=frame[name], label=frame[f"{name}_label"].astype(str))


def ranked(frame: pd.DataFrame) -> pd.DataFrame:
    """Return shown rows from large to small, the remainder next, withheld ones last as listed."""
    shown = frame["value"].notna()
    group = (~shown) * 2 + (shown & frame["code"].eq(REST))
    return (
        frame.assign(group=group, size=-frame["value"].fillna(0))
        .sort_values(["group", "size"], kind="stable", ignore_index=True)
        .drop(columns=["group", "size"])
    )


def largest(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the shown row with the largest number, or all of them where several tie.

    The remainder is no group of its own and never leads; zeros do not lead either.
    """
    shown = frame[frame["value"].gt(0) & frame["code"].ne(REST)]
    return shown[shown["value"].eq(shown["value"].max())]


def without_zeros(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that hold someone, or may."""
    return frame[frame["value"].ne(0)].reset_index(drop=True)


def any_withheld(frame: pd.DataFrame) -> bool:
    """Return true where at least one row is withheld."""
    return bool(frame["status"].eq("suppressed").any())


def matched(frame: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the row of `frame` for each of `rows`, by `code`; what it lacks is not applicable."""
    keyed = frame.drop_duplicates("code").set_index("code").reindex(rows["code"])
    return keyed.assign(
        label=list(rows["label"]),
        status=keyed["status"].fillna("not_applicable"),
        words=keyed["words"].fillna(""),
    ).reset_index()
