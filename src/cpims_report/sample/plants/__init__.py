"""The problems of real exports, planted at set rates: one module a group, each with its truth."""

from __future__ import annotations

from cpims_report.sample.plants import (
    ages,
    answers,
    concerns,
    dates,
    ids,
    lists,
    places,
    services,
    spells,
    words,
)
from cpims_report.sample.plants.plant import CellPlant, RecordPlant

GROUPS = (ages, answers, concerns, dates, ids, lists, places, services, spells, words)
RECORD_PLANTS: tuple[RecordPlant, ...] = tuple(
    plant for group in GROUPS for plant in getattr(group, "RECORDS", ())
)
CELL_PLANTS: tuple[CellPlant, ...] = tuple(
    plant for group in GROUPS for plant in getattr(group, "CELLS", ())
)
"""Planted in this order; no record gets two."""
