"""The register of the data problems: what answers each of them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from cpims_report.config import Strict

COMPARED = 80
"""From this number on, a problem shows only where a year is set beside the one before."""


class DataProblem(Strict):
    """One problem of the list: its title, the codes that answer it, and what is done."""

    title: str
    rules: tuple[str, ...]
    what: str


@cache
def read_problems() -> dict[int, DataProblem]:
    """Return the problems by number, from 1."""
    text = files(__package__).joinpath("problems.yml").read_text(encoding="utf-8")
    return {number: DataProblem(**entry) for number, entry in yaml.safe_load(text).items()}


@cache
def problems_of(code: str) -> tuple[int, ...]:
    """Return the numbers of the problems that a code answers."""
    return tuple(number for number, problem in read_problems().items() if code in problem.rules)
