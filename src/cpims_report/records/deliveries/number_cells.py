"""Cells that hold a number of years."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from cpims_report.records.deliveries.table_reading import TableReading
from cpims_report.records.text.distinct_words import spread
from cpims_report.records.text.identifying import shown_word
from cpims_report.records.text.normalisation import plain
from cpims_report.records.values.dates import DayReader, read_month

NUMBER = r"(\d{1,3})(?:[.,]\d+)?"
IN_YEARS = r"\s*(?:y|yrs?|years?(?: old)?|سنة|سنه|سنوات|سنين|عام|عاما|أعوام)\.?"
IN_MONTHS = r"\s*(?:mo|mos|mths?|months?(?: old)?|شهر|شهرا|أشهر|اشهر|شهور)\.?"
YEARS = re.compile(rf"{NUMBER}(?:{IN_YEARS})?")
MONTHS = re.compile(rf"{NUMBER}{IN_MONTHS}")
BOTH = re.compile(rf"(\d{{1,2}}){IN_YEARS}\s*(?:and|و|,)?\s*\d{{1,2}}(?:{IN_MONTHS}|\s*m)")
YOUNGER = re.compile(
    r"<\s*1|(\d{1,2})\s*(?:weeks?|wks?|days?|أسبوع|أسابيع|اسبوع|اسابيع|يوم|يوما|أيام|ايام)\.?"
)
RANGE = re.compile(r"\d{1,2}\s*(?:-|/|to|until|إلى|الى|_)\s*\d{1,2}(?:\D{0,10})?")
IN_YEAR = 12
DATES = DayReader(("iso", "day_month_name", "day_month_year", "month_day_year"))
ZERO = date(1899, 12, 31)
"""The day before the one that spreadsheets show for the number 1."""
LAST = date(1900, 1, 31)


def read_number(reading: TableReading, column: str) -> dict[str, pd.Series]:
    """Return whole years; "17 yrs", "١٧ سنة", "30 months" and a 9 shown as a date are read.

    Anything else is refused.
    """
    texts = reading.texts(column)
    words = {text: plain(text).lower() for text in texts}
    found = {text: YEARS.fullmatch(word) for text, word in words.items()}
    years = {text: int(match[1]) for text, match in found.items() if match}
    others = {text: read_other(words[text]) for text in texts if text not in years}
    turned = {text: number for text, number in others.items() if number is not None}
    unread = [text for text in others if text not in turned and not reading.is_blank(text)]
    reading.refuse(
        column, {text: [text] for text in unread}, lambda text: tell_age(text, words[text])
    )
    worded = {text: str(number) for text, number in years.items() if not is_plain(text)}
    reading.mark(column, "NUM-01", worded)
    reading.mark(column, "NUM-02", {text: str(number) for text, number in turned.items()})
    return {column: spread(reading.cells(column), {**years, **turned}, None, "Int64")}


def read_other(word: str) -> int | None:
    """Return the completed years of an age that is not written as years, or None."""
    months, both = MONTHS.fullmatch(word), BOTH.fullmatch(word)
    if months:
        return int(months[1]) // IN_YEAR
    if both:
        return int(both[1])
    if YOUNGER.fullmatch(word):
        return 0
    day = DATES.read(word)
    return (day - ZERO).days if day and ZERO < day <= LAST else None


def tell_age(text: str, word: str) -> dict[str, str]:
    """Return the words of the problem of an age that cannot be read.

    A date or a range is shown: neither is a name, and it tells what went wrong.
    """
    day = DATES.read(word) or is_day_and_month(word)
    told = {
        "code": "IN-NUMBER",
        "message": "The age is no number.",
        "value": shown_word(text, ()),
        "expected": "completed years",
        "action": "Correct the data and export it again.",
    }
    if day:
        message = (
            "The age is a date: a spreadsheet makes one of a range like 10-12, or of a number."
        )
        action = "Format the column as a number or text, correct the cell, and export it again."
        return {**told, "message": message, "value": word, "action": action}
    if RANGE.fullmatch(word):
        return {**told, "message": "The age is a range; one number is needed.", "value": word}
    return told


def is_day_and_month(word: str) -> bool:
    """Return whether a text is a day and a month (10-Dec), as a spreadsheet shows 10-12."""
    number, _, name = word.partition("-")
    pairs = ((number, name), (name, number))
    return any(day.isdigit() and read_month(month) is not None for day, month in pairs)


def is_plain(text: str) -> bool:
    """Return whether a text is a number and nothing else, in whatever digits."""
    return all(letter.isdigit() or letter in "., " for letter in plain(text))
