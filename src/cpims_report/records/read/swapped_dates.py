"""Dates that a spreadsheet has turned round: day and month changed places where both are below 13.

A spreadsheet that expects the month first makes 3 May of 05/03/2018, and leaves 25/03/2018 a text:
half of a column is then wrong, and nothing in it looks so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpims_report.errors import Problem
from cpims_report.records.columns import COLUMNS, SUBFORMS
from cpims_report.records.issues import damage
from cpims_report.records.read.date_order import write_day
from cpims_report.records.read.headers import HeaderMap
from cpims_report.records.read.received import Received
from cpims_report.records.read.used_columns import Part
from cpims_report.records.text.distinct_words import count_words
from cpims_report.records.values.dates import (
    NUMERIC,
    plain_day,
    read_day_first,
    read_iso,
    read_month_first,
    read_month_name,
)

MONTHS = 12
FEWEST = 2
"""Different dates of each notation from which a half-turned column is taken for one."""
SUSPECT = {"registration_date": 4, "closure_date": 4}
SUSPECT_ELSEWHERE = 8
"""Different dates, none with a day above 12, from which a whole column is suspect."""
FEWEST_DAYS = 3
"""Days of the month among them: reports of the first of each month are no sign."""
NEVER_SHOWN = "birth_date"
MIDNIGHT = " 00:00:00"
Days = dict[str, date]


def find_swapped(
    parts: list[Part], headers: HeaderMap, file: Received
) -> tuple[list[Problem], list[Problem]]:
    """Return the problems of half-turned columns, and the notes of columns that may be turned.

    Where the year's configuration states the order of the source's dates, nothing is questioned.
    """
    if headers.source.dates or headers.profile.reader == "json":
        return [], []
    found = [
        (part, column, read_texts(part, column))
        for part, column in list_columns(parts)
        if not has_late_day(part, column)
    ]
    problems = [
        tell_half(part, column, {**dates, **named}, file)
        for part, column, (dates, named, texts) in found
        if is_half_turned({**dates, **named}, texts)
    ]
    notes = [
        damage.maybe_swapped(file.agency, file.name, part.sheet, part.headers[column], len(dates))
        for part, column, (dates, named, texts) in found
        if not named and not texts and is_suspect(column, dates)
    ]
    return problems, notes


def list_columns(parts: list[Part]) -> Iterator[tuple[Part, str]]:
    """Yield the columns that hold one day a cell."""
    nested = {name: kind for each in SUBFORMS.values() for name, kind in each.items()}
    kinds = {**nested, **COLUMNS}
    yield from (
        (part, column) for part in parts for column in part.headers if kinds.get(column) == "day"
    )


def has_late_day(part: Part, column: str) -> bool:
    """Return whether a real date of a column has a day above 12: then nothing is turned in it."""
    words = map(plain_day, count_words(part.cells[column]))
    whole = (word for word in words if ":" not in word.removesuffix(MIDNIGHT))
    days = (read_iso(word) or read_month_name(word) for word in whole)
    return any(day.day > MONTHS for day in days if day)


def read_texts(part: Part, column: str) -> tuple[Days, Days, list[str]]:
    """Return the texts of real dates -> their day, and those of numbers alone.

    Real dates are written with the year first (2018-05-03), or as a spreadsheet shows them, with
    the name of the month (3-May-18). A time of day is a system's stamp, no spreadsheet's date.
    """
    words = {text: plain_day(text) for text in count_words(part.cells[column])}
    whole = {text: word for text, word in words.items() if ":" not in word.removesuffix(MIDNIGHT)}
    return (
        {text: day for text, word in whole.items() if (day := read_iso(word))},
        {text: day for text, word in whole.items() if (day := read_month_name(word))},
        [word for word in whole.values() if NUMERIC.fullmatch(word)],
    )


def is_half_turned(dates: Days, texts: list[str]) -> bool:
    """Return whether all dates have a day up to 12, and all texts a number above it."""
    return (
        len(dates) >= FEWEST
        and len(texts) >= FEWEST
        and all(day.day <= MONTHS for day in dates.values())
        and all(
            (read_day_first(text) is None) != (read_month_first(text) is None) for text in texts
        )
    )


def is_suspect(column: str, dates: Days) -> bool:
    """Return whether so many dates without one day above 12 can hardly be chance."""
    days = {day.day for day in dates.values()}
    enough = len(dates) >= SUSPECT.get(column, SUSPECT_ELSEWHERE) and len(days) >= FEWEST_DAYS
    return enough and max(days) <= MONTHS


def tell_half(part: Part, column: str, dates: Days, file: Received) -> Problem:
    """Return the problem of a half-turned column, with both readings of its first such date."""
    text, day = next((pair for pair in dates.items() if pair[1].day != pair[1].month), ("", None))
    text, day = (text, day) if day else next(iter(dates.items()))
    cells = part.cells[column]
    rows = part.cells.loc[cells.isin(list(dates)), "row"]
    row = int(part.cells.loc[cells == text, "row"].min())
    both = f"{write_day(day)} or {write_day(date(day.year, day.day, day.month))}"
    shown = "" if column == NEVER_SHOWN else both
    return damage.swapped(
        file.agency, file.name, part.sheet, row, part.headers[column], shown, len(rows)
    )
