"""Headline numbers that moved, and for which nobody has written down why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpims_report.report.change import amount, between
from cpims_report.report.tables.headline import FIGURES

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition

MOVED = 0.05
"""From this part of last year's number on, a reader asks why."""


def unexplained(edition: Edition) -> list[str]:
    """Return the headline numbers that moved by 5 % or more and have no note, a line each."""
    if edition.last_year is None:
        return []
    return [
        f"{indicator}  {edition.indicator(indicator)}: {amount(change, edition, signed=True)}"
        for indicator in FIGURES
        if edition.has(indicator)
        and (change := between(edition, indicator)).shown
        and change.before is not None
        and abs(change.difference or 0) >= MOVED * max(change.before.value or 0, 1)
        and not edition.reason(indicator)
    ]
