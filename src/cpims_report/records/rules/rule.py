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
    dates, and what identifies is concealed. `step` is the place of an excluding rule in the
    waterfall. `table` is the subform that the rule looks at; `everywhere` says that it looks at
    records left out of the report as well.
    """

    code: str
    severity: Severity
    message: str
    find: Callable[[pd.DataFrame, Context], pd.Series]
    column: str = ""
    old: str = ""
    new: str = ""
    step: str = ""
    table: Literal["", "services", "transitions", "followups", "incidents"] = ""
    everywhere: bool = False

    @property
    def scope(self) -> str:
        """The rows that the rule looks at: all records, those in the report, or a subform's."""
        return self.table or ("received" if self.everywhere else "reported")


@cache
def read_rules() -> tuple[Rule, ...]:
    """Return the rules of this folder, sorted by code: every module with a `RULE` has one."""
    package = __name__.rpartition(".")[0]
    folder = import_module(package).__path__
    modules = [import_module(f"{package}.{item.name}") for item in pkgutil.iter_modules(folder)]
    rules = [module.RULE for module in modules if hasattr(module, "RULE")]
    return tuple(sorted(rules, key=lambda rule: rule.code))


def rules_of(step: str) -> tuple[Rule, ...]:
    """Return the rules that exclude at a step of the waterfall."""
    return tuple(rule for rule in read_rules() if rule.step == step)
