"""What to do about what was found, in the language of who reads it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from cpims_report.records.quality.messages import ARABIC


@cache
def read_advice() -> dict[str, dict[str, str]]:
    """Return code or severity -> language -> what to do."""
    text = files(__package__).joinpath("advice.yml").read_text(encoding="utf-8")
    advice: dict[str, dict[str, str]] = yaml.safe_load(text)
    return advice


def advise(code: str, severity: str, action: str, language: str) -> str:
    """Return what to do: the refusal's own words, those of the code, or those of the severity."""
    if action and language != ARABIC:
        return action
    return read_advice().get(code, read_advice()[severity])[language]
