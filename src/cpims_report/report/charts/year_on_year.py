"""From last year's children to this year's: members that left, growth of the others, joiners."""

from __future__ import annotations

from cpims_report.report.absent import Absent, needs
from cpims_report.report.charts.bridge import Step, draw_steps, told_steps
from cpims_report.report.charts.messages import say, to_say
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture

STEPS = {
    "previous": (to_say("{since}, all members"), 0, "primary"),
    "left": (to_say("Members that left"), -1, "accent"),
    "growth": (to_say("Members of both years"), 1, "neutral"),
    "joined": (to_say("Members that joined"), 1, "neutral"),
    "current": (to_say("{year}, all members"), 0, "primary"),
}
"""Name, sign and colour of each part of CL08."""

MOVED = ("left", "joined")


@needs("CL08")
def year_on_year(edition: Edition) -> Picture | Absent:
    """Return `fig-year-on-year`: CL08, children supported, last year's and this year's.

    Where no member left or joined, a sentence says so instead of a bar without height.
    """
    if not edition.compares:
        return Absent("")
    years = {"since": edition.dated(edition.year - 1), "year": edition.plain(edition.year)}
    table = edition.table("CL08", by=["category"])
    steps = {
        code: Step(say(edition, name, **years), sign, colour, table[table["category"].eq(code)])
        for code, (name, sign, colour) in STEPS.items()
    }
    still = [code for code in MOVED if steps[code].cell.shown and not steps[code].cell.value]
    notes = {
        ("left", "joined"): to_say("No member left or joined since {since}."),
        ("left",): to_say("No member left since {since}."),
        ("joined",): to_say("No member joined since {since}."),
    }
    drawn = [step for code, step in steps.items() if code not in still]
    return edition.publish(
        lambda narrow: draw_steps(edition, drawn, narrow),
        id="fig-year-on-year",
        finding=finding(edition),
        alt=say(
            edition,
            "Bridge of children supported from {since} to {year}: {numbers}.",
            **years,
            numbers=told_steps(edition, list(steps.values())),
        ),
        measure=say(edition, "Children supported"),
        notes=[say(edition, notes[tuple(still)], **years)] if still else [],
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
