"""What a rule is, and the registry of all of them."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Literal

import pandas as pd

from cpims_report.config import Settings, Year

Severity = Literal["exclude", "flag", "mend"]


@dataclass(frozen=True)
class Context:
    """What a rule may look at beside the records."""

    year: Year
    settings: Settings


@dataclass(frozen=True)
class Rule:
    """One thing that can be wrong with a record, told to the person who typed it.

    `find` returns the records (True) that it concerns; `column` is the canonical column to look at;
    `old` and `new` name columns of the records whose values are kept with the issue: codes and
    dates only, never anything that identifies. `step` is the place of an excluding rule in the
    waterfall.
    """

    code: str
    severity: Severity
    message: str
    find: Callable[[pd.DataFrame, Context], pd.Series]
    column: str = ""
    old: str = ""
    new: str = ""
    step: str = ""


@cache
def read_rules() -> tuple[Rule, ...]:
    """Return the rules of this folder, sorted by code: every module with a `RULE` has one."""
    package = __name__.rpartition(".")[0]
    folder = import_module(package).__path__
    modules = [import_module(f"{package}.{item.name}") for item in pkgutil.iter_modules(folder)]
    rules = [module.RULE for module in modules if hasattr(module, "RULE")]
    return tuple(sorted(rules, key=lambda rule: rule.code))


def rule(step: str) -> Rule:
    """Return the rule that excludes at a step of the waterfall."""
    return next(found for found in read_rules() if found.step == step)
