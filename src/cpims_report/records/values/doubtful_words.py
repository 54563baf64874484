"""Words whose meaning is known to be doubtful in a column, with the issue that each leaves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from cpims_report.records.columns import code_list
from cpims_report.records.text.normalisation import fold


@dataclass(frozen=True)
class Doubt:
    """One word: the code of its issue and the codes that it can mean."""

    code: str
    readings: tuple[str, ...]


@cache
def read_doubts(column: str) -> dict[str, Doubt]:
    """Return the doubtful words of a column, folded; columns of one code list share them."""
    return {
        fold(entry["text"]): Doubt(entry["code"], tuple(sorted(entry["codes"])))
        for entry in list_doubtful()
        if code_list(entry["column"]) == code_list(column)
    }


@cache
def list_doubtful() -> tuple[dict[str, Any], ...]:
    """Return the entries of the list of doubtful words."""
    text = files(__package__).joinpath("doubtful.yml").read_text(encoding="utf-8")
    return tuple(yaml.safe_load(text))
