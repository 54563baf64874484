"""Several indicators in one figure, each a block of bars: percent of all, of girls and of boys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from cpims_report.report.charts.findings import (
    NOTHING,
    amount,
    counted_share,
    each_told,
    enumerated,
    measured,
    rivalled,
    shares,
)
from cpims_report.report.charts.frames import largest, matched, named, ranked, without_zeros
from cpims_report.report.charts.messages import say, to_say
from cpims_report.report.charts.rows import Block, Series, draw_rows
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture
from cpims_report.report.ranking import name_in_text
from cpims_report.report.tidy import cells_of
from cpims_report.schema import UNKNOWN_CELL

SEXES = {"F": "girls", "M": "boys"}

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
class Group:
    """The rows of one indicator, and the same rows by sex where there are any."""

    indicator: str
    heading: str
    below: str
    rows: pd.DataFrame
    by_sex: Mapping[str, pd.DataFrame]


def grouped(
    edition: Edition,
    name: str,
    leads: Mapping[str, str],
    notes: Sequence[str] = (),
    measure: str = "",
) -> Picture:
    """Return the figure `fig-<name>` of those indicators of `leads` that the edition publishes.

    `leads` names for each indicator the code that its finding speaks of; empty for the largest.
    """
    groups = [read_group(edition, each) for each in leads if edition.publishes(each)]
    found = [finding(edition, group, leads[group.indicator]) for group in groups]
    if any(group.by_sex and compared(group) for group in groups):
        words = to_say("Percentages of girls are of girls, percentages of boys of boys.")
        notes = [*notes, say(edition, words)]
    return edition.publish(
        lambda narrow: draw_rows([block_of(edition, group) for group in telling(groups)], narrow),
        id=f"fig-{name}",
        finding=" ".join(each for each in found if each) or say(edition, NOTHING),
        alt=say(
            edition,
            "Bars of percentages, {year}. {groups}.",
            year=edition.plain(edition.year),
            groups=each_told(edition, told_of(edition, groups)),
        ),
        measure=measured(edition, say(edition, measure)) if measure else "",
        notes=notes,
    )


def telling(groups: Sequence[Group]) -> Sequence[Group]:
    """Return the groups that a drawing adds to: not those whose one answer is that of all."""
    split = [group for group in groups if not group.rows["percent"].eq(100).any()]
    return split or groups


def told_of(edition: Edition, groups: Sequence[Group]) -> dict[str, pd.DataFrame]:
    """Return the rows of every group, of all and of each sex, by the names they are told under."""
    return {
        f"{group.heading}{', ' + edition.label('sex', sex) if sex else ''}": rows
        for group in groups
        for sex, rows in {"": group.rows, **group.by_sex}.items()
    }


def block_of(edition: Edition, group: Group) -> Block:
    """Return a group as it is drawn: by number where the edition has no percentage of it."""
    rows = group.rows
    return Block(
        group.heading,
        group.below,
        list(rows["label"]),
        {"": Series("primary", rows, list(rows["words"]))},
        {
            edition.label("sex", sex): Series(
                SEXES[sex],
                frame,
                shares(edition, frame)
                if compared(group)
                else [amount(edition, cell, share=False) for cell in cells_of(frame)],
            )
            for sex, frame in group.by_sex.items()
        },
        topic=edition.indicator(group.indicator),
        by="percent" if rows["percent"].notna().any() else "value",
    )


def compared(group: Group) -> bool:
    """Return whether girls and boys stand in percentages: every number shown of them has one."""
    return all(
        (frame["percent"].notna() | ~frame["value"].gt(0)).all() for frame in group.by_sex.values()
    )


def read_group(edition: Edition, indicator: str) -> Group:
    """Return the rows of an indicator in the order in which they are drawn."""
    name = edition.about["indicators"][indicator]["category"]
    rows = in_order(name, named(edition.table(indicator, by=["category"])))
    crossed = named(edition.table(indicator, by=["category", "sex"]))
    crossed = crossed[crossed["sex"].isin(SEXES)]
    by_sex = {sex: matched(crossed[crossed["sex"].eq(sex)], rows) for sex in SEXES if len(crossed)}
    below = base_of(edition, indicator, rows)
    return Group(indicator, edition.indicator(indicator), below, rows, by_sex)


def in_order(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows as listed where the list has an order, else ranked and without empty ones."""
    return ranked(without_zeros(rows)) if name in RANKED else rows


def base_of(edition: Edition, indicator: str, rows: pd.DataFrame) -> str:
    """Return what the percentages of a group are of, and how many are not recorded."""
    bases = rows["base"].dropna().unique()
    parts = [edition.indicator(indicator, "base")]
    if len(bases) == 1:
        parts[0] += f" ({edition.number(int(bases[0]))})"
    if edition.has(indicator, category=UNKNOWN_CELL):
        unknown = amount(edition, edition.cell(indicator, category=UNKNOWN_CELL), share=False)
        parts.append(say(edition, "not recorded: {unknown}", unknown=unknown))
    words = (
        to_say("Percent of {base}") if rows["percent"].notna().any() else to_say("Number of {base}")
    )
    return say(edition, words, base=enumerated(edition, parts))


def unit_of(edition: Edition, indicator: str) -> str:
    """Return the noun of what an indicator counts."""
    entry = edition.about["indicators"][indicator]
    return UNITS.get(entry.get("population", ""), str(entry["unit"]))


def finding(edition: Edition, group: Group, lead: str) -> str:
    """Return what a group says in one sentence, empty where no number of it can be said."""
    unit, rows = unit_of(edition, group.indicator), group.rows
    name = edition.about["indicators"][group.indicator]["category"]
    leaders = rows[rows["code"].eq(lead) & rows["value"].notna()] if lead else largest(rows)
    if leaders.empty:
        return ""
    message = (
        to_say("{topic}: {label}, {number}.")
        if lead
        else to_say("{topic}: most often {label}, {number}.")
    )
    if not lead and rivalled(rows, leaders):
        message = to_say("{topic}: most often of those shown {label}, {number}.")
    return say(
        edition,
        message,
        topic=group.heading,
        label=edition.listed([name_in_text(edition, name, code) for code in leaders["code"]]),
        number=counted_share(edition, leaders, unit),
    )
