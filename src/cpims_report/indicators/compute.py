"""All indicators of a year, exact and CONFIDENTIAL, and where they are kept."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from cpims_report.config import Settings
from cpims_report.indicators.coded import Tables
from cpims_report.indicators.plan import Plan
from cpims_report.indicators.populations import Caseload
from cpims_report.indicators.registry import Indicator, planned
from cpims_report.schema import CELL_KEY
from cpims_report.table_schemas import EXACT
from cpims_report.workspace import CONTRIBUTIONS_FILE, EXACT_FILE

OF_ALL_ALONE = ("mark", "median", "quartiles")
"""Measures that are no sum of what agencies contribute."""


def compute(
    tables: Tables,
    settings: Settings,
    year: int,
    before: Tables | None = None,
    registered: Mapping[str, int] | None = None,
) -> pd.DataFrame:
    """Return every cell of every indicator in the catalogue (EXACT), before the gate.

    `before` are the case tables of the year before, `registered` the children registered by
    governorate: what needs them is not collected without. Rows follow the catalogue and the code
    lists. Raises InputRefused for codes that no list has and where stocks and flows do not add up,
    ConfigurationError for a catalogue that cannot be computed.
    """
    plans = planned(settings)
    return tabulate(Caseload.of(tables, settings, year, before, registered), plans)


def contribute(
    tables: Tables,
    settings: Settings,
    year: int,
    before: Tables | None = None,
    registered: Mapping[str, int] | None = None,
) -> pd.DataFrame:
    """Return every cell counted from each agency's cases alone (EXACT), with `agency` first.

    For the gate: what a member knows of its own. Children of several agencies count in each.
    Without internal indicators, medians, quartiles and the mark of concentration.
    """
    plans = [
        (function, plan)
        for function, plan in planned(settings)
        if plan.entry.audience == "public" and plan.entry.measure not in OF_ALL_ALONE
    ]
    caseload = Caseload.of(tables, settings, year, before, registered)
    frames = [
        tabulate(caseload.alone(name), plans).assign(agency=name) for name in caseload.agencies
    ]
    return pd.concat(frames, ignore_index=True)[["agency", *CELL_KEY, "value", "base", "status"]]


def tabulate(caseload: Caseload, plans: list[tuple[Indicator, Plan]]) -> pd.DataFrame:
    """Return the cells of the planned indicators of a caseload."""
    cells = [cells_of_one(caseload, function, plan) for function, plan in plans]
    frame = (
        pd.concat(cells, ignore_index=True)
        .assign(year=caseload.year)
        .loc[:, [*CELL_KEY, "value", "base", "status"]]
    )
    return EXACT.validate(frame)


def cells_of_one(caseload: Caseload, function: Indicator, plan: Plan) -> pd.DataFrame:
    """Return the cells of one indicator; no figure where no source collects what it is about."""
    frame = function(caseload, plan).assign(indicator=plan.indicator)
    if "status" not in frame:
        frame = frame.assign(status="exact")
    if caseload.collects(plan.entry.population):
        return frame
    none = pd.array([pd.NA] * len(frame), dtype="Int64")
    return frame.assign(value=none, base=none, status="not_collected")


def save_tables(frame: pd.DataFrame, folder: Path) -> Path:
    """Write the exact cells to `folder` and return the file: whole, or not at all."""
    return saved(frame, folder, EXACT_FILE)


def save_contributions(frame: pd.DataFrame, folder: Path) -> Path:
    """Write the agencies' own cells to `folder` and return the file: whole, or not at all."""
    return saved(frame, folder, CONTRIBUTIONS_FILE)


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
