"""From last year's children to this year's: members that left, growth of the others, joiners."""

from __future__ import annotations

from cpims_report.report.absent import Absent, needs
from cpims_report.report.charts.bridge import Step, draw_steps, step_words
from cpims_report.report.charts.findings import enumerated, join
from cpims_report.report.charts.hanging import hang, withheld_note
from cpims_report.report.charts.messages import say
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture

STEPS = {
    "previous": ("{since}, all members", 0, "primary"),
    "left": ("Members that left", -1, "accent"),
    "growth": ("Members of both years", 1, "neutral"),
    "joined": ("Members that joined", 1, "neutral"),
    "current": ("{year}, all members", 0, "primary"),
}
"""Name, sign and colour of each part of CL08."""


@needs("CL08")
def year_on_year(edition: Edition) -> Picture | Absent:
    """Return `fig-year-on-year`: CL08, children supported, last year's and this year's."""
    if not edition.compares:
        return Absent("")
    years = {
        "since": edition.dated(edition.year - 1),
        "year": edition.plain(edition.year),
    }
    steps = [
        Step(say(edition, name, **years), sign, colour, edition.cell("CL08", category=code))
        for code, (name, sign, colour) in STEPS.items()
    ]
    alt = say(
        edition,
        "Bridge of children supported from {since} to {year}: {numbers}.",
        **years,
        numbers=enumerated(edition, (join(each.name, step_words(edition, each)) for each in steps)),
    )
    return hang(
        edition,
        "year-on-year",
        lambda sheet: draw_steps(sheet, edition, steps),
        (finding(edition), alt),
        withheld_note(edition, any(step.cell.status == "suppressed" for step in steps)),
    )


def finding(edition: Edition) -> str:
    """Return the change of all members and that of the members of both years, as far as shown."""
    change, growth = (edition.cell("CL08", category=code) for code in ("change", "growth"))
    since = edition.dated(edition.year - 1)
    if not change.shown or change.value is None:
        return say(
            edition, "Children supported, as far as they can be compared with {since}.", since=since
        )
    whole = edition.signed(change.value)
    if not growth.shown or growth.value is None:
        return say(
            edition, "Children supported since {since}: {change}.", since=since, change=whole
        )
    return say(
        edition,
        "Children supported since {since}: {change} in all, {growth} among members of both years.",
        since=since,
        change=whole,
        growth=edition.signed(growth.value),
    )
