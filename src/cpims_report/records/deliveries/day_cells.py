"""Cells that hold a day, or several."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

import pandas as pd

from cpims_report.records.deliveries.table_reading import TableReading, find_holders
from cpims_report.records.read.extract import Extract
from cpims_report.records.text.distinct_words import spread
from cpims_report.records.values.codes import split_list
from cpims_report.records.values.dates import (
    DAY_TYPE,
    DayReader,
    looks_like_day,
    read_month,
    read_year,
)
from cpims_report.records.values.hijri import is_hijri

WORD = re.compile(r"[^\W\d_]{2,}")
OTHER_NOTATION, IMPOSSIBLE, YEAR_ONLY = "DAT-01", "DAT-02", "DAT-03"
BIRTH = "birth_date"


def read_one_day(reading: TableReading, column: str) -> dict[str, pd.Series]:
    """Return the day of each cell; words for "no date" are null, anything else is refused.

    A day that no calendar has is null and noted, and so is one in another notation than the most
    frequent of its column. A birth of which only the year is known counts as 1 January.
    """
    check_days(reading, column, {text: [text] for text in reading.texts(column)})
    dates = reading.extract.dates
    days = dates.read_cells(reading.cells(column))
    years = find_years(reading.texts(column), dates) if column == BIRTH else {}
    if years:
        births = {text: date(year, 1, 1) for text, year in years.items()}
        days = days.fillna(spread(reading.cells(column), births, None, DAY_TYPE))
        reading.mark(column, YEAR_ONLY, {text: str(year) for text, year in years.items()})
    names = {text: dates.format_of(text) for text in reading.texts(column)}
    counts: Counter[str] = Counter()
    for text, name in names.items():
        counts[name or ""] += reading.counts(column)[text] if name else 0
    usual = max(counts, key=lambda name: counts[name], default="")
    other = [text for text, name in names.items() if name and name != usual]
    reading.mark(column, OTHER_NOTATION, {text: str(dates.read(text)) for text in other})
    return {column: days}


def find_years(texts: Iterable[str], dates: DayReader) -> dict[str, int]:
    """Return the texts that hold a year but no day -> that year."""
    years = {text: read_year(text) for text in texts if not dates.read(text)}
    return {text: year for text, year in years.items() if year}


def read_several_days(reading: TableReading, column: str) -> dict[str, pd.Series]:
    """Return the cells as they are, unreadable days refused; `list_days` makes rows of them."""
    separators = reading.extract.profile.lists
    check_days(
        reading, column, {text: split_list(text, separators) for text in reading.texts(column)}
    )
    return {column: reading.cells(column).astype("str")}


def check_days(reading: TableReading, column: str, texts: dict[str, list[str]]) -> None:
    """Note the items that no calendar has; refuse those that are neither a day nor a word for none.

    Dates of the Hijri calendar are refused as such: their conversion can be a day off.
    """
    dates = reading.extract.dates
    items = {item for found in texts.values() for item in found}
    unread = sorted(
        item
        for item in items
        if not (dates.read(item) or reading.is_blank(item))
        and not (column == BIRTH and read_year(item))
    )
    hijri = [item for item in unread if is_hijri(item)]
    impossible = [item for item in unread if item not in hijri and looks_like_day(item)]
    unknown = [item for item in unread if item not in hijri and item not in impossible]
    holders = find_holders(texts, impossible)
    reading.mark(column, IMPOSSIBLE, {text: "" for found in holders.values() for text in found})
    reading.refuse(column, find_holders(texts, hijri), tell_hijri(column))
    reading.refuse(
        column,
        find_holders(texts, unknown),
        lambda item: {
            "code": "IN-DATE",
            "message": "The date cannot be read.",
            "value": shown_day(item, column),
            "expected": dates.describe(),
            "action": "Correct the data and export it again.",
        },
    )


def tell_hijri(column: str) -> Callable[[str], dict[str, str]]:
    """Return the words of the problem of a Hijri date."""
    return lambda item: {
        "code": "IN-DATE",
        "message": "The date is one of the Hijri calendar, which is not converted.",
        "value": shown_day(item, column),
        "expected": "a date of the Gregorian calendar",
        "action": "Ask the agency for the Gregorian date and export the file again.",
    }


def shown_day(text: str, column: str) -> str:
    """Return an unreadable date as it may be repeated.

    Not a date of birth: with a place it can identify a child. Nor words that are no month, nor a
    text without digits: they may be a name.
    """
    if column == BIRTH:
        return ""
    if not any(letter.isdigit() for letter in text) or len(text) > 30:
        return "(not shown: it does not look like a date)"
    return WORD.sub(lambda match: match[0] if read_month(match[0]) else "…", text)


def list_days(records: pd.DataFrame, column: str, extract: Extract) -> pd.DataFrame:
    """Return one row a day of a list column: source_id, date."""
    lists = {
        text: split_list(text, extract.profile.lists) for text in records[column].dropna().unique()
    }
    rows = (
        records[["source_id", column]]
        .dropna()
        .assign(date=lambda frame: frame[column].map(lists))
        .explode("date", ignore_index=True)
    )
    days = extract.dates.read_cells(rows["date"].astype("str"))
    return rows[["source_id"]].assign(date=days).dropna(subset="date")
