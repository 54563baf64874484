"""Rows of families that do not want their data shared: the system writes their code alone."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from cpims_report.records.issues.changed_cells import mark
from cpims_report.records.read.extract import Block, Origin
from cpims_report.records.read.placeholders import keep_id
from cpims_report.records.text.distinct_words import count_words

CODE = "OPT-01"
KEYS = {"source_id", "long_id", "short_id", "occurrence", "row"}


def drop_opted_out(block: Block) -> tuple[Block, pd.DataFrame]:
    """Return a table without rows that hold nothing but their id, and a mark for each of them.

    A dash or a word for no answer is nothing.
    """
    values = [name for name in block.origins if name not in KEYS and block.origins[name].header]
    blank = block.cells[values].apply(find_silent).all(axis=1)
    ids = block.cells["source_id"]
    origin = block.origins.get("source_id", Origin("", "source_id"))
    place = {
        "column": "source_id",
        "sheet": origin.sheet,
        "header": origin.header,
        "row": block.cells["row"],
        "source_id": ids,
    }
    marks = mark(ids.where(blank), dict.fromkeys(ids[blank].astype("str"), ""), CODE, place)
    if not blank.any():
        return block, marks
    return replace(block, cells=block.cells[~blank].reset_index(drop=True)), marks


def find_silent(cells: pd.Series) -> pd.Series:
    """Return which cells are empty or hold a word that stands for no answer."""
    return cells.isna() | cells.isin([word for word in count_words(cells) if not keep_id(word)])
