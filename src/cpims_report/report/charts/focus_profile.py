"""The year's focus: in which groups of children the concern is recorded."""

from __future__ import annotations

import pandas as pd

from cpims_report.report.charts.findings import each_told
from cpims_report.report.charts.frames import named, ranked, without_zeros
from cpims_report.report.charts.messages import say
from cpims_report.report.charts.rows import Block, Series, draw_rows
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture
from cpims_report.report.tidy import cells_of

DIMENSIONS = ("sex", "age", "nationality", "governorate")
RANKED = {"nationality", "governorate"}


def focus_profile(edition: Edition) -> Picture:
    """Return `fig-focus-profile`: the focus by sex, age, nationality and governorate.

    Each bar is a share of the children of that group: of those with any concern recorded (CN04),
    or of those with a known primary concern (CN01) where the focus is not followed so.
    """
    source = source_of(edition)
    read = {edition.text(each): rows_of(edition, source, each) for each in DIMENSIONS}
    groups = {name: rows for name, rows in read.items() if len(rows)}
    blocks = [
        Block(
            name,
            "",
            list(rows["label"]),
            {"": Series("primary", rows, list(rows["words"]))},
            topic=edition.indicator(source),
        )
        for name, rows in groups.items()
    ]
    bare = any((rows["value"].gt(0) & rows["percent"].isna()).any() for rows in groups.values())
    return edition.publish(
        lambda narrow: draw_rows(blocks, narrow),
        id="fig-focus-profile",
        finding=profile_finding(edition, groups),
        alt=say(
            edition,
            "Bars of percentages, {year}. {groups}.",
            year=edition.plain(edition.year),
            groups=each_told(edition, groups),
        ),
        measure=say(
            edition,
            "{concern}, percent of the children of each group: {base}",
            concern=edition.label("concern", edition.focus),
            base=edition.indicator(source, "base"),
        ),
        notes=[say(edition, "A number alone: its share is withheld.")] if bare else [],
    )


def source_of(edition: Edition) -> str:
    """Return the indicator that follows the focus through all breakdowns."""
    listed = edition.has("CN04", concern=edition.focus) and edition.publishes("CN04")
    return "CN04" if listed else "CN01"


def rows_of(edition: Edition, source: str, by: str) -> pd.DataFrame:
    """Return the rows of one breakdown that hold a child, places and nationalities ranked."""
    rows = without_zeros(named(edition.table(source, by=[by], concern=edition.focus)))
    return ranked(rows) if by in RANKED else rows


def profile_finding(edition: Edition, groups: dict[str, pd.DataFrame]) -> str:
    """Return the group in which the largest share shown has the concern."""
    name = edition.label("concern", edition.focus)
    shown = [rows[rows["percent"].notna()] for rows in groups.values()]
    rows = pd.concat(shown, ignore_index=True) if shown else pd.DataFrame()
    if rows.empty:
        return say(edition, "{concern}: no share can be shown.", concern=name)
    first = rows.loc[[rows["percent"].idxmax()]]
    return say(
        edition,
        "{concern}: highest share shown in the group {label}, {share}.",
        concern=name,
        label=str(first["label"].iloc[0]),
        share=edition.share(next(cells_of(first))) or "",
    )
