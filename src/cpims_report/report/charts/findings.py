"""Sentences of captions and alternative texts: true, and silent, where cells are withheld."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from cpims_report.report.cell import Cell
from cpims_report.report.charts.frames import REST, any_withheld, largest
from cpims_report.report.charts.messages import say, to_say
from cpims_report.report.edition import Edition
from cpims_report.report.tidy import cells_of

NOTHING = to_say("There is no number above zero that can be shown here.")


def leader(
    edition: Edition, frame: pd.DataFrame, unit: str, sole: str, among: str, share: bool = True
) -> str:
    """Return which row has the largest number, as a sentence.

    `sole` says it of all rows; `among`, only of the named ones shown, where several tie, where
    the remainder is larger, or where a withheld one might be. Both take {label} and {number}.
    """
    leaders = largest(frame)
    if leaders.empty:
        return say(edition, NOTHING)
    return say(
        edition,
        among if rivalled(frame, leaders) else sole,
        label=edition.listed(list(leaders["label"])),
        number=counted_share(edition, leaders, unit, share),
    )


def rivalled(frame: pd.DataFrame, leaders: pd.DataFrame) -> bool:
    """Return whether a withheld row, or the remainder, may hold more than the largest shown."""
    rest = frame["code"].eq(REST) & frame["value"].ge(leaders["value"].iloc[0])
    return bool(rest.any()) or any_withheld(frame) or len(leaders) > 1


def counted_share(edition: Edition, leaders: pd.DataFrame, unit: str, share: bool = True) -> str:
    """Return the number that the leaders have, with its unit and, where it has one, its share."""
    cell = next(cells_of(leaders))
    percent = edition.share(cell) if share else None
    count = edition.counted(cell, unit)
    words = f"{count} ({percent})" if percent else count
    return words if len(leaders) == 1 else say(edition, "{number} each", number=words)


def join(name: str, number: str) -> str:
    """Return a name with its number; the colon keeps “Turned 18” apart from what follows."""
    return f"{name}: {number}"


def told(edition: Edition, frame: pd.DataFrame, share: bool = True) -> str:
    """Return every row with its number, for an alternative text that leaves nothing out."""
    hidden = say(edition, "withheld")
    return enumerated(
        edition,
        (
            join(label, hidden if cell.status == "suppressed" else amount(edition, cell, share))
            for label, cell in zip(frame["label"], cells_of(frame), strict=True)
        ),
    )


def amount(edition: Edition, cell: Cell, share: bool = True) -> str:
    """Return number and share of a cell or the number alone; the symbol where it has none."""
    if share or cell.value is None or not cell.shown:
        return edition.written(cell)
    return edition.number(cell.value)


def shares(edition: Edition, frame: pd.DataFrame) -> list[str]:
    """Return the share of each row, its number where it has none, or its symbol."""
    return [
        (edition.share(cell) if cell.shown else None) or edition.written(cell)
        for cell in cells_of(frame)
    ]


def each_told(edition: Edition, frames: Mapping[str, pd.DataFrame], share: bool = True) -> str:
    """Return every row of several series, each under its name."""
    return enumerated(
        edition,
        (f"{name} – {told(edition, frame, share)}" for name, frame in frames.items()),
    )


def enumerated(edition: Edition, parts: Iterable[str]) -> str:
    """Return parts that hold commas themselves as one enumeration."""
    return edition.text("between_items").join(parts)


def base_note(edition: Edition, indicator: str, frame: pd.DataFrame, unknown: Cell) -> str:
    """Return what percentages are of, how many that is, and how many are not recorded."""
    known = frame["base"].dropna()
    return say(
        edition,
        to_say("Percent of {base} ({number}); not recorded: {unknown}.")
        if len(known)
        else to_say("Not recorded: {unknown}."),
        base=edition.indicator(indicator, "base"),
        number=edition.number(int(known.iloc[0])) if len(known) else "",
        unknown=amount(edition, unknown, share=False),
    )


def measured(edition: Edition, unit: str) -> str:
    """Return the subtitle of a figure: what is counted, and in which year."""
    return say(edition, "{unit}, {year}", unit=unit, year=edition.plain(edition.year))
