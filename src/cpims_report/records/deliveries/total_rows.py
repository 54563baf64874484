"""Rows of totals in the middle or at the end of a table: they are no cases."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from cpims_report.records.issues.changed_cells import mark
from cpims_report.records.read.extract import Block, Origin
from cpims_report.records.text.normalisation import fold

CODE = "TOT-01"
LIKELY = "(?i)total|sum|مجموع|جمالي"
"""What is in every word for a total: it is looked for first, because it is quick."""
WORDS = {
    fold(word)
    for word in (
        "total",
        "totals",
        "grand total",
        "sub total",
        "subtotal",
        "sum",
        "المجموع",
        "مجموع",
        "الإجمالي",
        "إجمالي",
        "المجموع الكلي",
        "المجموع الفرعي",
    )
}


def drop_totals(block: Block) -> tuple[Block, pd.DataFrame]:
    """Return a table without rows whose id is a word for a total, and a mark for each of them."""
    ids = block.cells["source_id"]
    likely = ids[ids.str.contains(LIKELY).fillna(False).astype("bool")]
    words = [text for text in likely.unique() if is_total(text)]
    origin = block.origins.get("source_id", Origin("", "source_id"))
    place = {
        "column": "total",
        "sheet": origin.sheet,
        "header": origin.header,
        "row": block.cells["row"],
        "source_id": ids,
    }
    marks = mark(ids, dict.fromkeys(words, ""), CODE, place)
    if not words:
        return block, marks
    return replace(block, cells=block.cells[~ids.isin(words)].reset_index(drop=True)), marks


def is_total(text: str) -> bool:
    """Return whether an id is a word for a total, with or without what it is the total of."""
    word = fold(text)
    return word in WORDS or word.startswith(("total ", "grand total", "sub total", "subtotal "))
