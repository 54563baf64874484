"""Sentences of captions and alternative texts: true, and silent, where cells are withheld."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from cpims_report.report.cell import Cell
from cpims_report.report.charts.marks import REST, Mark, any_withheld, full_words, largest
from cpims_report.report.charts.messages import say
from cpims_report.report.edition import Edition

NOTHING = "There is no number above zero that can be shown here."


def leader(
    edition: Edition,
    marks: Iterable[Mark],
    unit: str,
    sole: str,
    among: str,
    share: bool = True,
) -> str:
    """Return which mark has the largest number, as a sentence.

    `sole` says it of all marks; `among`, only of the named ones shown, where several tie, where
    the remainder is larger, or where a withheld one might be. Both take {label} and {number}.
    """
    marks = tuple(marks)
    leaders = largest(marks)
    if not leaders:
        return say(edition, NOTHING)
    rest = any(m.shown and m.id == REST and m.amount >= leaders[0].amount for m in marks)
    alone = len(leaders) == 1 and not rest and not any_withheld(marks)
    return say(
        edition,
        sole if alone else among,
        label=edition.listed([mark.label for mark in leaders]),
        number=counted_share(edition, leaders, unit, share),
    )


def counted_share(edition: Edition, leaders: Sequence[Mark], unit: str, share: bool = True) -> str:
    """Return the number that the leaders have, with its unit and, where it has one, its share."""
    cell = leaders[0].cell
    percent = edition.share(cell) if share else None
    count = edition.counted(cell, unit)
    words = f"{count} ({percent})" if percent else count
    return words if len(leaders) == 1 else say(edition, "{number} each", number=words)


def join(name: str, number: str) -> str:
    """Return a name with its number; the colon keeps “Turned 18” apart from what follows."""
    return f"{name}: {number}"


def shown_numbers(
    edition: Edition,
    marks: Sequence[Mark],
    words_of: Callable[[Edition, Cell], str] = full_words,
    most: int = 6,
) -> str:
    """Return the first marks with their numbers, for the alternative text of an image."""
    return enumerated(
        edition,
        [
            join(
                mark.label,
                say(edition, "withheld") if mark.withheld else words_of(edition, mark.cell),
            )
            for mark in marks[:most]
        ],
    )


def enumerated(edition: Edition, parts: Iterable[str]) -> str:
    """Return parts that hold commas themselves as one enumeration."""
    return ("؛ " if edition.language == "ar" else "; ").join(parts)


def base_note(edition: Edition, indicator: str, cells: Iterable[Cell], unknown: Cell) -> str:
    """Return what percentages are of, how many that is, and how many are not recorded."""
    known = [cell.base for cell in cells if cell.shown and cell.base is not None]
    return say(
        edition,
        "Percentages are of {base} ({number}). Not recorded: {unknown}."
        if known
        else "Not recorded: {unknown}.",
        base=edition.indicator(indicator, "base"),
        number=edition.number(known[0]) if known else "",
        unknown=edition.number(unknown.value)
        if unknown.shown and unknown.value is not None
        else edition.symbol(unknown.status),
    )
