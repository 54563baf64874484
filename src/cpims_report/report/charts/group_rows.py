"""Groups of bars below each other on one scale of percent, girls and boys as figures beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cpims_report.report.cell import Cell
from cpims_report.report.charts.bars import MARK, ROW, THICKNESS, row_places
from cpims_report.report.charts.lettering import NOTE, TEXT, leading, text_width, wrap
from cpims_report.report.charts.marks import Mark, amount_words, full_words
from cpims_report.report.charts.sheet import BAR, WIDTH, Sheet
from cpims_report.report.edition import Edition

LABELS_AT_MOST, SEX, BETWEEN = 2.3, 0.68, 0.16
"""Inches: the column of labels, a column of figures of one sex, and the gap above a group."""

SEXES = {"F": "girls", "M": "boys"}


@dataclass(frozen=True)
class Rows:
    """One group: heading, what it is of, its rows, and the same rows by sex if there are any."""

    heading: str
    below: str
    marks: tuple[Mark, ...]
    by_sex: Mapping[str, Sequence[Cell]]


def draw_groups(sheet: Sheet, edition: Edition, groups: Sequence[Rows]) -> float:
    """Draw the groups and return the height used. Only percentages that are shown have a length."""
    marks = [mark for group in groups for mark in group.marks]
    if not marks:
        return 0.0
    column = min(max(text_width(mark.label) for mark in marks), LABELS_AT_MOST) + 0.12
    words = max(text_width(full_words(edition, mark.cell)) for mark in marks) + 0.12
    sexes = SEX * len(SEXES) if any(group.by_sex for group in groups) else 0.0
    longest = WIDTH - column - words - sexes
    unit = longest / (max((length(mark.cell) or 0 for mark in marks), default=0) or 1)
    top = 0.0
    for number, group in enumerate(groups):
        top += BETWEEN if number else 0.0
        top = draw_heading(sheet, edition, group, top)
        top = draw_rows(sheet, edition, group, (column, unit), top)
    return top


def length(cell: Cell) -> float | None:
    """Return the percentage of a shown cell; a withheld one has none."""
    return cell.percent if cell.shown else None


def draw_heading(sheet: Sheet, edition: Edition, group: Rows, top: float) -> float:
    """Write what a group shows and of what; return where its rows begin."""
    sheet.write(0, top + leading(TEXT) / 2, group.heading, fontweight="bold")
    for place, (sex, colour) in enumerate(SEXES.items() if group.by_sex else ()):
        sheet.write(
            WIDTH - SEX * (1 - place),
            top + leading(TEXT) / 2,
            edition.label("sex", sex),
            "end",
            fontweight="bold",
            color=sheet.colours[colour],
        )
    top += leading(TEXT)
    for line in wrap(group.below, WIDTH, NOTE) if group.below else ():
        sheet.small(0, top + leading(NOTE) / 2, line, fontsize=NOTE)
        top += leading(NOTE)
    return top + 0.05


def draw_rows(
    sheet: Sheet, edition: Edition, group: Rows, scale: tuple[float, float], top: float
) -> float:
    """Draw the bars of one group from `top` on and return where they end."""
    column, unit = scale
    lines = [wrap(mark.label, LABELS_AT_MOST) for mark in group.marks]
    places = row_places(lines, top)
    for row, (mark, label, place) in enumerate(zip(group.marks, lines, places, strict=True)):
        sheet.write_lines(column - 0.1, place, label, "end")
        end = draw_bar(sheet, mark, column, place, unit)
        colour = sheet.colours["ink" if mark.shown else "muted"]
        sheet.write(end + 0.06, place, full_words(edition, mark.cell), color=colour)
        for number, cells in enumerate(group.by_sex.values()):
            cell = cells[row]
            sheet.write(
                WIDTH - SEX * (1 - number),
                place,
                sex_words(edition, cell),
                "end",
                color=sheet.colours["ink" if cell.shown else "muted"],
            )
    if places:
        sheet.rule(
            [(column, places[0] - ROW / 2), (column, places[-1] + ROW / 2)],
            color=sheet.colours["neutral"],
        )
    return places[-1] + ROW / 2 if places else top


def draw_bar(sheet: Sheet, mark: Mark, left: float, place: float, unit: float) -> float:
    """Draw one bar, or the mark of a withheld number, and return where it ends."""
    corner, share = place - THICKNESS / 2, length(mark.cell)
    if mark.withheld:
        sheet.hatch(left, corner, (MARK, THICKNESS))
        return left + MARK
    if share:
        sheet.box(left, corner, (share * unit, THICKNESS), sheet.colours["primary"], BAR)
        return left + share * unit
    return left


def sex_words(edition: Edition, cell: Cell) -> str:
    """Return the percentage of one sex, its number where it has none, or the symbol."""
    share = edition.share(cell) if cell.shown else None
    return share or amount_words(edition, cell)
