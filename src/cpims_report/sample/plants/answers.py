"""Words for no answer, yes and no in other notations, and the apostrophe that protects a sign."""

from __future__ import annotations

from typing import Any

from cpims_report.sample.plants.plant import (
    PRIMERO_V2,
    CellPlant,
    RecordPlant,
)
from cpims_report.sample.received import Delivery

WITH_RISK = (*PRIMERO_V2, "primero_v1_csv", "primero_v1_xls")


def write_none(cell: Any, turn: int, _: Delivery) -> str | None:
    """Return a blank cell as people fill it when there is nothing to say."""
    return ("-", "--", "#N/A")[turn % 3] if cell == "" else None


def protect(cell: Any, _: int, __: Delivery) -> str | None:
    """Return a dash as Primero exports it: with an apostrophe, because a formula begins like it."""
    return "'-" if cell == "" else None


def answer_otherwise(cell: Any, turn: int, delivery: Delivery) -> Any:
    """Return yes or no in another notation than that of the column."""
    yes = {"Yes": True, "true": True, "نعم": True, True: True}
    no = {"No": False, "false": False, "لا": False, False: False}
    answers = {**yes, **no}
    if cell not in answers or cell is None:
        return None
    if delivery.profile in ("primero_v2_csv", "primero_v2_json"):
        return ("Yes", "1")[turn % 2] if answers[cell] else ("No", "0")[turn % 2]
    return ("True", "1")[turn % 2] if answers[cell] else ("False", "0")[turn % 2]


CELLS = (
    CellPlant(43, "mend", "risk_level", write_none, WITH_RISK),
    CellPlant(6, "mend", "risk_level", protect, WITH_RISK, also=((43, "mend"),)),
    CellPlant(44, "mend", "reopened", answer_otherwise),
)
RECORDS: tuple[RecordPlant, ...] = ()
