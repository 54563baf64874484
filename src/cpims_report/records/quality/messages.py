"""What each rule says, in the language of who typed the data."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import yaml

ARABIC = "ar"


@cache
def read_arabic() -> dict[str, str]:
    """Return the Arabic messages by code of rule or refusal."""
    text = files(__package__).joinpath("messages_ar.yml").read_text(encoding="utf-8")
    return {str(code): str(message) for code, message in yaml.safe_load(text).items()}


@cache
def read_words() -> dict[str, dict[str, str]]:
    """Return the fixed words of the workbook: key -> language -> text."""
    text = files(__package__).joinpath("words.yml").read_text(encoding="utf-8")
    words: dict[str, dict[str, str]] = yaml.safe_load(text)
    return words


def word(key: str, language: str) -> str:
    """Return a fixed word in a language, in English where it has none."""
    words = read_words()[key]
    return words.get(language) or words["en"]


def message(code: str, english: str, language: str) -> str:
    """Return what a rule says; in English where the translation is missing."""
    return read_arabic().get(code, english) if language == ARABIC else english


def untranslated(codes: Iterable[str]) -> list[str]:
    """Return the codes without an Arabic message, sorted."""
    return sorted(set(codes) - set(read_arabic()))
