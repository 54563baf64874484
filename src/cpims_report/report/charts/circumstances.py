"""Circumstances of the children, and how they came to notice."""

from __future__ import annotations

from cpims_report.report.absent import needs
from cpims_report.report.charts.groups import grouped
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture


@needs("PR07", "PR06")
def circumstances(edition: Edition) -> Picture:
    """Return `fig-circumstances`: displacement status (PR07) and disability (PR06)."""
    return grouped(edition, "circumstances", {"PR07": "", "PR06": ""})


@needs("PR08")
def identification(edition: Edition) -> Picture:
    """Return `fig-identification`: who brought new cases to the members' notice (PR08)."""
    return grouped(edition, "identification", {"PR08": ""})
