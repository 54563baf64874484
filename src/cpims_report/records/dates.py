"""Dates as agencies write them: ISO, 05-Jan-2018 in two languages, dd/mm/yyyy, Excel's numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Final

import pandas as pd
from babel.dates import get_month_names

from cpims_report.records.letters import fold, latin_digits, tidy
from cpims_report.records.sources.profile import DateFormat

DAY_TYPE: Final = "datetime64[us]"
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
DAY_MONTH_NAME = re.compile(r"(\d{1,2})[-/ .]+([^\d]+?)[-/ .]+(\d{4})")
DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\s+\d{1,2}:\d{2}.*)?")
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
EXCEL_DAY_ZERO = date(1899, 12, 30)
YEARS = range(1900, 2101)
LOCALES = ("en", "ar_JO", "ar")
"""English, Levantine (كانون الثاني) and common Arabic (يناير) month names, from CLDR."""


@cache
def month_numbers() -> dict[str, int]:
    """Return folded month name -> number, full and short, in the languages of the exports."""
    return {
        fold(str(name)): number
        for locale in LOCALES
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=locale).items()
    }


def read_day(text: str, formats: Sequence[DateFormat]) -> date | None:
    """Return the day that `text` means in the first format that fits, or None.

    A time of day and its zone are dropped: the day is the one written. Years before 1900 or after
    2100 are not read.
    """
    word = latin_digits(tidy(text))
    found = (READERS[name](word) for name in formats)
    day = next((day for day in found if day is not None), None)
    return day if day is not None and day.year in YEARS else None


def read_iso(text: str) -> date | None:
    """Return the day of 2018-01-05, with or without a time."""
    match = ISO.fullmatch(text)
    return build_day(match[1], match[2], match[3]) if match else None


def read_month_name(text: str) -> date | None:
    """Return the day of 05-Jan-2018 or ٠٥-كانون الثاني-٢٠١٨."""
    match = DAY_MONTH_NAME.fullmatch(text)
    month = month_numbers().get(fold(match[2])) if match else None
    return build_day(match[3], month, match[1]) if match and month else None


def read_day_first(text: str) -> date | None:
    """Return the day of 05/01/2018, day before month."""
    match = DAY_MONTH_YEAR.fullmatch(text)
    return build_day(match[3], match[2], match[1]) if match else None


def read_serial(text: str) -> date | None:
    """Return the day of an Excel number (43105), counted from 30 December 1899."""
    match = SERIAL.fullmatch(text)
    return EXCEL_DAY_ZERO + timedelta(days=int(float(text))) if match else None


def build_day(year: str, month: str | int, day: str) -> date | None:
    """Return a day of the calendar, or None for one that there is not."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


READERS = {
    "iso": read_iso,
    "day_month_name": read_month_name,
    "day_month_year": read_day_first,
    "serial": read_serial,
}
EXAMPLES = {
    "iso": "2018-01-05",
    "day_month_name": "05-Jan-2018",
    "day_month_year": "05/01/2018 (day first)",
    "serial": "an Excel date",
}


def read_days(cells: pd.Series, formats: Sequence[DateFormat]) -> pd.Series:
    """Return the days of text cells (datetime64, midnight); null where blank or unreadable."""
    days = {text: read_day(text, formats) for text in cells.dropna().unique()}
    return pd.to_datetime(cells.map(days).astype("object"), errors="coerce").astype(DAY_TYPE)


def describe(formats: Sequence[DateFormat]) -> str:
    """Return the formats of a profile as examples in words."""
    return "a date like " + " or ".join(EXAMPLES[name] for name in formats)
