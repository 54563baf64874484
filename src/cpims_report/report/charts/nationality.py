"""Children supported by nationality: one bar each, with number and share."""

from __future__ import annotations

from cpims_report.report.charts.messages import to_say
from cpims_report.report.charts.ranking import ranking
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture


def nationality(edition: Edition) -> Picture:
    """Return `fig-nationality`: PR03, children supported, share of those with known nationality."""
    return ranking(
        edition,
        "nationality",
        ("PR03", "nationality"),
        "child",
        measure=to_say("Children supported"),
        sole=to_say("{label} children are the largest group: {number}."),
        among=to_say("Largest of the named nationalities shown: {label}, {number}."),
        alt=to_say("Bar chart of children supported in {year} by nationality: {numbers}."),
    )
