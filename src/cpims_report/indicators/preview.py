"""Exact tables as an analyst reads them, for the confidential notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cpims_report.config import Settings
from cpims_report.indicators.plan import Plan
from cpims_report.readable import show
from cpims_report.schema import DIMENSIONS, TOTAL

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler


def exact_table(cells: pd.DataFrame, settings: Settings, indicator: str, *by: str) -> pd.DataFrame:
    """Return one breakdown of an indicator, codes in code-list order, `_U` and `_T` last.

    `by` holds the catalogue's names. One dimension: a row a code with value and base. Two: values
    with the second dimension across; a cell that is not listed is null. CONFIDENTIAL.
    """
    margin = [Plan.of(indicator, settings).dimensions[name] for name in by]
    rest = [key for key in DIMENSIONS if key not in {one.key for one in margin}]
    cells = cells[cells["indicator"].eq(indicator) & cells[rest].isin([TOTAL]).all(axis=1)]
    codes = {one.key: [*(one.listed if one.codes else cells[one.key]), TOTAL] for one in margin}
    for key, listed in codes.items():
        cells = cells[cells[key].isin(listed)]
    listed_cells = (
        cells.set_index(list(codes))[["value", "base"]] if codes else cells[["value", "base"]]
    )
    if len(codes) < 2:
        return listed_cells
    down, across = codes.values()
    return listed_cells["value"].unstack().reindex(index=down, columns=across)  # noqa: PD010


def show_exact(cells: pd.DataFrame, settings: Settings, indicator: str, *by: str) -> Styler:
    """Return one breakdown as `exact_table` has it, with the indicator's name above. CONFIDENTIAL.

    A dash is a cell that is not listed, or whose field no source collects.
    """
    broken = f", by {' and '.join(by)}" if by else ""
    caption = f"{indicator} {settings.indicators[indicator].name.en}{broken}, exact"
    return show(exact_table(cells, settings, indicator, *by), caption)


def totals(cells: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return a row an indicator: name, unit, population, grand total and number of cells."""
    entries = {key: one for key, one in settings.indicators.items() if one.made_by == "indicators"}
    whole = cells[cells[list(DIMENSIONS)].isin([TOTAL]).all(axis=1)].set_index("indicator")["value"]
    return pd.DataFrame(
        {
            "name": {key: entry.name.en for key, entry in entries.items()},
            "unit": {key: entry.unit for key, entry in entries.items()},
            "population": {key: entry.population for key, entry in entries.items()},
            "total": whole,
            "cells": cells["indicator"].value_counts(),
        }
    ).loc[list(entries)]
