"""Cases closed by reason: one bar each, with number and share."""

from __future__ import annotations

from cpims_report.report.absent import needs
from cpims_report.report.charts.messages import to_say
from cpims_report.report.charts.ranking import ranking
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture


@needs("CS01")
def closure_reasons(edition: Edition) -> Picture:
    """Return `fig-closure-reasons`: CS01, share of closures with a known reason."""
    return ranking(
        edition,
        "closure-reasons",
        ("CS01", "closure_reason"),
        "case",
        measure=to_say("Cases closed"),
        sole=to_say("Most frequent reason for closure: {label}, {number}."),
        among=to_say("Most frequent of the named reasons shown: {label}, {number}."),
        alt=to_say("Bar chart of cases closed in {year} by reason: {numbers}."),
    )
