"""What records leave open: fields not recorded, ages estimated, entries that came late."""

from __future__ import annotations

import pandas as pd

from cpims_report.report.absent import needs
from cpims_report.report.charts.findings import NOTHING, each_told
from cpims_report.report.charts.frames import named, ranked
from cpims_report.report.charts.groups import (
    Group,
    block_of,
    finding,
    read_group,
    telling,
    told_of,
)
from cpims_report.report.charts.messages import say
from cpims_report.report.charts.rows import Block, Series, draw_rows
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture

LEADS = {"DQ02": "within_30", "DQ03": "exact"}


@needs("DQ01", "DQ02", "DQ03")
def completeness(edition: Edition) -> Picture:
    """Return `fig-completeness`: fields not recorded (DQ01), time to entry (DQ02), ages (DQ03).

    Nearly every field is known in nearly every record: what is missing says more than what is not.
    """
    others = [read_group(edition, each) for each in LEADS if edition.publishes(each)]
    fields = named(edition.table("DQ01", by=["category"]))
    open_ones, full = missing(edition, fields)
    blocks = [block_of(edition, group) for group in (telling(others) if len(open_ones) else others)]
    heading = say(edition, "Fields not recorded")
    if len(open_ones):
        blocks.insert(
            0,
            Block(
                heading,
                say(edition, "Percent of the records to which the field applies"),
                list(open_ones["label"]),
                {"": Series("primary", open_ones, list(open_ones["words"]))},
                topic=heading,
                by="missing",
            ),
        )
    notes = []
    if len(full):
        notes.append(
            say(edition, "Recorded for all: {names}.", names=edition.listed(list(full["label"])))
        )
    found = [
        lead(edition, open_ones),
        *(finding(edition, each, LEADS[each.indicator]) for each in others),
    ]
    return edition.publish(
        lambda narrow: draw_rows(blocks, narrow),
        id="fig-completeness",
        finding=" ".join(each for each in found if each) or say(edition, NOTHING),
        alt=say(
            edition,
            "Bars of percentages, {year}. {groups}.",
            year=edition.plain(edition.year),
            groups=each_told(edition, alternatives(edition, fields, others)),
        ),
        notes=notes,
        derived=say(edition, "Not recorded is 100% less what is recorded."),
    )


def alternatives(
    edition: Edition, fields: pd.DataFrame, others: list[Group]
) -> dict[str, pd.DataFrame]:
    """Return what is told of each block: of the fields, how many are recorded."""
    known = {edition.indicator("DQ01"): fields} if len(fields) else {}
    return known | told_of(edition, others)


def missing(edition: Edition, fields: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return fields that are not recorded for everyone, the widest gap first, and the full ones."""
    gaps = fields.assign(missing=100 - fields["percent"], value=fields["base"] - fields["value"])
    full = gaps[gaps["value"].eq(0)]
    open_ones = ranked(gaps[~gaps["value"].eq(0)])
    words = [
        symbol or f"{edition.percent(gap)} ({edition.number(int(count))})"
        for gap, count, symbol in zip(
            open_ones["missing"].fillna(0),
            open_ones["value"].fillna(0),
            open_ones["symbol"],
            strict=True,
        )
    ]
    return open_ones.assign(words=words), full


def lead(edition: Edition, open_ones: pd.DataFrame) -> str:
    """Return which field shown is left open most often, as a sentence."""
    shown = open_ones[open_ones["missing"].notna()]
    if shown.empty:
        return ""
    first = shown.sort_values("missing", ascending=False, kind="stable").iloc[0]
    return say(
        edition,
        "Of the fields shown, {label} is missing most often: {number}.",
        label=str(first["label"]),
        number=edition.percent(float(first["missing"])),
    )
