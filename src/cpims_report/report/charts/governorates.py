"""A tile for each governorate where it lies in the country, darker for more children.

Tiles are equal: land area, which says nothing about children, does not draw the eye, and a number
fits in the smallest governorate. Camps stand beside the governorate that counts them too.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cpims_report.report.charts.drawn import FURNITURE
from cpims_report.report.charts.findings import base_note, leader, measured, told
from cpims_report.report.charts.frames import named, ranked
from cpims_report.report.charts.lettering import NOTE, SMALL, leading, wrap, write
from cpims_report.report.charts.messages import say, to_say
from cpims_report.report.charts.paper import NARROW, WIDE
from cpims_report.report.charts.style import on, palette, shade
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture
from cpims_report.schema import UNKNOWN_CELL

GAP, INSIDE = 0.06, 5
"""Part of a tile that is left free around it, and points from its edge to its words."""


def governorates(edition: Edition) -> Picture:
    """Return `fig-governorates`: PR04, children by governorate, camps shown apart and inside it."""
    places = named(edition.table("PR04", by=["governorate"]))
    camps = named(edition.table("PR04", by=["camp"]))
    unknown = edition.cell("PR04", place=UNKNOWN_CELL)
    return edition.publish(
        lambda narrow: draw_tiles(edition, places, camps, narrow),
        id="fig-governorates",
        finding=leader(
            edition,
            places,
            "child",
            to_say("{label} has the largest number of children supported: {number}."),
            to_say("Largest number among the governorates shown: {label}, {number}."),
        ),
        alt=say(
            edition,
            "Map of tiles, one a governorate, with children supported in {year}: {numbers}. "
            "Camps: {camps}.",
            year=edition.plain(edition.year),
            numbers=told(edition, ranked(places)),
            camps=told(edition, camps, share=False),
        ),
        measure=measured(edition, say(edition, "Children supported, darker for more")),
        notes=[
            say(edition, "Outlined: camps, which are counted in their governorate too."),
            base_note(edition, "PR04", places, unknown),
        ],
        mirror=False,
    )


def draw_tiles(edition: Edition, places: pd.DataFrame, camps: pd.DataFrame, narrow: bool) -> Figure:
    """Return tiles and camps, north up and west left in every language."""
    spots: dict[str, tuple[int, int]] = {
        code: tuple(edition.entry("governorates", code)["tile"]) for code in places["code"]
    }
    columns, rows = max(c for _, c in spots.values()) + 2, max(r for r, _ in spots.values()) + 1
    paper, high = (NARROW, 0.74) if narrow else (WIDE, 0.52)
    figure = Figure(figsize=(paper, rows * high))
    axes = figure.subplots()
    axes.set_axis_off()
    axes.set_xlim(0, columns)
    axes.set_ylim(rows, 0)
    size = (paper / columns * 72, NOTE if narrow else SMALL)
    homes = {code: spots[edition.entry("camps", code)["governorate"]] for code in camps["code"]}
    for code, row in camp_rows(homes).items():
        cell = camps[camps["code"].eq(code)].iloc[0]
        join_camp(axes, homes[code], (row, columns - 1))
        draw_tile(edition, axes, (row, columns - 1), cell, None, size)
    highest = places["value"].max() if places["value"].notna().any() else 1.0
    for _, cell in places.iterrows():
        depth = 0 if pd.isna(cell["value"]) else (cell["value"] / (highest or 1)) ** 0.5
        draw_tile(edition, axes, spots[cell["code"]], cell, shade(depth), size)
    return figure


def camp_rows(homes: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """Return a row for each camp: its governorate's, or the next one that no camp has taken."""
    taken: dict[str, int] = {}
    for camp, (row, _) in homes.items():
        taken[camp] = next(each for each in count(row) if each not in taken.values())
    return taken


def join_camp(axes: Axes, home: tuple[int, int], camp: tuple[int, int]) -> None:
    """Draw the line from a governorate's tile to a camp's, behind both."""
    across = [home[1] + 0.5, camp[1] + GAP / 2, camp[1] + GAP / 2, camp[1] + 0.5]
    down = [home[0] + 0.5, home[0] + 0.5, camp[0] + 0.5, camp[0] + 0.5]
    axes.plot(across, down, color=palette()["primary"], linewidth=1, zorder=0.5, gid=FURNITURE)


def draw_tile(
    edition: Edition,
    axes: Axes,
    spot: tuple[int, int],
    cell: pd.Series,
    colour: str | None,
    size: tuple[float, float],
) -> None:
    """Draw one place, filled with `colour` or outlined (a camp) where it has none."""
    (row, column), (wide, letters) = spot, size
    withheld, shown = cell["status"] == "suppressed", not pd.isna(cell["value"])
    colours = palette()
    patch = Rectangle(
        (column + GAP / 2, row + GAP / 2),
        1 - GAP,
        1 - GAP,
        facecolor=colours["suppressed"] if withheld else colour or colours["paper"],
        gid="withheld" if withheld else "camp" if colour is None else "tile",
    )
    if colour is None:
        patch.set(edgecolor=colours["primary"], linewidth=1)
    if withheld:
        patch.set(edgecolor=colours["suppressed_hatch"], hatch="//////", linewidth=0)
    axes.add_patch(patch)
    ink = on(colour) if colour and shown else colours["ink"]
    words = cell["words"].split(" (") if len(cell["words"]) > 12 else [cell["words"]]
    words = [words[0], f"({words[1]}"] if len(words) > 1 and letters == NOTE else [cell["words"]]
    lines = [*wrap(cell["label"], wide / 72 * (1 - GAP) - 0.1, letters), *words]
    step = leading(letters) * 72 * 0.95
    for number, line in enumerate(lines):
        write(
            axes,
            line,
            (column + GAP / 2, row + 0.5),
            INSIDE,
            letters,
            drop=step * (number - (len(lines) - 1) / 2),
            color=ink,
            fontweight="bold" if number >= len(lines) - len(words) else "normal",
            **(
                {"bbox": {"facecolor": colours["suppressed"], "pad": 1, "linewidth": 0}}
                if withheld
                else {}
            ),
        )
