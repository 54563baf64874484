"""The columns of every table that passes between stages, and what they may hold.

The case tables follow the schema of the CPIMS Task Force: one row per (agency, case).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cpims_report.table_schemas import *  # noqa: F403 - offered by `__getattr__`

MISSING, UNKNOWN, NOT_COLLECTED, NOT_APPLICABLE = (
    "missing",
    "unknown",
    "not_collected",
    "not_applicable",
)
NON_VALUES = (MISSING, UNKNOWN, NOT_COLLECTED, NOT_APPLICABLE)
"""Codes that are not values: no answer, answered "unknown", never asked, cannot apply."""

LIST_SEPARATOR = "|"
"""Joins the codes of a multi-value column (`nationalities`, `concerns`): sorted, no blanks."""

TOTAL, UNKNOWN_CELL = "_T", "_U"
DIMENSIONS = ("sex", "age", "nationality", "place", "concern", "category")
CELL_COLUMNS = ("indicator", "year", *DIMENSIONS, "value", "base", "percent", "status")
CELL_KEY = ("indicator", "year", *DIMENSIONS)
STATUSES = ("published", "suppressed", "rounded", "not_collected", "not_applicable")

OLDEST = 25
"""The highest age in completed years that a record may have."""


def __getattr__(name: str) -> Any:
    """Return the schema of a table, read when first asked for: what checks none starts quicker."""
    if not name.isupper():
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("cpims_report.table_schemas"), name)
