"""Shares of primary concerns in each region or governorate, as a table of shades.

Drawn by governorate where most of its cells can be shown, else rolled up to regions.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cpims_report.report.charts.findings import NOTHING, each_told
from cpims_report.report.charts.frames import named, ranked, without_zeros
from cpims_report.report.charts.lettering import SMALL, leading, text_width, wrap, write
from cpims_report.report.charts.messages import say, to_say
from cpims_report.report.charts.paper import NARROW, WIDE
from cpims_report.report.charts.style import on, palette, shade
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture
from cpims_report.report.ranking import name_in_text
from cpims_report.report.tidy import cells_of

MOST_WITHHELD = 0.25
"""Part of the cells that may be withheld: with more, a table of shades says nothing."""

LABELS, ROW = 2.2, 0.24


def concern_by_governorate(edition: Edition) -> Picture:
    """Return `fig-concern-by-governorate`: CN01, percent of the children of each place.

    The base is the children of the place whose primary concern is known.
    """
    by, cells = readable(edition)
    order = ranked(without_zeros(named(edition.table("CN01", by=["concern"]))))
    cells = cells[cells["concern"].isin(order["code"])]
    told = {
        place: named(cells[cells[f"{by}_label"].eq(place)], "concern")
        for place in cells[f"{by}_label"].unique()
    }
    notes = []
    if (cells["value"].notna() & cells["percent"].isna()).any():
        words = to_say("{symbol}: too few children for a percentage.")
        notes.append(say(edition, words, symbol=edition.symbol("not_applicable")))
    if any(mainly_one(edition, row[by], row["concern"]) for _, row in cells.iterrows()):
        notes.append(say(edition, "Dot: mainly one project."))
    return edition.publish(
        lambda narrow: draw_table(edition, list(order["code"]), cells, by, narrow),
        id="fig-concern-by-governorate",
        finding=finding(edition, cells, by),
        alt=say(
            edition,
            "Table of shades with the share of each primary concern in each place, {year}. "
            "{numbers}.",
            year=edition.plain(edition.year),
            numbers=each_told(edition, told),
        ),
        measure=say(
            edition,
            to_say("Percent of the children of a region whose primary concern is known (n)")
            if by == "region"
            else to_say(
                "Percent of the children of a governorate whose primary concern is known (n)"
            ),
        ),
        notes=notes,
    )


def readable(edition: Edition) -> tuple[str, pd.DataFrame]:
    """Return the finest of governorate and region in which most cells are shown, and its cells."""
    for by in ("governorate", "region"):
        cells = edition.table("CN01", by=["concern", by])
        if len(cells) and cells["status"].eq("suppressed").mean() <= MOST_WITHHELD:
            break
        if by == "governorate":
            edition.handed.pop()
    return by, cells


def finding(edition: Edition, cells: pd.DataFrame, by: str) -> str:
    """Return the highest share among those shown; where several tie, the first as listed."""
    shown = cells[cells["percent"].gt(0)]
    if shown.empty:
        return say(edition, NOTHING)
    first = shown.loc[[shown["percent"].idxmax()]]
    row = first.iloc[0]
    return say(
        edition,
        "Highest share shown: {concern} in {place}, {share} of its children whose concern "
        "is known.",
        concern=name_in_text(edition, "concern", row["concern"]),
        place=str(row[f"{by}_label"]),
        share=edition.share(next(cells_of(first))) or "",
    )


def draw_table(
    edition: Edition, concerns: list[str], cells: pd.DataFrame, by: str, narrow: bool
) -> Figure:
    """Return a row for each concern and a column for each place, under its name and its base."""
    places = [code for code in edition.codes(by) if code in set(cells[by])]
    turned = len(places) > 6
    paper = NARROW if narrow else WIDE
    room = 1.45 if narrow else LABELS
    names = {code: edition.label(by, code) for code in places}
    head = (max(text_width(name, SMALL) for name in names.values()) if turned else 0.2) + 0.25
    labels = [wrap(edition.label("concern", code), room - 0.1, SMALL) for code in concerns]
    heights = [max(ROW, leading(SMALL) * len(lines) + 0.05) for lines in labels]
    figure = Figure(figsize=(paper, head + sum(heights) + 0.05))
    axes = figure.subplots()
    axes.set_axis_off()
    axes.set_xlim(-room, paper - room - 0.1)
    axes.set_ylim(head + sum(heights), 0)
    wide = (paper - room - 0.1) / len(places)
    rows = cells.set_index(["concern", by])
    for number, place in enumerate(places):
        middle = (number + 0.5) * wide
        base = base_words(edition, cells[cells[by].eq(place)])
        up = {"rotation": 90, "ha": "center", "va": "bottom"} if turned else {"ha": "center"}
        axes.text(middle, head - 0.25, names[place], fontsize=SMALL, **up)
        write(
            axes,
            say(edition, "n = {base}", base=base),
            (middle, head - 0.12),
            size=SMALL,
            ha="center",
            color=palette()["muted"],
        )
    highest = float(cells["percent"].max()) if cells["percent"].notna().any() else 1.0
    at = head
    for code, lines, high in zip(concerns, labels, heights, strict=True):
        for number, line in enumerate(lines):
            y = at + high / 2 + leading(SMALL) * (number - (len(lines) - 1) / 2)
            write(axes, line, (0, y), -6, SMALL, ha="right")
        for number, place in enumerate(places):
            cell: Any = rows.loc[(code, place)]
            colour = draw_share(
                axes, cell, (number * wide, at), (wide - 0.03, high - 0.03), highest
            )
            words = share_words(edition, cell)
            dotted = mainly_one(edition, place, code)
            write(
                axes,
                words + (" •" if dotted else ""),
                ((number + 0.5) * wide, at + high / 2),
                size=SMALL,
                ha="center",
                color=on(colour),
                **boxed(cell),
            )
        at += high
    return figure


def draw_share(
    axes: Axes,
    cell: pd.Series,
    corner: tuple[float, float],
    size: tuple[float, float],
    highest: float,
) -> str:
    """Draw one share, darker for a larger one, hatched where withheld; return its colour."""
    colours = palette()
    withheld = cell["status"] == "suppressed"
    percent = cell["percent"]
    colour = colours["suppressed"] if withheld else colours["paper"]
    if not withheld and percent > 0:
        colour = shade(percent / highest)
    patch = Rectangle(corner, *size, facecolor=colour, gid="withheld" if withheld else "tile")
    patch.set_clip_on(False)
    if withheld:
        patch.set(edgecolor=colours["suppressed_hatch"], hatch="//////", linewidth=0)
    axes.add_patch(patch)
    return colour


def boxed(cell: pd.Series) -> dict[str, Any]:
    """Return the clear ground of words on hatching."""
    if cell["status"] != "suppressed":
        return {}
    return {"bbox": {"facecolor": palette()["suppressed"], "pad": 1, "linewidth": 0}}


def base_words(edition: Edition, cells: pd.DataFrame) -> str:
    """Return how many children a place's shares are of; a small number is not shown."""
    bases = cells["base"].dropna()
    if bases.empty or 0 < bases.iloc[0] < edition.policy["threshold"]:
        return edition.symbol("suppressed")
    return edition.number(int(bases.iloc[0]))


def share_words(edition: Edition, cell: pd.Series) -> str:
    """Return a share without its percent sign, whole unless it would read as zero."""
    if pd.isna(cell["value"]):
        return str(cell["symbol"])
    if pd.isna(cell["percent"]):
        return edition.symbol("not_applicable")
    if cell["value"] and cell["percent"] < 0.5:
        return edition.decimal(float(cell["percent"]))
    return edition.plain(round(cell["percent"]))


def mainly_one(edition: Edition, place: str, concern: str) -> bool:
    """Return whether the figure is marked as mainly one member's (CX01)."""
    return edition.has("CX01", place=place, concern=concern, category="mainly_one")
