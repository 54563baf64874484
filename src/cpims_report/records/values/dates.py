"""Dates as agencies write them: ISO, 05-Jan-2018 in two languages, dd/mm/yyyy, Excel's numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from functools import cache, lru_cache
from typing import Final
from zoneinfo import ZoneInfo

import pandas as pd
from babel.dates import get_month_names

from cpims_report.records.systems.profile import DateFormat
from cpims_report.records.text.distinct_words import count_words, spread
from cpims_report.records.text.normalisation import fold, plain

DAY_TYPE: Final = "datetime64[us]"
CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?"
ZONE = r"(?:Z|UTC|GMT|EET|EEST|[+-]\d{2}:?\d{2})"
TIME = rf"(?:[Tt ,]+{CLOCK}(?:\s*(?:[AaPp]\.?[Mm]\.?|ص|م))?(?:\s*{ZONE})?)?"
"""A time of day and its zone, and nothing behind them: it could be somebody's name."""
ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){TIME}")
COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
ZONED = re.compile(
    r".*[T ](?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)? ?"
    r"(?:Z|UTC|GMT|(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2}))"
)
HOME = ZoneInfo("Asia/Amman")
"""Systems stamp the time in UTC; a day of the report is one in Jordan."""
ERA = re.compile(r"(?<=\d)\s*(?:م|AD|CE)\.?$")
"""Says that a year is of the Gregorian calendar."""
YEAR_ALONE = re.compile(
    r"(?:0{1,2}[-/.])?(?:\d{1,2}[-/.])?((?:19|20)\d{2})"
    r"|((?:19|20)\d{2})[-/.]\d{1,2}(?:[-/.]0{1,2})?"
)
"""A year, with a month beside it or not; days of zeros stand for none."""
MONTH_YEAR = re.compile(r"([^\d]+?)[-/ .]+(\d{4}|\d{2})")
DAY_MONTH_NAME = re.compile(rf"(\d{{1,2}})[-/ .]+([^\d]+?)[-/ .,]+(\d{{4}}|\d{{2}}){TIME}")
YEAR_MONTH_NAME = re.compile(rf"(\d{{4}})[-/ .]+([^\d]+?)[-/ .,]+(\d{{1,2}}){TIME}")
MONTH_NAME_DAY = re.compile(rf"([^\d]+?)[-/ .]+(\d{{1,2}})[-/ .,]+(\d{{4}}){TIME}")
NUMERIC = re.compile(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}|(?<!-)\d{{2}}){TIME}")
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
DAY_ZERO = {"serial": date(1899, 12, 30), "serial_1904": date(1904, 1, 1)}
YEARS = range(1900, 2101)
CENTURY = 30
"""Years of two digits below it are of the 2000s, the others of the 1900s, as Excel reads them."""
LOCALES = ("en", "ar_JO", "ar", "fr", "ckb")
"""English, Levantine (كانون الثاني) and common Arabic (يناير), French and Sorani, from CLDR."""
SHORTER = {"fev": 2}
"""Month names that systems cut further than CLDR does, folded."""


@cache
def month_numbers() -> dict[str, int]:
    """Return folded month name -> number, full and short, in the languages of the exports."""
    return SHORTER | {
        fold(str(name)): number
        for locale in LOCALES
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=locale).items()
    }


def read_month(name: str) -> int | None:
    """Return the number of a month; both Arabic names with a stroke between them are one month."""
    whole = month_numbers().get(fold(name))
    found = {month_numbers().get(fold(part)) for part in name.split("/")}
    return whole or (found.pop() if len(found) == 1 else None)


def read_day(text: str, formats: Sequence[DateFormat]) -> date | None:
    """Return the day that `text` means in the first format that fits, or None.

    A time of day is dropped; where its zone is written too, the day is that of Jordan. Years before
    1900 or after 2100 are not read.
    """
    name = find_format(text, formats)
    return READERS[name](plain_day(text)) if name else None


def plain_day(text: str) -> str:
    """Return a date in plain digits and signs, without the mark of its calendar."""
    return ERA.sub("", plain(text))


def read_year(text: str) -> int | None:
    """Return the year of a date that has no more than year and month (2008, 06/2008, Jun-08)."""
    word = plain_day(text)
    found = YEAR_ALONE.fullmatch(word)
    if found:
        return int(found[1] or found[2])
    named = MONTH_YEAR.fullmatch(word)
    return full_year(named[2]) if named and read_month(named[1]) else None


@lru_cache(maxsize=200_000)
def find_format(text: str, formats: Sequence[DateFormat]) -> DateFormat | None:
    """Return the first format in which a text is a day, or None."""
    word = plain_day(text)
    days = ((name, READERS[name](word)) for name in formats)
    return next((name for name, day in days if day is not None and day.year in YEARS), None)


def read_iso(text: str) -> date | None:
    """Return the day of 2018-01-05 or 20180105, with or without a time and its zone."""
    match = ISO.fullmatch(text) or COMPACT.fullmatch(text)
    day = build_day(match[1], match[2], match[3]) if match else None
    zoned = ZONED.fullmatch(text) if day else None
    return bring_home(day, zoned) if day and zoned else day


def bring_home(day: date, time: re.Match[str]) -> date | None:
    """Return the day that it was in Jordan at a time with a zone."""
    ahead = timedelta(hours=int(time["hours"] or 0), minutes=int(time["minutes"] or 0))
    zone = timezone(-ahead if time["sign"] == "-" else ahead)
    try:
        moment = datetime(
            day.year, day.month, day.day, int(time["hour"]), int(time["minute"]), tzinfo=zone
        )
    except ValueError:
        return None
    return moment.astimezone(HOME).date()


def read_month_name(text: str) -> date | None:
    """Return the day of 05-Jan-2018, January 5, 2018, ٠٥-كانون الثاني-٢٠١٨ or 2018-آذار-05."""
    match = DAY_MONTH_NAME.fullmatch(text)
    if match:
        return build_day(match[3], read_month(match[2]), match[1])
    match = YEAR_MONTH_NAME.fullmatch(text)
    if match:
        return build_day(match[1], read_month(match[2]), match[3])
    match = MONTH_NAME_DAY.fullmatch(text)
    return build_day(match[3], read_month(match[1]), match[2]) if match else None


def read_day_first(text: str) -> date | None:
    """Return the day of 05/01/2018, day before month."""
    match = NUMERIC.fullmatch(text)
    return build_day(match[4], match[3], match[1]) if match else None


def read_month_first(text: str) -> date | None:
    """Return the day of 01/05/2018, month before day."""
    match = NUMERIC.fullmatch(text)
    return build_day(match[4], match[1], match[3]) if match else None


def read_unordered(text: str) -> date | None:
    """Return the day of 05/05/2018, where the order of day and month makes no difference."""
    match = NUMERIC.fullmatch(text)
    return read_day_first(text) if match and int(match[1]) == int(match[3]) else None


def read_serial(text: str) -> date | None:
    """Return the day of an Excel number (43105), counted from 30 December 1899."""
    return count_days(text, DAY_ZERO["serial"])


def read_serial_1904(text: str) -> date | None:
    """Return the day of an Excel number (41643) of a workbook that counts from 1904."""
    return count_days(text, DAY_ZERO["serial_1904"])


def count_days(text: str, zero: date) -> date | None:
    """Return the day that lies so many days after `zero`."""
    return zero + timedelta(days=int(float(text))) if SERIAL.fullmatch(text) else None


def build_day(year: str, month: str | int | None, day: str) -> date | None:
    """Return a day of the calendar, or None for one that there is not."""
    try:
        return date(full_year(year), int(month or 0), int(day))
    except ValueError:
        return None


def full_year(year: str) -> int:
    """Return a year of four digits."""
    if len(year) > 2:
        return int(year)
    return int(year) + (2000 if int(year) < CENTURY else 1900)


READERS = {
    "iso": read_iso,
    "day_month_name": read_month_name,
    "numeric": read_unordered,
    "day_month_year": read_day_first,
    "month_day_year": read_month_first,
    "serial": read_serial,
    "serial_1904": read_serial_1904,
}
EXAMPLES = {
    "iso": "2018-01-05",
    "day_month_name": "05-Jan-2018",
    "numeric": "05/01/2018",
    "day_month_year": "05/01/2018 (day first)",
    "month_day_year": "01/05/2018 (month first)",
    "serial": "an Excel date",
    "serial_1904": "an Excel date",
}


def read_days(cells: pd.Series, formats: Sequence[DateFormat]) -> pd.Series:
    """Return the days of text cells (datetime64, midnight); null where blank or unreadable."""
    days = {text: read_day(text, formats) for text in count_words(cells)}
    return spread(cells, days, None, DAY_TYPE)


def looks_like_day(text: str) -> bool:
    """Return whether a text is written as a date, though no calendar may have it (31-Feb-2018)."""
    word = plain_day(text)
    named = DAY_MONTH_NAME.fullmatch(word) or YEAR_MONTH_NAME.fullmatch(word)
    return bool(ISO.fullmatch(word) or NUMERIC.fullmatch(word) or (named and read_month(named[2])))


def describe(formats: Sequence[DateFormat]) -> str:
    """Return the formats of a profile as examples in words."""
    return "a date like " + " or ".join(dict.fromkeys(EXAMPLES[name] for name in formats))
