"""All indicators of a year, exact and CONFIDENTIAL, and where they are kept."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cpims_report.config import Settings
from cpims_report.indicators.populations import Caseload, Tables
from cpims_report.indicators.registry import planned
from cpims_report.schema import CELL_KEY, EXACT

FILE, CONTRIBUTIONS = "tables.parquet", "contributions.parquet"


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


def contribute(tables: Tables, settings: Settings, year: int) -> pd.DataFrame:
    """Return every cell counted from each agency's cases alone (schema.EXACT), with `agency` first.

    For the gate: what a member knows of its own. Children of several agencies count in each.
    """
    agencies = [name for name in settings.agencies if tables.cases["agency"].eq(name).any()]
    frames = [compute(Alone.of(tables, name), settings, year) for name in agencies]
    return pd.concat(
        [frame.assign(agency=name) for name, frame in zip(agencies, frames, strict=True)],
        ignore_index=True,
    )[["agency", *frames[0].columns]]


@dataclass(frozen=True)
class Alone:
    """The case tables of one agency."""

    cases: pd.DataFrame
    spells: pd.DataFrame

    @classmethod
    def of(cls, tables: Tables, agency: str) -> Alone:
        """Return one agency's cases and their spells."""
        cases = tables.cases[tables.cases["agency"].eq(agency)]
        mine = tables.spells["record_uid"].isin(cases["record_uid"])
        return cls(cases.reset_index(drop=True), tables.spells[mine].reset_index(drop=True))


def save_tables(frame: pd.DataFrame, folder: Path) -> Path:
    """Write the exact cells to `folder` and return the file: whole, or not at all."""
    return saved(frame, folder, FILE)


def save_contributions(frame: pd.DataFrame, folder: Path) -> Path:
    """Write the agencies' own cells to `folder` and return the file: whole, or not at all."""
    return saved(frame, folder, CONTRIBUTIONS)


def saved(frame: pd.DataFrame, folder: Path, name: str) -> Path:
    """Write a frame to a file of the folder and return the file: whole, or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{name}.{os.getpid()}"
    try:
        frame.to_parquet(beside, index=False)
        beside.replace(folder / name)
    finally:
        beside.unlink(missing_ok=True)
    return folder / name
