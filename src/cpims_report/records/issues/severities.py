"""Severity and words of the issues that are noted while files are read."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

from cpims_report.config import Strict


class Noted(Strict):
    """One kind of issue; without a message, each finding brings its own."""

    severity: Literal["exclude", "flag", "mend"]
    message: str = ""


@cache
def read_noted() -> dict[str, Noted]:
    """Return code -> severity and message."""
    text = files(__package__).joinpath("severities.yml").read_text(encoding="utf-8")
    return {code: Noted(**entry) for code, entry in yaml.safe_load(text).items()}
