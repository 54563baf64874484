"""The cases behind one exact cell, for the analyst whom its number surprises. CONFIDENTIAL."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cpims_report.config import Settings, unknown
from cpims_report.errors import ConfigurationError, Problem
from cpims_report.indicators.coded import Tables
from cpims_report.indicators.dimensions import Dimension
from cpims_report.indicators.plan import Plan
from cpims_report.indicators.population import Chosen, Population
from cpims_report.indicators.populations import Caseload
from cpims_report.indicators.registry import COUNTS, registry
from cpims_report.schema import DIMENSIONS, TOTAL, UNKNOWN_CELL

NO_CASES = ("issues", "received")
"""Populations of what was found and sent, not of cases in the report."""


def find_cases(
    caseload: Caseload, tables: Tables, indicator: str, **dimensions: str
) -> pd.DataFrame:
    """Return the case behind each unit of a cell, a row a unit, so that they are as many as it.

    Columns as in the table of cases. A child stands with the case that describes it. `dimensions`
    name the cell as it is written: `concern="child_labour", place="zarqa"`. Raises
    ConfigurationError for what is no cell, and for an indicator that is no count of units.
    """
    plan = planned_cell(caseload, indicator, dimensions)
    population = caseload.population(plan.entry.population)
    chosen = np.ones(len(population), bool)
    for key, code in dimensions.items():
        if code != TOTAL:
            chosen &= having(population, find_dimension(plan, key, code), code)
    found = population.where(chosen)
    # the coded cases of a caseload stand in the order of the table
    return tables.cases.iloc[found.rows].reset_index(drop=True)


def planned_cell(caseload: Caseload, indicator: str, dimensions: dict[str, str]) -> Plan:
    """Return the plan of an indicator that is a count; see `find_cases` for what it raises."""
    catalogue = caseload.settings.indicators
    if indicator not in catalogue:
        problem = unknown("indicator", indicator, catalogue, "config/indicators.yml")
        raise ConfigurationError("There is no such cell.", [problem])
    if strange := [key for key in dimensions if key not in DIMENSIONS]:
        problem = unknown("dimension", strange[0], DIMENSIONS, "config/indicators.yml")
        raise ConfigurationError("There is no such cell.", [problem])
    if not is_count(indicator, caseload.settings):
        plain = ", ".join(name for name in catalogue if is_count(name, caseload.settings))
        raise ConfigurationError(
            f"{indicator} is no count of a population, so no list of cases is behind it. "
            f"These are: {plain}."
        )
    return Plan.of(indicator, caseload.settings)


def is_count(indicator: str, settings: Settings) -> bool:
    """Return whether an indicator is a plain count of its population."""
    entry = settings.indicators[indicator]
    plain = entry.measure in COUNTS and indicator not in registry()
    return plain and entry.population not in NO_CASES


def find_dimension(plan: Plan, key: str, code: str) -> Dimension:
    """Return the dimension of an indicator that lists a code in a column of cells."""
    broken = {name for names in plan.entry.breakdowns for name in names}
    mine = [one for name, one in plan.dimensions.items() if name in broken and one.key == key]
    found = next((one for one in mine if code in one.full), None)
    if found is None:
        known = ", ".join(code for one in mine for code in one.full)
        problem = Problem(
            "CFG-CELL",
            f"{plan.indicator} is not broken down so.",
            value=f"{key}={code}",
            expected=f"one of {known}" if known else "another dimension",
        )
        raise ConfigurationError("There is no such cell.", [problem])
    return found


def having(population: Population, dimension: Dimension, code: str) -> Chosen:
    """Return which units have a code in a dimension."""
    place = dimension.full.index(code)
    if dimension.source in population.several:
        bits = population.several[dimension.source]
        chosen: Chosen = bits == 0 if code == UNKNOWN_CELL else (bits & (1 << place)) != 0
        return chosen
    same: Chosen = population.codes(dimension.source) == place
    return same
