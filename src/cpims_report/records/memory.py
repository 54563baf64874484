"""A large year in less memory: what is used up goes, and its memory is given back."""

from __future__ import annotations

import ctypes
import sys

import numpy as np
import pandas as pd
import pyarrow as pa

from cpims_report.records.columns import FEW_WORDS, USED_UP
from cpims_report.records.text.lookup import order_by

THRESHOLD = -3
"""The C library's number for the size from which it asks the system for memory of its own."""
LARGE = 4 << 20
MANY = 50_000
"""Rows from which a table is large."""


def return_large() -> None:
    """Let the memory of a large table go back to the system as soon as the table is gone.

    The C library of most Linux systems can be told so; elsewhere nothing happens.
    """
    if sys.platform == "linux" and hasattr(ctypes.CDLL(None), "mallopt"):
        ctypes.CDLL(None).mallopt(THRESHOLD, LARGE)


def give_back() -> None:
    """Give the memory of tables that are gone back to the system.

    Texts lie in Arrow's pool, numbers in that of the C library; both keep what they have freed.
    """
    for pool in (pa.default_memory_pool(), pa.system_memory_pool()):
        pool.release_unused()


def thin(records: pd.DataFrame) -> pd.DataFrame:
    """Return records without what is used up, each word of the columns of few words held once."""
    left = records.drop(columns=USED_UP, errors="ignore")
    return left.astype({name: "category" for name in FEW_WORDS if name in left})


def take_rows(records: pd.DataFrame, wanted: pd.Series) -> pd.DataFrame:
    """Return some rows of `records`, by agency and uid; a large table is emptied for it.

    Of such a one a single column at a time stands twice, which takes longer than all at once.
    """
    places = np.flatnonzero(wanted)
    keys = ["agency", "record_uid"]
    order = places[order_by(records[keys].iloc[places], keys)]
    if len(records) < MANY:
        few: pd.DataFrame = records.iloc[order]
        return few
    taken = {str(name): records.pop(str(name)).iloc[order] for name in list(records)}
    return pd.DataFrame(taken, copy=False)
