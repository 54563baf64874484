"""Places in other spellings and orders, places of two meanings, places outside Jordan."""

from __future__ import annotations

from typing import Any

from cpims_report.sample.layouts.options import ABROAD, TOWN_OR_CAMP
from cpims_report.sample.plants.plant import (
    LABELLED,
    WITH_IDS,
    CellPlant,
    Mask,
    RecordPlant,
    Records,
)
from cpims_report.sample.received import Delivery

SPELLINGS = {
    "Amman": "Al 'Asimah",
    "Irbid": "Arbed",
    "Mafraq": "Al-Mafraq",
    "Zarqa": "Az-Zarqa",
    "Balqa": "Salt",
    "Karak": "Kerak",
}
CODES = {"JOR005": "JO-AM", "JOR007": "JO21", "JOR011": "22", "JOR012": "Az Zarqa'"}
"""Primero's code -> that of ISO, of the common operational data, of the statisticians; a name."""


def spell(cell: Any, turn: int, delivery: Delivery) -> str | None:
    """Return a governorate in another spelling, or its path the other way round."""
    parts = str(cell).split(" - ") if delivery.profile == "unhcr_csv" else str(cell).split("::")
    if len(parts) != 2:
        return None
    country, place = parts[::-1] if delivery.profile == "unhcr_csv" else parts
    if place not in SPELLINGS:
        return None
    word = SPELLINGS[place] if turn % 2 == 0 else place
    turned = (delivery.profile == "unhcr_csv") == bool(turn % 2)
    return f"{country}::{word}" if turned else f"{word} - {country}"


def recode(cell: Any, _: int, __: Delivery) -> str | None:
    """Return a governorate in the codes of another system."""
    return CODES.get(str(cell))


def housed(records: Records, _: Delivery) -> Mask:
    """Return the records with a place."""
    return records["governorate"].ne("")


def in_zarqa(records: Records, _: Delivery) -> Mask:
    """Return the records in Zarqa, camps left out."""
    return records["governorate"].eq("zarqa") & records["camp"].eq("none")


def move_abroad(rows: Records, _: Delivery) -> Records:
    """Return children whose place is one outside Jordan."""
    return rows.assign(governorate=ABROAD, camp="none")


def name_town(rows: Records, _: Delivery) -> Records:
    """Return children of “Azraq”, which is a town and a camp."""
    return rows.assign(camp=TOWN_OR_CAMP)


RECORDS = (
    RecordPlant(36, "flag", "location", housed, move_abroad, (*LABELLED, *WITH_IDS), 0.003),
    RecordPlant(35, "flag", "location", in_zarqa, name_town, LABELLED, 0.002),
)
CELLS = (
    CellPlant(35, "mend", "location", spell, LABELLED, 0.004),
    CellPlant(35, "mend", "location", recode, WITH_IDS, 0.004),
)
