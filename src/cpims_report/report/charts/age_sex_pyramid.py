"""Children supported by age and sex: boys on the side where reading starts, girls on the other."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cpims_report.report.charts.findings import (
    NOTHING,
    base_note,
    counted_share,
    each_told,
    measured,
)
from cpims_report.report.charts.frames import any_withheld, largest, named
from cpims_report.report.charts.lettering import SMALL, TEXT, text_width, write
from cpims_report.report.charts.messages import say, to_say
from cpims_report.report.charts.paper import NARROW, WIDE
from cpims_report.report.charts.style import palette
from cpims_report.report.charts.withheld import MARK
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture
from cpims_report.schema import UNKNOWN_CELL

ROW, THICK = 0.4, 0.7
SIDES = {"M": "boys_bar", "F": "girls_bar"}
"""Sexes in reading order, with the names of their colours."""

Pyramid = dict[str, pd.DataFrame]


def age_sex_pyramid(edition: Edition) -> Picture:
    """Return `fig-age-sex-pyramid`: PR02, share of children whose sex and age are known."""
    table = edition.table("PR02", by=["age", "sex"])
    empty = table.groupby("age")["value"].agg(lambda values: bool(values.eq(0).all()))
    kept = named(table[table["age"].isin(empty.index[~empty])])
    sides = {sex: kept[kept["sex"].eq(sex)].iloc[::-1].reset_index(drop=True) for sex in SIDES}
    names = {sex: edition.label("sex", sex) for sex in SIDES}
    return edition.publish(
        lambda narrow: draw_pyramid(edition, sides, narrow),
        id="fig-age-sex-pyramid",
        finding=finding(edition, sides),
        alt=say(
            edition,
            "Pyramid of children supported in {year} by age and sex. {numbers}.",
            year=edition.plain(edition.year),
            numbers=each_told(edition, {names[sex]: side for sex, side in sides.items()}),
        ),
        measure=measured(edition, say(edition, "Children supported")),
        notes=[base_note(edition, "PR02", kept, edition.cell("PR02", age=UNKNOWN_CELL))],
    )


def finding(edition: Edition, sides: Pyramid) -> str:
    """Return which group of age and sex is the largest of those shown."""
    groups = pd.concat(
        [
            side.assign(
                label=[
                    say(edition, "{sex} aged {age}", sex=edition.label("sex", sex), age=age)
                    for age in side["label"]
                ]
            )
            for sex, side in sides.items()
        ],
        ignore_index=True,
    )
    leaders = largest(groups)
    if leaders.empty:
        return say(edition, NOTHING)
    return say(
        edition,
        to_say("{label} are the largest group: {number}.")
        if len(leaders) == 1 and not any_withheld(groups)
        else to_say("Largest of the groups shown: {label}, {number}."),
        label=edition.listed(list(leaders["label"])),
        number=counted_share(edition, leaders, "child"),
    )


def draw_pyramid(edition: Edition, sides: Pyramid, narrow: bool) -> Figure:
    """Return both sides, away from the ages in the middle, on one scale."""
    paper, size = (NARROW, SMALL) if narrow else (WIDE, TEXT)
    ages = list(sides["M"]["label"])
    spine = max((text_width(age, size) for age in ages), default=0.5) + 0.2
    figure = Figure(figsize=(paper, ROW * (len(ages) + 1)))
    panels = figure.subplots(1, 2)
    highest = float(np.nanmax([*(side["value"].max() for side in sides.values()), 0])) or 1.0
    half = (paper - spine - 0.1) / 2
    words = [word for side in sides.values() for word in side["words"]]
    room = max(text_width(word, size) for word in words) + 0.1
    for axes, (sex, side) in zip(panels, sides.items(), strict=True):
        first = sex == "M"
        axes.set_xlim(
            (highest * half / (half - room), 0) if first else (0, highest * half / (half - room))
        )
        draw_side(
            axes, side, palette()[SIDES[sex]], (-1 if first else 1, size), edition.label("sex", sex)
        )
        total = edition.written(edition.cell("PR01", sex=sex))
        write(
            axes,
            f"{edition.label('sex', sex)} {total}",
            (0, -0.75),
            size=size,
            ha="right" if first else "left",
            fontweight="bold",
            color=palette()[SIDES[sex].removesuffix("_bar")],
        )
    axes = panels[0]
    for row, age in enumerate(ages):
        write(axes, age, (0, row), spine * 36, size, ha="center")
    for each, left in zip(panels, (0.05, 0.05 + half + spine), strict=True):
        each.set_position((left / paper, 0, half / paper, 1))
    return figure


def draw_side(
    axes: Axes, side: pd.DataFrame, colour: str, turn: tuple[int, float], name: str
) -> None:
    """Draw one sex, away from the middle on the side that `turn` says, with words of that size."""
    way, size = turn
    axes.barh(range(len(side)), side["value"].to_numpy(float), THICK, color=colour, label=name)
    axes.set_yticks(range(len(side)), list(side["label"]))
    axes.set_ylim(len(side) - 0.5, -1.2)
    axes.tick_params(labelleft=False)
    axes.xaxis.set_visible(False)
    rows = zip(side["value"], side["status"], side["words"], strict=True)
    for row, (value, status, words) in enumerate(rows):
        beyond = MARK * 72 if status == "suppressed" else 0
        write(
            axes,
            words,
            (0 if np.isnan(value) else value, row),
            way * (4 + beyond),
            size,
            ha="left" if way > 0 else "right",
            color=palette()["muted" if np.isnan(value) else "ink"],
        )
