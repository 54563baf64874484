"""All indicators of a year, exact and CONFIDENTIAL, and where they are kept."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd

from cpims_report.config import Settings
from cpims_report.indicators.populations import Caseload, Tables
from cpims_report.indicators.registry import planned
from cpims_report.schema import CELL_KEY, EXACT

FILE = "tables.parquet"


def compute(tables: Tables, settings: Settings, year: int) -> pd.DataFrame:
    """Return every cell of every indicator in the catalogue (schema.EXACT), before the gate.

    Rows follow the catalogue and the code lists. Raises InputRefused for codes that no list has
    and where stocks and flows do not add up, ConfigurationError for a catalogue that cannot be
    computed.
    """
    plans = planned(settings)
    caseload = Caseload.of(tables, settings, year)
    cells = [function(caseload, plan).assign(indicator=plan.indicator) for function, plan in plans]
    frame = (
        pd.concat(cells, ignore_index=True)
        .assign(year=year, status="exact")
        .loc[:, [*CELL_KEY, "value", "base", "status"]]
    )
    return EXACT.validate(frame)


def save_tables(frame: pd.DataFrame, folder: Path) -> Path:
    """Write the exact cells to `folder` and return the file: whole, or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{FILE}.{os.getpid()}"
    try:
        frame.to_parquet(beside, index=False)
        beside.replace(folder / FILE)
    finally:
        beside.unlink(missing_ok=True)
    return folder / FILE
