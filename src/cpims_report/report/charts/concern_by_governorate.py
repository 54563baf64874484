"""A table of shades: primary concerns down, governorates across, shares of each governorate."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from cpims_report.report.cell import Cell
from cpims_report.report.charts.findings import NOTHING
from cpims_report.report.charts.hanging import hang, withheld_note
from cpims_report.report.charts.lettering import NOTE, SMALL, leading, text_width, wrap
from cpims_report.report.charts.marks import Mark, ranked, read_marks
from cpims_report.report.charts.messages import say
from cpims_report.report.charts.sheet import WIDTH, Sheet
from cpims_report.report.charts.style import on, shade
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture
from cpims_report.report.ranking import name_in_text

LABELS, ROW, SEAM, BETWEEN = 1.72, 0.245, 0.02, 0.07
"""Inches: column of concerns, least height of a row, seam of cells, gap between regions."""

DOT = 0.055
"""Inches from the corner of a cell to the middle of the dot of a figure that is mainly one's."""

TILE = "tile"
Cells = dict[tuple[str, str], Cell]


def concern_by_governorate(edition: Edition) -> Picture:
    """Return `fig-concern-by-governorate`: CN01, percent of the children of a governorate.

    The base is the governorate's children whose primary concern is known.
    """
    concerns = ranked(read_marks(edition, "CN01", "concern", "concerns"))
    places = edition.codes("governorates")
    cells = {
        (mark.id, place): edition.cell("CN01", place=place, concern=mark.id)
        for mark in concerns
        for place in places
    }
    alt = say(
        edition,
        "Table of shades with the share of each primary concern in each governorate, {year}. "
        "{finding}",
        year=edition.plain(edition.year),
        finding=finding(edition, cells),
    )
    statuses = {cell.status for cell in cells.values()}
    bare = any(cell.shown and cell.percent is None for cell in cells.values())
    notes = [
        say(edition, "Percent of the children of a governorate whose primary concern is known (n).")
    ]
    if bare:
        words = "{symbol}: too few children for a percentage."
        notes.append(say(edition, words, symbol=edition.symbol("not_applicable")))
    if any(mainly_one(edition, concern, place) for concern, place in cells):
        notes.append(say(edition, "Dot: mainly one project."))
    return hang(
        edition,
        "concern-by-governorate",
        lambda sheet: draw_table(sheet, edition, concerns, cells),
        (finding(edition, cells), alt),
        [*notes, *withheld_note(edition, "suppressed" in statuses)],
    )


def finding(edition: Edition, cells: Cells) -> str:
    """Return the highest share among those shown; where several tie, the first as listed."""
    shown = {key: cell.percent for key, cell in cells.items() if cell.shown and cell.percent}
    if not shown:
        return say(edition, NOTHING)
    concern, place = max(shown, key=lambda key: shown[key])
    return say(
        edition,
        "Highest share shown: {concern} in {place}, {share} of its children whose concern "
        "is known.",
        concern=name_in_text(edition, "concern", concern),
        place=edition.label("governorates", place),
        share=edition.share(cells[concern, place]) or "",
    )


def draw_table(sheet: Sheet, edition: Edition, concerns: Sequence[Mark], cells: Cells) -> float:
    """Draw headings by region, the base of each governorate, and the shares; return the height."""
    places = edition.codes("governorates")
    names = {place: edition.label("governorates", place) for place in places}
    lefts, wide = column_places(edition, places)
    headed = leading(SMALL) + 0.05
    deep = headed + max(text_width(name, SMALL) for name in names.values()) + 0.1
    write_regions(sheet, edition, lefts, wide)
    for place, left in lefts.items():
        middle = left + wide / 2
        sheet.page.text(
            middle, deep - 0.05, names[place], rotation=90, ha="center", va="bottom", fontsize=SMALL
        )
        base = base_words(edition, [cell for (_, each), cell in cells.items() if each == place])
        sheet.small(middle, deep + 0.07, base, "middle", fontsize=NOTE)
    sheet.small(LABELS, deep + 0.07, say(edition, "n"), "end", fontsize=NOTE)
    top = deep + 0.2
    highest = max((c.percent for c in cells.values() if c.shown and c.percent), default=1.0)
    for mark in concerns:
        lines = wrap(mark.label, LABELS, SMALL)
        high = max(ROW, leading(SMALL) * len(lines) + 0.04)
        sheet.write_lines(LABELS, top + high / 2, lines, "end", fontsize=SMALL)
        for place, left in lefts.items():
            size = (wide - SEAM, high - SEAM)
            draw_share(sheet, edition, cells[mark.id, place], (left, top), size, highest)
            if mainly_one(edition, mark.id, place):
                spot = (left + wide - SEAM - DOT, top + DOT)
                sheet.rule([spot], color=sheet.colours["accent"], marker="o", markersize=4)
        top += high
    return top


def mainly_one(edition: Edition, concern: str, place: str) -> bool:
    """Return whether the figure is marked as mainly one member's (CX01)."""
    return edition.has("CX01", place=place, concern=concern, category="mainly_one")


def base_words(edition: Edition, column: Sequence[Cell]) -> str:
    """Return how many children a governorate's shares are of; a small number is not shown."""
    bases = [cell.base for cell in column if cell.shown and cell.base is not None]
    if not bases or 0 < bases[0] < edition.policy["threshold"]:
        return edition.symbol("suppressed")
    return edition.number(bases[0])


def column_places(edition: Edition, places: Sequence[str]) -> tuple[dict[str, float], float]:
    """Return where each governorate's column starts, with a gap between regions, and its width."""
    regions = [edition.entry("governorates", place)["region"] for place in places]
    gaps = [0, *(int(a != b) for a, b in pairwise(regions))]
    start = LABELS + 0.1
    wide = (WIDTH - start - BETWEEN * sum(gaps)) / len(places)
    return {
        place: start + wide * number + BETWEEN * sum(gaps[: number + 1])
        for number, place in enumerate(places)
    }, wide


def write_regions(sheet: Sheet, edition: Edition, lefts: dict[str, float], wide: float) -> None:
    """Write the name of each region over its governorates."""
    for region, group in groupby(
        lefts, lambda place: edition.entry("governorates", place)["region"]
    ):
        members = list(group)
        ends = (lefts[members[0]], lefts[members[-1]] + wide - SEAM)
        sheet.small(sum(ends) / 2, leading(SMALL) / 2, edition.label("regions", region), "middle")
        sheet.rule([(x, leading(SMALL) + 0.01) for x in ends], color=sheet.colours["neutral"])


def draw_share(
    sheet: Sheet,
    edition: Edition,
    cell: Cell,
    at: tuple[float, float],
    size: tuple[float, float],
    highest: float,
) -> None:
    """Draw one share, darker for a larger one; hatched where withheld."""
    middle = (at[0] + size[0] / 2, at[1] + size[1] / 2)
    if cell.status == "suppressed":
        sheet.hatch(*at, size)
        sheet.over_hatch(*middle, edition.symbol(cell.status), "middle", fontsize=NOTE)
        return
    percent = cell.percent if cell.shown else None
    colour = (
        sheet.colours["paper"] if percent is None or not cell.value else shade(percent / highest)
    )
    sheet.box(*at, size, colour, TILE)
    sheet.write(*middle, share_words(edition, cell), "middle", fontsize=NOTE, color=on(colour))


def share_words(edition: Edition, cell: Cell) -> str:
    """Return a share without its percent sign, whole unless it would read as zero."""
    if not cell.shown:
        return edition.symbol(cell.status)
    if cell.percent is None:
        return edition.symbol("not_applicable")
    if cell.value and cell.percent < 0.5:
        return edition.decimal(cell.percent)
    return edition.plain(round(cell.percent))
