"""Concerns and nationalities: several, older words, the primary one left out of the list."""

from __future__ import annotations

from typing import Any

from cpims_report.sample.plants.plant import (
    ALL,
    LABELLED,
    PRIMERO_V2,
    CellPlant,
    Mask,
    RecordPlant,
    Records,
)
from cpims_report.sample.received import Delivery

OLDER = {
    "Worst Forms of Child Labor": "Child labor",
    "Physically or Mentally Abused": "Child abuse",
    "Sexually Exploited": "SGBV",
    "Mentally Distressed": "Psychological distress",
    "Out of school": "School drop-out",
    "Arrested/Detained": "Children in conflict with the law",
}
"""Label of today -> word of an earlier list."""

WITH_PRIMARY = (*PRIMERO_V2, "primero_v1_csv", "primero_v1_xls", "template_xlsx")


def one_foreigner(records: Records, delivery: Delivery) -> Mask:
    """Return the records of one foreign nationality."""
    known = records["nationality"].ne("") & records["nationality"].ne("jordan")
    return known & ~records["nationality"].str.contains("|", regex=False)


def add_nationality(rows: Records, _: Delivery) -> Records:
    """Return children of two nationalities."""
    return rows.assign(nationality=rows["nationality"] + "|jordan")


def palestinian(cell: Any, turn: int, delivery: Delivery) -> str | None:
    """Return Palestinians as agencies tell them apart."""
    if delivery.profile in ("primero_v2_csv", "primero_v2_json"):
        return None
    words = ("PRS", "Ex-Gazan", "Palestinian refugee from Syria")
    return words[turn % 3] if cell in ("Palestine", "Palestinian", "فلسطين") else None


def name_as_before(cell: Any, _: int, __: Delivery) -> str | None:
    """Return a single concern by a word of an earlier list."""
    return OLDER.get(str(cell))


def several_concerns(records: Records, _: Delivery) -> Mask:
    """Return the records with several concerns and a primary one among them."""
    listed = records["concerns"].str.split("|")
    primary = records["primary_concern"]
    return records["concerns"].str.contains("|", regex=False) & (
        listed.str[0].eq(primary) & primary.ne("")
    )


def leave_out_primary(rows: Records, _: Delivery) -> Records:
    """Return records whose list of concerns lacks the primary one."""
    return rows.assign(concerns=rows["concerns"].str.split("|", n=1).str[1])


RECORDS = (
    RecordPlant(37, "flag", "nationality", one_foreigner, add_nationality, PRIMERO_V2, 0.004),
    RecordPlant(41, "mend", "concerns", several_concerns, leave_out_primary, WITH_PRIMARY, 0.004),
)
CELLS = (
    CellPlant(38, "flag", "nationality", palestinian, ALL, 0.004),
    CellPlant(39, "flag", "primary_concern", name_as_before, (*LABELLED, "template_xlsx"), 0.004),
)
