"""From the cases open on 1 January to those open on 31 December, step by step."""

from __future__ import annotations

from cpims_report.report.charts.bridge import Step, draw_steps, step_words
from cpims_report.report.charts.findings import enumerated, join
from cpims_report.report.charts.hanging import hang, withheld_note
from cpims_report.report.charts.messages import say
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture

STEPS = {
    "CL03": ("Open on 1 January", 0, "primary"),
    "CL02": ("New", 1, "neutral"),
    "CL04": ("Reopened", 1, "neutral"),
    "CL05": ("Closed", -1, "accent"),
    "CL06": ("Open on 31 December", 0, "primary"),
}
"""Name, sign and colour of each step."""


def stock_flow(edition: Edition) -> Picture:
    """Return `fig-stock-flow`: CL03 + CL02 + CL04 - CL05 = CL06, in cases."""
    steps = [
        Step(say(edition, name), sign, colour, edition.cell(indicator))
        for indicator, (name, sign, colour) in STEPS.items()
        if edition.cell(indicator).collected
    ]
    alt = say(
        edition,
        "Bridge of cases in {year}: {numbers}.",
        year=edition.plain(edition.year),
        numbers=enumerated(edition, (join(each.name, step_words(edition, each)) for each in steps)),
    )
    return hang(
        edition,
        "stock-flow",
        lambda sheet: draw_steps(sheet, edition, steps),
        (finding(edition, steps[0], steps[-1]), alt),
        withheld_note(edition, any(step.cell.status == "suppressed" for step in steps)),
    )


def finding(edition: Edition, first: Step, last: Step) -> str:
    """Return whether the stock grew or shrank over the year, if both ends are shown."""
    start, end = first.cell, last.cell
    if not (start.shown and end.shown) or start.value is None or end.value is None:
        return say(edition, "Cases open at the start of the year, what moved them, and at its end.")
    if end.value == start.value:
        message = "As many cases were open at the end of the year as at its start: {end}."
    elif end.value > start.value:
        message = "Open cases grew over the year from {start} to {end}."
    else:
        message = "Open cases fell over the year from {start} to {end}."
    return say(edition, message, start=edition.number(start.value), end=edition.number(end.value))
