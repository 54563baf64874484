"""From the cases open on 1 January to those open on 31 December, step by step."""

from __future__ import annotations

from cpims_report.report.cell import Cell
from cpims_report.report.charts.bridge import Step, draw_steps, told_steps
from cpims_report.report.charts.findings import measured
from cpims_report.report.charts.messages import say, to_say
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture

STEPS = {
    "CL03": (to_say("Open on 1 January"), 0, "primary"),
    "CL02": (to_say("New"), 1, "neutral"),
    "CL04": (to_say("Reopened"), 1, "neutral"),
    "CL05": (to_say("Closed"), -1, "accent"),
    "CL06": (to_say("Open on 31 December"), 0, "primary"),
}
"""Name, sign and colour of each step."""


def stock_flow(edition: Edition) -> Picture:
    """Return `fig-stock-flow`: CL03 + CL02 + CL04 - CL05 = CL06, in cases."""
    steps = [
        Step(say(edition, name), sign, colour, edition.table(each), edition.indicator(each))
        for each, (name, sign, colour) in STEPS.items()
        if edition.cell(each).collected
    ]
    return edition.publish(
        lambda narrow: draw_steps(edition, steps, narrow),
        id="fig-stock-flow",
        finding=finding(edition, steps[0].cell, steps[-1].cell),
        alt=say(
            edition,
            "Bridge of cases in {year}: {numbers}.",
            year=edition.plain(edition.year),
            numbers=told_steps(edition, steps),
        ),
        measure=measured(edition, say(edition, "Cases")),
    )


def finding(edition: Edition, start: Cell, end: Cell) -> str:
    """Return whether the stock grew or shrank over the year, if both ends are shown."""
    if not (start.shown and end.shown) or start.value is None or end.value is None:
        return say(edition, "Cases open at the start of the year, what moved them, and at its end.")
    if end.value == start.value:
        message = to_say("As many cases were open at the end of the year as at its start: {end}.")
    elif end.value > start.value:
        message = to_say("Open cases grew over the year from {start} to {end}.")
    else:
        message = to_say("Open cases fell over the year from {start} to {end}.")
    return say(edition, message, start=edition.number(start.value), end=edition.number(end.value))
