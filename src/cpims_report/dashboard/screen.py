"""Where a year stands, on one screen of text."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from cpims_report.dashboard.standing import Standing, Steps

SHOWN = 3
"""Stale steps of an edition that are named; the others are counted."""


def show_standing(standing: Standing, console: Console) -> None:
    """Print where a year stands: agencies, numbers without a reason, steps, reviews, next."""
    console.print(f"{standing.year}", style="bold", highlight=False)
    if standing.agencies:
        console.print(agency_table(standing))
    for line in tell(standing):
        console.print(line, markup=False, highlight=False)


def agency_table(standing: Standing) -> Table:
    """Return a row an agency."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("agency", "received", "checked"):
        table.add_column(name, no_wrap=True)
    for name in ("files", "refused", "to decide"):
        table.add_column(name, justify="right", no_wrap=True)
    for each in standing.agencies:
        counts = (str(each.files), str(each.refused), str(each.decisions))
        table.add_row(each.name, each.received, each.checked, *counts)
    return table


def tell(standing: Standing) -> list[str]:
    """Return the lines below the agencies."""
    lines = [line for steps in standing.steps for line in tell_steps(steps)]
    if standing.moved:
        lines += ["", "Moved without a reason:", *(f"  {line}" for line in standing.moved)]
    if standing.reviews:
        lines += ["", "Review open:", *(f"  {line}" for line in standing.reviews)]
    ahead = [f"  {number}. {line}" for number, line in enumerate(standing.ahead, start=1)]
    lines += ["", "Between here and the report:", *(ahead or ["  nothing: it is built and fresh"])]
    if standing.others:
        years = ", ".join(map(str, standing.others))
        lines += ["", f"Other years: {years} (cpims-report status YEAR)"]
    return ["", *lines]


def tell_steps(steps: Steps) -> list[str]:
    """Return the lines of some steps: one where all are fresh, else the first stale ones."""
    if not steps.stale:
        return [f"fresh  {steps.name}: all {steps.count} steps"]
    named = [f"stale  {name}: {why}" for name, why in steps.stale[:SHOWN]]
    rest = len(steps.stale) - SHOWN
    return named + ([f"stale  {steps.name}: {rest} more of {steps.count}"] if rest > 0 else [])
