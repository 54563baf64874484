"""Children without their parents: who cares for them, why they are alone, what is decided."""

from __future__ import annotations

from cpims_report.report.absent import needs
from cpims_report.report.charts.groups import grouped
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture


@needs("UA05", "UA02")
def care_arrangements(edition: Edition) -> Picture:
    """Return `fig-care-arrangements`: kinds of care (UA05) and arrangements (UA02)."""
    return grouped(edition, "care-arrangements", {"UA05": "", "UA02": ""})


@needs("UA03", "UA04")
def separation_and_reunion(edition: Edition) -> Picture:
    """Return `fig-separation-and-reunion`: causes (UA03) and reunification (UA04)."""
    return grouped(edition, "separation-and-reunion", {"UA04": "yes", "UA03": ""})


@needs("BI01", "BI02", "BI03")
def best_interests(edition: Edition) -> Picture:
    """Return `fig-best-interests`: assessment (BI01), determination (BI02), outcome (BI03)."""
    return grouped(edition, "best-interests", {"BI01": "done", "BI02": "decided", "BI03": ""})
