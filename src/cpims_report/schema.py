"""Codes and names that stand in every table that passes between stages; see `table_schemas`."""

from __future__ import annotations

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
