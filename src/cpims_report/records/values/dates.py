"""Dates as agencies write them: ISO, 05-Jan-2018 in two languages, dd/mm/yyyy, Excel's numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import Final

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
BARE, MOST_MET = 10, 200_000
"""Letters of a day without a time, and how many texts are remembered."""
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


def plain_day(text: str) -> str:
    """Return a date in plain digits and signs, without the mark of its calendar."""
    word = plain(text)
    return word if word[-1:].isdecimal() else ERA.sub("", word)


def read_year(text: str) -> int | None:
    """Return the year of a date that has no more than year and month (2008, 06/2008, Jun-08)."""
    word = plain_day(text)
    found = YEAR_ALONE.fullmatch(word)
    if found:
        return int(found[1] or found[2])
    named = MONTH_YEAR.fullmatch(word)
    return full_year(named[2]) if named and read_month(named[1]) else None


def read_iso(text: str) -> date | None:
    """Return the day of 2018-01-05 or 20180105 as it is written, with or without a time."""
    match = ISO.fullmatch(text) or COMPACT.fullmatch(text)
    return build_day(match[1], match[2], match[3]) if match else None


def bring_home(day: date, time: re.Match[str], home: tzinfo) -> date | None:
    """Return the day that it was at home at a time with a zone."""
    ahead = timedelta(hours=int(time["hours"] or 0), minutes=int(time["minutes"] or 0))
    zone = timezone(-ahead if time["sign"] == "-" else ahead)
    try:
        moment = datetime(
            day.year, day.month, day.day, int(time["hour"]), int(time["minute"]), tzinfo=zone
        )
    except ValueError:
        return None
    return moment.astimezone(home).date()


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


def looks_like_day(text: str) -> bool:
    """Return whether a text is written as a date, though no calendar may have it (31-Feb-2018)."""
    word = plain_day(text)
    named = DAY_MONTH_NAME.fullmatch(word) or YEAR_MONTH_NAME.fullmatch(word)
    return bool(ISO.fullmatch(word) or NUMERIC.fullmatch(word) or (named and read_month(named[2])))


@dataclass(frozen=True)
class DayReader:
    """How the days of a file are written: its formats, tried in order, and whose day it was.

    Systems stamp the time in UTC: where the zone of a time is written, the day is that of `home`.
    """

    formats: tuple[DateFormat, ...]
    home: tzinfo = UTC
    met: dict[str, tuple[DateFormat | None, date | None]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def read(self, text: str) -> date | None:
        """Return the day that a text means in the first format that fits, or None.

        A time of day is dropped. Years before 1900 or after 2100 are not read.
        """
        return self.find(text)[1]

    def format_of(self, text: str) -> DateFormat | None:
        """Return the first format in which a text is a day, or None."""
        return self.find(text)[0]

    def find(self, text: str) -> tuple[DateFormat | None, date | None]:
        """Return the format and the day of a text; one that was met before is not read again."""
        found = self.met.get(text)
        if found is None:
            if len(self.met) >= MOST_MET:
                self.met.clear()
            found = self.met[text] = self.try_formats(plain_day(text))
        return found

    def try_formats(self, word: str) -> tuple[DateFormat | None, date | None]:
        """Return the first format that fits and the day in it, or nothing twice."""
        for name in self.formats:
            day = READERS[name](word)
            zoned = ZONED.fullmatch(word) if day and name == "iso" and len(word) > BARE else None
            day = bring_home(day, zoned, self.home) if day and zoned else day
            if day and day.year in YEARS:
                return name, day
        return None, None

    def read_cells(self, cells: pd.Series) -> pd.Series:
        """Return the days of text cells (datetime64, midnight); null where blank or unreadable."""
        days = {text: self.read(text) for text in count_words(cells)}
        return spread(cells, days, None, DAY_TYPE)

    def describe(self) -> str:
        """Return the formats as examples in words."""
        return "a date like " + " or ".join(dict.fromkeys(EXAMPLES[name] for name in self.formats))
