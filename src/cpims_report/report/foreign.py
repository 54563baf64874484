"""Markdown in another language than its edition: it says so, for voices, fonts and direction."""

from __future__ import annotations

from cpims_report.spoken import SOURCE_LANGUAGE

MARK = f'{{lang="{SOURCE_LANGUAGE}" dir="ltr"}}'


def words(text: str) -> str:
    """Return words inside a paragraph, heading or item, marked as English."""
    return f"[{text}]{MARK}"


def block(text: str) -> str:
    """Return whole paragraphs, marked as English."""
    return f"\n::: {MARK}\n{text}\n:::\n"
