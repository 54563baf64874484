"""Children supported, and cases new, closed and open, over the published years."""

from __future__ import annotations

from cpims_report.report.charts.findings import each_told
from cpims_report.report.charts.messages import say, to_say
from cpims_report.report.charts.years import draw_years, follow
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture

PANELS = {
    "CL01": (to_say("Children supported"), "primary"),
    "CL02": (to_say("New cases"), "neutral"),
    "CL05": (to_say("Cases closed"), "neutral"),
    "CL06": (to_say("Open at year end"), "neutral"),
}
"""Indicators with names and colours."""


def key_trend(edition: Edition) -> Picture:
    """Return `fig-key-trend`: CL01 counts children, CL02, CL05 and CL06 count cases."""
    panels = {
        say(edition, name): follow(edition, indicator, colour)
        for indicator, (name, colour) in PANELS.items()
    }
    told = each_told(edition, {name: each.rows for name, each in panels.items()}, share=False)
    return edition.publish(
        lambda narrow: draw_years(edition, panels, narrow),
        id="fig-key-trend",
        finding=finding(edition),
        alt=say(edition, "Columns by year. {numbers}.", numbers=told),
        measure=say(edition, "Children counted once; cases counted at each member"),
    )


def finding(edition: Edition) -> str:
    """Return how children supported moved since the last published year, if both are shown."""
    now = edition.cell("CL01")
    earlier = edition.years[:-1]
    year = edition.plain(edition.year)
    if not now.shown or now.value is None:
        return say(edition, "Children supported, and cases new, closed and open, by year.")
    before = edition.cell("CL01", year=earlier[-1]) if earlier else None
    if before is None or not before.shown or before.value is None:
        message = to_say("Members supported {now} in {year}.")
        return say(edition, message, now=edition.counted(now, "child"), year=year)
    rose, fell = now.value > before.value, now.value < before.value
    return say(
        edition,
        to_say("Children supported rose from {before} in {since} to {now} in {year}.")
        if rose
        else to_say("Children supported fell from {before} in {since} to {now} in {year}.")
        if fell
        else to_say("Members supported {now} in {year}, as many as in {since}."),
        before=edition.number(before.value),
        since=edition.dated(earlier[-1]),
        now=edition.number(now.value),
        year=year,
    )
