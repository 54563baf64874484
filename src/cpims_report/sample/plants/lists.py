"""Lists in other notations than their layout's, and items that stand in them twice."""

from __future__ import annotations

from typing import Any

from cpims_report.sample.plants.plant import CellPlant
from cpims_report.sample.received import Delivery

LISTED = (
    "primero_v2_xlsx",
    "primero_v2_csv",
    "primero_v1_xls",
    "unhcr_csv",
    "legacy_cpims",
)

SIGNS = {"unhcr_csv": ", ", "legacy_cpims": ","}


def items(cell: Any, delivery: Delivery) -> list[str]:
    """Return the items of a cell in the notation of its layout."""
    text = str(cell)
    if delivery.profile == "primero_v2_csv":
        return [item.strip('"') for item in text.strip("[]").split(", ") if item]
    return [item for item in text.split(SIGNS.get(delivery.profile, " ||| ")) if item]


def join_otherwise(cell: Any, turn: int, delivery: Delivery) -> str | None:
    """Return a list of several items with other signs between them."""
    found = items(cell, delivery)
    signs = ("; ", "\n") if delivery.profile in ("unhcr_csv", "legacy_cpims") else (", ", "\n")
    return signs[turn % 2].join(found) if len(found) > 1 else None


def repeat(cell: Any, _: int, delivery: Delivery) -> str | None:
    """Return a list whose first item stands in it twice."""
    found = items(cell, delivery)
    if not found:
        return None
    twice = [*found, found[0]]
    if delivery.profile == "primero_v2_csv":
        return "[" + ", ".join(f'"{item}"' for item in twice) + "]"
    return SIGNS.get(delivery.profile, " ||| ").join(twice)


CELLS = (
    CellPlant(5, "mend", "concerns", join_otherwise, LISTED),
    CellPlant(10, "mend", "concerns", repeat, LISTED),
)
