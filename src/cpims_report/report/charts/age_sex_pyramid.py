"""Children supported by age and sex: boys on the side where reading starts, girls on the other."""

from __future__ import annotations

from cpims_report.report.charts.findings import (
    NOTHING,
    base_note,
    counted_share,
    shown_numbers,
)
from cpims_report.report.charts.hanging import hang, withheld_note
from cpims_report.report.charts.lettering import TEXT, leading, text_width
from cpims_report.report.charts.marks import (
    Mark,
    any_withheld,
    full_words,
    largest,
    read_marks,
    top_amount,
)
from cpims_report.report.charts.messages import say
from cpims_report.report.charts.sheet import BAR, WIDTH, Sheet
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture
from cpims_report.schema import UNKNOWN_CELL

ROW, THICKNESS, MARK = 0.42, 0.3, 0.3
SIDES = {"M": "boys", "F": "girls"}
"""Sexes in reading order, with the names of their colours."""

Pyramid = dict[str, tuple[Mark, ...]]


def age_sex_pyramid(edition: Edition) -> Picture:
    """Return `fig-age-sex-pyramid`: PR02, share of children whose sex and age are known."""
    sides = read_sides(edition)
    marks = [mark for side in sides.values() for mark in side]
    alt = say(
        edition,
        "Pyramid of children supported in {year} by age and sex. {boys}: {boys_numbers}. "
        "{girls}: {girls_numbers}.",
        year=edition.plain(edition.year),
        boys=edition.label("sex", "M"),
        boys_numbers=shown_numbers(edition, sides["M"]),
        girls=edition.label("sex", "F"),
        girls_numbers=shown_numbers(edition, sides["F"]),
    )
    unknown = edition.cell("PR02", age=UNKNOWN_CELL)
    return hang(
        edition,
        "age-sex-pyramid",
        lambda sheet: draw_pyramid(sheet, edition, sides),
        (finding(edition, sides), alt),
        [
            base_note(edition, "PR02", (mark.cell for mark in marks), unknown),
            *withheld_note(edition, any_withheld(marks)),
        ],
    )


def read_sides(edition: Edition) -> Pyramid:
    """Return the marks of each sex, oldest first; an age that holds no child is left out."""
    sides = {sex: read_marks(edition, "PR02", "age", "age_band", sex=sex) for sex in SIDES}
    empty = {
        pair[0].id
        for pair in zip(*sides.values(), strict=True)
        if all(mark.shown and not mark.amount for mark in pair)
    }
    return {
        sex: tuple(mark for mark in reversed(marks) if mark.id not in empty)
        for sex, marks in sides.items()
    }


def finding(edition: Edition, sides: Pyramid) -> str:
    """Return which group of age and sex is the largest of those shown."""
    groups = [
        Mark(
            f"{sex}-{mark.id}",
            say(edition, "{sex} aged {age}", sex=edition.label("sex", sex), age=mark.label),
            mark.cell,
        )
        for sex, marks in sides.items()
        for mark in marks
    ]
    leaders = largest(groups)
    if not leaders:
        return say(edition, NOTHING)
    names = edition.listed([mark.label for mark in leaders])
    return say(
        edition,
        "{label} are the largest group: {number}."
        if len(leaders) == 1 and not any_withheld(groups)
        else "Largest of the groups shown: {label}, {number}.",
        label=names,
        number=counted_share(edition, leaders, "child"),
    )


def draw_pyramid(sheet: Sheet, edition: Edition, sides: Pyramid) -> float:
    """Draw both sides away from the ages in the middle and return the height used."""
    marks = [mark for side in sides.values() for mark in side]
    spine = max(text_width(mark.label) for mark in marks) / 2 + 0.12
    room = max(text_width(full_words(edition, mark.cell)) for mark in marks) + 0.1
    unit = (WIDTH / 2 - spine - room) / top_amount(marks)
    top = leading(TEXT) + 0.1
    for (sex, name), side in zip(SIDES.items(), (-1, 1), strict=True):
        foot = WIDTH / 2 + side * spine
        total = full_words(edition, edition.cell("PR01", sex=sex))
        sheet.write(
            foot,
            leading(TEXT) / 2,
            f"{edition.label('sex', sex)} {total}",
            "end" if side < 0 else "start",
            fontweight="bold",
            color=sheet.colours[name],
        )
        for row, mark in enumerate(sides[sex]):
            place = top + ROW * (row + 0.5)
            reach = MARK if mark.withheld else mark.amount * unit if mark.shown else 0
            corner = foot if side > 0 else foot - reach
            if mark.withheld:
                sheet.hatch(corner, place - THICKNESS / 2, (reach, THICKNESS))
            elif reach:
                sheet.box(
                    corner, place - THICKNESS / 2, (reach, THICKNESS), sheet.colours[name], BAR
                )
            words = full_words(edition, mark.cell)
            sheet.write(foot + side * (reach + 0.06), place, words, "end" if side < 0 else "start")
    for row, mark in enumerate(sides["M"]):
        sheet.write(WIDTH / 2, top + ROW * (row + 0.5), mark.label, "middle")
    return top + ROW * len(sides["M"])
