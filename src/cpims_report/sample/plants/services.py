"""Services without a date or delivered without a type, and referrals that lead back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from cpims_report.sample.layouts.page import Page
from cpims_report.sample.plants.plant import CellPlant, Mark
from cpims_report.sample.received import Delivery

WITH_SERVICES = ("primero_v2_xlsx", "template_xlsx")


def leave_blank(cell: Any, _: int, __: Delivery) -> str | None:
    """Return nothing in place of an answer."""
    return "" if isinstance(cell, str) and cell else None


def refer_to_self(cell: Any, _: int, delivery: Delivery) -> str | None:
    """Return the agency itself as the one to which a child is referred: the loop is closed."""
    return delivery.agency.upper() if cell == "" else None


CELLS = (
    CellPlant(46, "flag", "services.date_implemented", leave_blank, WITH_SERVICES, 0.002),
    CellPlant(
        46,
        "flag",
        "services.service_type",
        leave_blank,
        WITH_SERVICES,
        0.002,
        beside="services.date_implemented",
    ),
    CellPlant(
        47,
        "flag",
        "transitions.to_agency",
        refer_to_self,
        WITH_SERVICES,
        0.01,
        beside="transitions.type",
    ),
)
CHANGED = {
    "services.date_implemented": ("services", "implemented_on"),
    "services.service_type": ("services", "service_type"),
    "transitions.to_agency": ("transitions", "to_agency"),
}
"""Field of a page -> events and column of the delivery that a plant changes for good."""


def change_events(delivery: Delivery, pages: Sequence[Page], marks: Sequence[Mark]) -> Delivery:
    """Return the delivery with its events as the file tells them once the problems are planted."""
    tables: dict[str, pd.DataFrame] = {
        name: getattr(delivery, name).copy() for name, _ in CHANGED.values()
    }
    for mark in marks:
        if mark.field not in CHANGED:
            continue
        name, column = CHANGED[mark.field]
        page = next(page for page in pages if mark.field in page.fields)
        uuid = page.uuids.iloc[mark.place]
        turn = int(page.uuids.iloc[: mark.place].eq(uuid).sum())
        mine = tables[name].index[tables[name]["uuid"].eq(uuid)]
        blank = {"implemented_on": None, "service_type": "", "to_agency": delivery.agency}
        tables[name].loc[mine[turn], column] = blank[column]
    return replace(delivery, services=tables["services"], transitions=tables["transitions"])
