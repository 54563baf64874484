"""Tables for the eyes of an analyst in a notebook: whole, with a caption, numbers at the right."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pandas as pd
from pandas.api.types import is_bool_dtype, is_integer_dtype, is_numeric_dtype
from pandas.io.formats.style import Styler

if TYPE_CHECKING:
    from pandas.io.formats.style_render import CSSDict

NOTHING = "–"
"""Stands where there is no value."""
LOOK: list[CSSDict] = [
    {
        "selector": "caption",
        "props": "caption-side: top; text-align: start; font-weight: bold; padding-block: 0.4em",
    },
    {"selector": "th", "props": "text-align: start; vertical-align: top"},
    {"selector": "td", "props": "text-align: start; vertical-align: top; white-space: pre-wrap"},
]


class Shown(Styler):
    """A table as it is displayed; in plain text its caption, where others have an address."""

    told = ""

    def __repr__(self) -> str:
        """Return the caption: an executed notebook holds the same bytes at any time."""
        return self.told


def show(table: pd.DataFrame | pd.Series, caption: str) -> Styler:
    """Return a table as it is displayed: every row, every letter, its caption above.

    Numbers stand at the right with a comma between thousands; what is not known is a dash. The
    frame itself is unchanged: `show(frame, …).data` has it.
    """
    frame = table.to_frame() if isinstance(table, pd.Series) else table
    places = range(frame.shape[1])
    numbers = [place for place in places if is_number(frame.iloc[:, place])]
    shown = Shown(frame if frame.index.is_unique else frame.reset_index(drop=True))
    shown.told = f"{caption} ({len(frame):,} row{'s' * (len(frame) != 1)})"
    style = (
        shown.set_caption(shown.told)
        .format(na_rep=NOTHING, thousands=",", precision=1, escape="html")
        .set_table_styles([*LOOK, *(right(place) for place in numbers)])
        .set_uuid(hashlib.sha256(caption.encode()).hexdigest()[:8])
    )
    counted = frame.index.name is None and is_integer_dtype(frame.index.dtype)
    return style.hide(axis="index") if counted else style


def is_number(column: pd.Series) -> bool:
    """Return whether a column holds counts or measures."""
    return bool(is_numeric_dtype(column) and not is_bool_dtype(column))


def right(place: int) -> CSSDict:
    """Return what sets a column, its header too, at the right."""
    return {"selector": f".col{place}", "props": "text-align: end; white-space: nowrap"}
