"""Services without a date or delivered without a type, and referrals that lead back."""

from __future__ import annotations

from typing import Any

from cpims_report.sample.plants.plant import CellPlant
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
    CellPlant(47, "flag", "transitions.to_agency", refer_to_self, WITH_SERVICES, 0.01),
)
