"""The words of charts: English where they are used, other languages in the catalogue of words."""

from __future__ import annotations

from cpims_report import spoken
from cpims_report.report.edition import Edition
from cpims_report.report.words import DOMAIN


def say(edition: Edition, message: str, **values: str) -> str:
    """Return the message in the edition's language, English where there is no translation."""
    text = spoken.translation(message, edition.language, DOMAIN)
    return edition.spelt(text.format(**values))


def to_say(text: str) -> str:
    """Return a message that is said elsewhere, as it is: so that the catalogue has it."""
    return text
