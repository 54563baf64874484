"""The year's focus over the years: recorded at all, as primary concern, and in new cases."""

from __future__ import annotations

from cpims_report.report.charts.findings import amount, each_told, enumerated, join
from cpims_report.report.charts.messages import say, to_say
from cpims_report.report.charts.years import draw_years, follow
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture

PANELS = {
    "CN02": (to_say("Recorded at all"), "primary"),
    "CN01": (to_say("Primary concern"), "accent"),
    "CL02": (to_say("New cases"), "neutral"),
}
"""What is followed: name and colour."""


def focus_trend(edition: Edition) -> Picture:
    """Return `fig-focus-trend`: children with the focus, and new cases for it, by year."""
    concern = edition.focus
    listed = [each for each in PANELS if edition.has(each, concern=concern)]
    panels = {
        say(edition, PANELS[each][0]): follow(edition, each, PANELS[each][1], "concern", concern)
        for each in listed
    }
    now = [(say(edition, PANELS[each][0]), edition.cell(each, concern=concern)) for each in listed]
    numbers = enumerated(edition, (join(name, amount(edition, cell, False)) for name, cell in now))
    label = edition.label("concern", concern)
    shown = any(cell.shown for _, cell in now)
    return edition.publish(
        lambda narrow: draw_years(edition, panels, narrow),
        id="fig-focus-trend",
        finding=say(
            edition,
            to_say("{concern} in {year}: {numbers}.") if shown else to_say("{concern}, by year."),
            concern=label,
            year=edition.plain(edition.year),
            numbers=numbers,
        ),
        alt=say(
            edition,
            "Columns by year, {concern}. {numbers}.",
            concern=label,
            numbers=each_told(edition, {name: each.rows for name, each in panels.items()}, False),
        ),
        measure=say(edition, "{concern}: children, and in the last panel new cases", concern=label),
    )
