"""A tile for each governorate where it lies in the country, darker for more children.

Tiles are equal: land area, which says nothing about children, does not draw the eye, and a number
fits in the smallest governorate. Camps stand beside the governorate that counts them too.
"""

from __future__ import annotations

from typing import Any

from cpims_report.report.charts.findings import base_note, leader, shown_numbers
from cpims_report.report.charts.hanging import hang, withheld_note
from cpims_report.report.charts.lettering import SMALL, wrap
from cpims_report.report.charts.marks import (
    Mark,
    amount_words,
    any_withheld,
    full_words,
    ranked,
    read_marks,
    top_amount,
)
from cpims_report.report.charts.messages import say
from cpims_report.report.charts.sheet import WIDTH, Sheet
from cpims_report.report.charts.style import on, shade
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture
from cpims_report.schema import UNKNOWN_CELL

HIGH, GAP, INSIDE = 0.46, 0.06, 0.08
TILE, CAMP = "tile", "camp"


def governorates(edition: Edition) -> Picture:
    """Return `fig-governorates`: PR04, children by governorate, camps shown apart and inside it."""
    marks = read_marks(edition, "PR04", "place", "governorates")
    camps = read_marks(edition, "PR04", "place", "camps")
    finding = leader(
        edition,
        marks,
        "child",
        "{label} has the largest number of children supported: {number}.",
        "Largest number among the governorates shown: {label}, {number}.",
    )
    alt = say(
        edition,
        "Map of tiles, one a governorate, with children supported in {year}: {numbers}. "
        "Camps: {camps}.",
        year=edition.plain(edition.year),
        numbers=shown_numbers(edition, ranked(marks), most=12),
        camps=shown_numbers(edition, camps, amount_words),
    )
    unknown = edition.cell("PR04", place=UNKNOWN_CELL)
    return hang(
        edition,
        "governorates",
        lambda sheet: draw_tiles(sheet, edition, marks, camps),
        (finding, alt),
        [
            say(edition, "Outlined: camps, which are counted in their governorate too."),
            base_note(edition, "PR04", (mark.cell for mark in marks), unknown),
            *withheld_note(edition, any_withheld([*marks, *camps])),
        ],
    )


def draw_tiles(
    sheet: Sheet, edition: Edition, marks: tuple[Mark, ...], camps: tuple[Mark, ...]
) -> float:
    """Draw tiles and camps, north up and west left in every language; return the height used."""
    tiles: dict[str, tuple[int, int]] = {
        mark.id: edition.entry("governorates", mark.id)["tile"] for mark in marks
    }
    columns = max(column for _, column in tiles.values()) + 2
    wide = (WIDTH - GAP * (columns - 1)) / columns
    size, top = (wide, HIGH), top_amount(marks)
    for camp, row in zip(camps, camp_rows(edition, camps, tiles), strict=True):
        home = tiles[edition.entry("camps", camp.id)["governorate"]]
        join_camp(sheet, corner(sheet, home, wide), corner(sheet, (row, columns - 1), wide), wide)
        draw_tile(sheet, edition, camp, corner(sheet, (row, columns - 1), wide), size, None)
    for mark in marks:
        depth = (mark.amount / top) ** 0.5 if mark.shown else 0
        draw_tile(sheet, edition, mark, corner(sheet, tiles[mark.id], wide), size, shade(depth))
    return (max(row for row, _ in tiles.values()) + 1) * (HIGH + GAP) - GAP


def camp_rows(
    edition: Edition, camps: tuple[Mark, ...], tiles: dict[str, tuple[int, int]]
) -> list[int]:
    """Return a row for each camp: its governorate's, or the next one that no camp has taken."""
    taken: list[int] = []
    for camp in camps:
        row = tiles[edition.entry("camps", camp.id)["governorate"]][0]
        while row in taken:
            row += 1
        taken.append(row)
    return taken


def corner(sheet: Sheet, place: tuple[int, int], wide: float) -> tuple[float, float]:
    """Return the corner of a tile nearest to the reading side; a map is never mirrored."""
    row, column = place
    left = column * (wide + GAP)
    return (WIDTH - left - wide if sheet.mirrored else left, row * (HIGH + GAP))


def join_camp(
    sheet: Sheet, home: tuple[float, float], camp: tuple[float, float], wide: float
) -> None:
    """Draw the line from a governorate's tile to a camp's, behind both."""
    middle = (home[0] + wide / 2, home[1] + HIGH / 2)
    between = camp[0] + wide + GAP / 2 if sheet.mirrored else camp[0] - GAP / 2
    end = (camp[0] + wide / 2, camp[1] + HIGH / 2)
    bend = [(between, middle[1]), (between, end[1])]
    sheet.rule([middle, *bend, end], color=sheet.colours["primary"], linewidth=1, zorder=0.5)


def draw_tile(
    sheet: Sheet,
    edition: Edition,
    mark: Mark,
    at: tuple[float, float],
    size: tuple[float, float],
    colour: str | None,
) -> None:
    """Draw one place, filled with `colour` or outlined (a camp) where it has none."""
    if mark.withheld:
        sheet.hatch(*at, size)
    elif mark.shown:
        sheet.box(*at, size, colour or sheet.colours["paper"], CAMP if colour is None else TILE)
    if colour is None:
        sheet.frame(*at, size, sheet.colours["primary"])
    ink = on(colour) if colour and mark.shown else sheet.colours["ink"]
    words_of = amount_words if colour is None else full_words
    lines = [*wrap(mark.label, size[0] - 2 * INSIDE, SMALL), words_of(edition, mark.cell)]
    step = min(0.19, (size[1] - 0.04) / len(lines))
    for number, words in enumerate(lines):
        place = at[1] + size[1] / 2 + step * (number - (len(lines) - 1) / 2)
        last = number == len(lines) - 1
        style: dict[str, Any] = {
            "fontsize": SMALL,
            "color": ink,
            "fontweight": "bold" if last else "normal",
        }
        write = sheet.over_hatch if mark.withheld else sheet.write
        write(at[0] + INSIDE, place, words, **style)
