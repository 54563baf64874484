"""From the cases open on 1 January to those open on 31 December, step by step."""

from __future__ import annotations

from dataclasses import dataclass

from cpims_report.report.cell import Cell
from cpims_report.report.charts.columns import Column, draw_columns
from cpims_report.report.charts.findings import enumerated, join
from cpims_report.report.charts.hanging import hang, withheld_note
from cpims_report.report.charts.lettering import SMALL, wrap
from cpims_report.report.charts.marks import amount_words
from cpims_report.report.charts.messages import say
from cpims_report.report.charts.sheet import BAR, WIDTH, Sheet
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture

TALL, ABOVE, FILLED = 1.9, 0.24, 0.62


@dataclass(frozen=True)
class Step:
    """One part of the bridge: what it is called, its sign (0 for a stock) and its colour."""

    name: str
    sign: int
    colour: str


STEPS = {
    "CL03": Step("Open on 1 January", 0, "primary"),
    "CL02": Step("New", 1, "neutral"),
    "CL04": Step("Reopened", 1, "neutral"),
    "CL05": Step("Closed", -1, "accent"),
    "CL06": Step("Open on 31 December", 0, "primary"),
}


def stock_flow(edition: Edition) -> Picture:
    """Return `fig-stock-flow`: CL03 + CL02 + CL04 - CL05 = CL06, in cases."""
    cells = {indicator: edition.cell(indicator) for indicator in STEPS}
    whole = all(cell.shown for cell in cells.values())
    alt = say(
        edition,
        "Bridge of cases in {year}: {numbers}.",
        year=edition.plain(edition.year),
        numbers=enumerated(
            edition,
            (
                join(say(edition, step.name), signed(edition, cells[indicator], step.sign))
                for indicator, step in STEPS.items()
            ),
        ),
    )

    def draw(sheet: Sheet) -> float:
        return draw_bridge(sheet, edition, cells) if whole else draw_apart(sheet, edition, cells)

    withheld = any(cell.status == "suppressed" for cell in cells.values())
    return hang(
        edition,
        "stock-flow",
        draw,
        (finding(edition, cells), alt),
        withheld_note(edition, withheld),
    )


def finding(edition: Edition, cells: dict[str, Cell]) -> str:
    """Return whether the stock grew or shrank over the year, if both ends are shown."""
    start, end = cells["CL03"], cells["CL06"]
    if not (start.shown and end.shown) or start.value is None or end.value is None:
        return say(edition, "Cases open at the start of the year, what moved them, and at its end.")
    if end.value == start.value:
        message = "As many cases were open at the end of the year as at its start: {end}."
    elif end.value > start.value:
        message = "Open cases grew over the year from {start} to {end}."
    else:
        message = "Open cases fell over the year from {start} to {end}."
    return say(edition, message, start=edition.number(start.value), end=edition.number(end.value))


def signed(edition: Edition, cell: Cell, sign: int) -> str:
    """Return a flow with its sign, a stock without."""
    if cell.value is None or not cell.shown or not sign:
        return amount_words(edition, cell)
    return edition.signed(sign * cell.value)


def draw_bridge(sheet: Sheet, edition: Edition, cells: dict[str, Cell]) -> float:
    """Draw each flow where the one before it ended. Only for five shown cells."""
    amounts = {name: step.sign * (cells[name].value or 0) for name, step in STEPS.items()}
    top = sum(cells[name].value or 0 for name in ("CL03", "CL02", "CL04"))
    unit, place = TALL / max(top, 1), WIDTH / len(STEPS)
    thick, foot, level = place * FILLED, ABOVE + TALL, 0
    for number, (name, step) in enumerate(STEPS.items()):
        middle = place * (number + 0.5)
        before = level
        level = level + amounts[name] if step.sign else cells[name].value or 0
        low, high = sorted((before if step.sign else 0, level))
        sheet.box(
            middle - thick / 2,
            foot - high * unit,
            (thick, (high - low) * unit),
            sheet.colours[step.colour],
            BAR,
        )
        words = signed(edition, cells[name], step.sign)
        sheet.write(middle, foot - high * unit - 0.1, words, "middle", fontweight="bold")
        if number < len(STEPS) - 1:
            ends = (middle + thick / 2, middle + place + thick / 2)
            sheet.rule([(x, foot - level * unit) for x in ends], color=sheet.colours["muted"])
    for number, step in enumerate(STEPS.values()):
        lines = wrap(say(edition, step.name), place, SMALL)
        for line, words in enumerate(lines):
            sheet.small(place * (number + 0.5), foot + 0.13 + 0.16 * line, words, "middle")
    sheet.rule([(0, foot), (WIDTH, foot)], color=sheet.colours["neutral"])
    return foot + 0.13 + 0.16 * 1.5


def draw_apart(sheet: Sheet, edition: Edition, cells: dict[str, Cell]) -> float:
    """Draw every number from the base line: a bridge would show the step that is withheld."""
    columns = [
        Column(
            cells[name],
            signed(edition, cells[name], step.sign),
            wrap(say(edition, step.name), WIDTH / len(STEPS), SMALL),
            sheet.colours[step.colour],
        )
        for name, step in STEPS.items()
    ]
    top = max((cell.value or 0 for cell in cells.values() if cell.shown), default=0) or 1
    return draw_columns(sheet, columns, (0, ABOVE), (WIDTH, TALL), top)
