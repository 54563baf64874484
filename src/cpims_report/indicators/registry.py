"""Finds what computes each indicator of the catalogue.

An entry whose measure is a count of its population needs no code: population, breakdowns and code
lists say it all. Whatever is more than a count has a function in a module of `computed`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from inspect import getmembers, isfunction
from pkgutil import iter_modules

import pandas as pd

from cpims_report.config import Settings, unknown
from cpims_report.errors import ConfigurationError
from cpims_report.indicators import computed
from cpims_report.indicators.count import counted
from cpims_report.indicators.plan import Plan
from cpims_report.indicators.populations import Caseload

Indicator = Callable[[Caseload, Plan], pd.DataFrame]
"""From the caseload to the indicator's cells: DIMENSIONS, value, base."""

COUNTS = ("count", "share", "multi")
"""Measures that are counts of a population, so that the entry in the catalogue is enough."""

NAME = re.compile(r"^([a-z]{2}\d{2})_")
"""`cl07_balance_check` computes CL07."""


def registry() -> dict[str, Indicator]:
    """Return the function of each indicator that is more than a count, by its id."""
    modules = [
        import_module(f"{computed.__name__}.{module.name}")
        for module in iter_modules(computed.__path__)
    ]
    return {
        match[1].upper(): function
        for module in modules
        for name, function in getmembers(module, isfunction)
        if (match := NAME.match(name))
    }


@lru_cache(maxsize=8)
def planned(settings: Settings) -> list[tuple[Indicator, Plan]]:
    """Return function and plan of every indicator, in the catalogue's order.

    The catalogue decides what is computed: a fork may leave indicators out. Raises
    ConfigurationError for entries that no function computes, of populations that are not declared
    or whose breakdowns cannot be used. What the gate makes is left to it.
    """
    populations = settings.populations
    ours = {key: one for key, one in settings.indicators.items() if one.made_by == "indicators"}
    functions = {
        **{key: counted for key, one in ours.items() if one.measure in COUNTS},
        **registry(),
    }
    plans = [Plan.of(indicator, settings) for indicator in ours]
    problems = [
        *(
            unknown("indicator", indicator, functions, "config/indicators.yml")
            for indicator in ours
            if indicator not in functions
        ),
        *(
            unknown("population", one.population, populations, "config/indicators.yml")
            for one in ours.values()
            if one.population not in populations
        ),
        *(problem for plan in plans for problem in plan.problems()),
    ]
    if problems:
        raise ConfigurationError("The catalogue cannot be computed.", problems)
    return [(functions[plan.indicator], plan) for plan in plans]
