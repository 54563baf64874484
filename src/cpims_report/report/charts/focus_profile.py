"""The year's focus: in which groups of children the concern is recorded."""

from __future__ import annotations

from cpims_report.report.charts.findings import enumerated, join, shown_numbers
from cpims_report.report.charts.group_rows import Rows, draw_groups
from cpims_report.report.charts.hanging import hang, withheld_note
from cpims_report.report.charts.marks import Mark, any_withheld, ranked
from cpims_report.report.charts.messages import say
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture

DIMENSIONS = {
    "sex": "sex",
    "age": "age_band",
    "nationality": "nationality",
    "governorate": "governorates",
}
"""Breakdowns of a focus with their code lists."""


def focus_profile(edition: Edition) -> Picture:
    """Return `fig-focus-profile`: the focus by sex, age, nationality and governorate.

    Each bar is a share of the children of that group: of those with any concern recorded (CN04),
    or of those with a known primary concern (CN01) where the focus is not followed so.
    """
    concern, source = edition.focus, source_of(edition)
    groups = [
        group
        for each in DIMENSIONS
        if (group := read_dimension(edition, source, each, concern)).marks
    ]
    alt = say(
        edition,
        "Bars of percentages, {year}. {groups}.",
        year=edition.plain(edition.year),
        groups=enumerated(
            edition, (join(group.heading, shown_numbers(edition, group.marks)) for group in groups)
        ),
    )
    return hang(
        edition,
        "focus-profile",
        lambda sheet: draw_groups(sheet, edition, groups),
        (profile_finding(edition, groups), alt),
        [
            say(
                edition,
                "Percent of the children of each group: {base}.",
                base=edition.indicator(source, "base"),
            ),
            *withheld_note(edition, any(any_withheld(group.marks) for group in groups)),
        ],
    )


def source_of(edition: Edition) -> str:
    """Return the indicator that follows the focus through all breakdowns."""
    listed = edition.has("CN04", concern=edition.focus) and edition.publishes("CN04")
    return "CN04" if listed else "CN01"


def read_dimension(edition: Edition, source: str, by: str, concern: str) -> Rows:
    """Return the rows of one breakdown that hold a child, places and nationalities ranked."""
    marks = [
        Mark(code, edition.label(DIMENSIONS[by], code), edition.cell(source, **at))
        for code in edition.codes(DIMENSIONS[by])
        if edition.has(source, **(at := {"concern": concern} | edition.at(by, code)))
    ]
    held = [mark for mark in marks if not (mark.shown and not mark.amount)]
    order = ranked(held) if by in {"nationality", "governorate"} else tuple(held)
    return Rows(edition.text(by), "", order, {})


def profile_finding(edition: Edition, groups: list[Rows]) -> str:
    """Return the group in which the largest share shown has the concern."""
    name = edition.label("concern", edition.focus)
    shown = [
        mark
        for group in groups
        for mark in group.marks
        if mark.shown and mark.cell.percent is not None
    ]
    if not shown:
        return say(edition, "{concern}: no share can be shown.", concern=name)
    first = max(shown, key=lambda mark: mark.cell.percent or 0)
    return say(
        edition,
        "{concern}: highest share shown in the group {label}, {share}.",
        concern=name,
        label=first.label,
        share=edition.share(first.cell) or "",
    )
