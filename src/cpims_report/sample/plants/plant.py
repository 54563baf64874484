"""What a plant is: a problem, the place where it shows, how often, and what it does there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from cpims_report.sample.received import Delivery

Severity = Literal["exclude", "flag", "mend", "refuse"]
Records = pd.DataFrame
Mask = pd.Series

PRIMERO_V2 = ("primero_v2_xlsx", "primero_v2_csv", "primero_v2_json")
DATED = (*PRIMERO_V2, "primero_v1_csv", "template_xlsx")
"""Layouts with dates of closing and of reopening."""
LABELLED = ("primero_v2_xlsx", "primero_v1_csv", "primero_v1_xls", "unhcr_csv")
"""Layouts that write labels and paths of names."""
WITH_IDS = ("primero_v2_csv", "primero_v2_json")
"""Layouts that write ids of options."""
ALL = (*DATED, "primero_v1_xls", "unhcr_csv", "legacy_cpims")
WITH_NO_UNKNOWN = ("unhcr_csv", "legacy_cpims")


@dataclass(frozen=True)
class RecordPlant:
    """A problem of the record itself: its truth changes too.

    `fits` says in which records it can be planted; `change` returns them changed. `rate` is the
    share of the file's records, two at least. Where not `told`, the truth finds the rows by itself,
    because more than the planted one are concerned. `also` names problems that come along.
    """

    problem: int
    expected: Severity
    field: str
    fits: Callable[[Records, Delivery], Mask]
    change: Callable[[Records, Delivery], Records]
    profiles: tuple[str, ...] = ALL
    rate: float = 0.003
    told: bool = True
    also: tuple[tuple[int, Severity], ...] = ()


@dataclass(frozen=True)
class CellPlant:
    """A problem of writing: what the cell means stays the same.

    `write` returns the cell as it is written, or None where the problem cannot show in it; its
    second argument counts the cells, so that several ways of writing take turns. `beside` names a
    field that must be filled in the same row.
    """

    problem: int
    expected: Severity
    field: str
    write: Callable[[Any, int, Delivery], Any]
    profiles: tuple[str, ...] = ALL
    rate: float = 0.003
    also: tuple[tuple[int, Severity], ...] = ()
    beside: str = ""


@dataclass(frozen=True)
class Mark:
    """One planted problem: the row of the page (or record) and the field in which it shows.

    Without a place it concerns the whole file, or the sheet.
    """

    problem: int
    expected: str
    field: str
    place: int = -1
    old: str = ""
    planted: bool = True
    sheet: str = ""
