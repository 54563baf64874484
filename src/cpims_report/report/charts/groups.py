"""Several indicators in one figure, each a group of bars: percent of all, of girls and of boys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cpims_report.report.charts.findings import (
    NOTHING,
    counted_share,
    enumerated,
    join,
    shown_numbers,
)
from cpims_report.report.charts.group_rows import Rows, draw_groups
from cpims_report.report.charts.hanging import hang, withheld_note
from cpims_report.report.charts.marks import REST, Mark, any_withheld, largest, ranked
from cpims_report.report.charts.messages import say
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture
from cpims_report.report.ranking import name_in_text
from cpims_report.schema import UNKNOWN_CELL

SEXES = ("F", "M")
RANKED = {
    "bid_outcome",
    "care_arrangement",
    "difficulty_domain",
    "displacement_status",
    "hazard_kind",
    "incident_location",
    "key_field",
    "perpetrator",
    "separation_cause",
    "service_type",
    "source_of_identification",
    "violence_type",
    "work_kind",
}
"""Lists whose codes have no order of their own: the largest comes first, empty ones go."""

UNITS = {
    "referrals": "referral",
    "timed_referrals": "referral",
    "received": "record",
    "transfers": "transfer",
    "handed_on": "transfer",
    "cells": "cell",
}
"""What an event is called, by the population that it belongs to."""


@dataclass(frozen=True)
class Group(Rows):
    """The rows of one indicator."""

    indicator: str


def grouped(
    edition: Edition, name: str, leads: Mapping[str, str], notes: Sequence[str] = ()
) -> Picture:
    """Return the figure `fig-<name>` of those indicators of `leads` that the edition publishes.

    `leads` names for each indicator the code that its finding speaks of; empty for the largest.
    """
    groups = [read_group(edition, each) for each in leads if edition.publishes(each)]
    found = [finding(edition, group, leads[group.indicator]) for group in groups]
    alt = say(
        edition,
        "Bars of percentages, {year}. {groups}.",
        year=edition.plain(edition.year),
        groups=enumerated(
            edition, (join(group.heading, shown_numbers(edition, group.marks)) for group in groups)
        ),
    )
    withheld = any(
        any_withheld(group.marks)
        or any(cell.status == "suppressed" for cells in group.by_sex.values() for cell in cells)
        for group in groups
    )
    return hang(
        edition,
        name,
        lambda sheet: draw_groups(sheet, edition, groups),
        (" ".join(each for each in found if each) or say(edition, NOTHING), alt),
        [*notes, *sex_note(edition, groups), *withheld_note(edition, withheld)],
    )


def sex_note(edition: Edition, groups: Sequence[Group]) -> list[str]:
    """Return what the percentages of girls and boys are of, if there are any."""
    words = "Percentages of girls are of girls, percentages of boys of boys."
    return [say(edition, words)] if any(group.by_sex for group in groups) else []


def read_group(edition: Edition, indicator: str) -> Group:
    """Return the rows of an indicator in the order in which they are drawn."""
    name = edition.about["indicators"][indicator]["category"]
    listed = tuple(
        Mark(code, edition.label(name, code), edition.cell(indicator, category=code))
        for code in edition.codes(name)
        if edition.has(indicator, category=code)
    )
    marks = in_order(name, listed)
    sexed = any(edition.has(indicator, sex="F", category=mark.id) for mark in marks)
    by_sex = {
        sex: [edition.cell(indicator, sex=sex, category=mark.id) for mark in marks]
        for sex in (SEXES if sexed else ())
    }
    below = base_of(edition, indicator, marks)
    return Group(edition.indicator(indicator), below, marks, by_sex, indicator)


def in_order(name: str, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Return the rows as listed where the list has an order, else ranked and without empty ones."""
    if name not in RANKED:
        return marks
    return ranked(mark for mark in marks if not (mark.shown and not mark.amount))


def base_of(edition: Edition, indicator: str, marks: Sequence[Mark]) -> str:
    """Return what the percentages of a group are of, and how many are not recorded."""
    bases = {mark.cell.base for mark in marks if mark.shown} - {None}
    parts = [edition.indicator(indicator, "base")]
    if len(bases) == 1:
        parts[0] += f" ({edition.number(int(bases.pop() or 0))})"
    if edition.has(indicator, category=UNKNOWN_CELL):
        unknown = edition.cell(indicator, category=UNKNOWN_CELL)
        number = (
            edition.number(unknown.value)
            if unknown.shown and unknown.value is not None
            else edition.symbol(unknown.status)
        )
        parts.append(say(edition, "not recorded: {unknown}", unknown=number))
    return say(edition, "Percent of {base}", base=enumerated(edition, parts))


def unit_of(edition: Edition, indicator: str) -> str:
    """Return the noun of what an indicator counts."""
    entry = edition.about["indicators"][indicator]
    return UNITS.get(entry.get("population", ""), str(entry["unit"]))


def finding(edition: Edition, group: Group, lead: str) -> str:
    """Return what a group says in one sentence, empty where no number of it can be said."""
    unit = unit_of(edition, group.indicator)
    name = edition.about["indicators"][group.indicator]["category"]
    named = [mark for mark in group.marks if mark.id == lead]
    if lead:
        if not named or not named[0].shown:
            return ""
        return say(
            edition,
            "{topic}: {label}, {number}.",
            topic=group.heading,
            label=name_in_text(edition, name, lead),
            number=counted_share(edition, named, unit),
        )
    leaders = largest(group.marks)
    if not leaders:
        return ""
    message = (
        "{topic}: most often of those shown {label}, {number}."
        if rivalled(group.marks, leaders)
        else "{topic}: most often {label}, {number}."
    )
    return say(
        edition,
        message,
        topic=group.heading,
        label=edition.listed([name_in_text(edition, name, mark.id) for mark in leaders]),
        number=counted_share(edition, leaders, unit),
    )


def rivalled(marks: Sequence[Mark], leaders: Sequence[Mark]) -> bool:
    """Return whether a withheld row, or the remainder, may hold more than the largest shown."""
    rest = any(m.shown and m.id == REST and m.amount >= leaders[0].amount for m in marks)
    return rest or any_withheld(marks) or len(leaders) > 1
