"""Dates are read as their profile writes them, or not at all."""

from datetime import date
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from cpims_report.records.values.dates import DayReader, looks_like_day
from cpims_report.records.values.hijri import is_hijri

ALL = ("iso", "day_month_name", "day_month_year", "serial")
GULF = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
]


@pytest.mark.parametrize(
    "text",
    [
        "2018-01-05",
        "2018-01-05T09:30:00.000Z",
        "2018-01-05 09:00:00 +0300",
        "05-Jan-2018",
        "5 January 2018",
        "05-كانون الثاني-2018",
        "٠٥-كانون الثاني-٢٠١٨",
        "05-يناير-2018",
        "05/01/2018",
        "05/01/2018 14:20",
        "05/01/18",
        "5.1.18",
        "05-Jan-18",
        "January 5, 2018",
        "2018/01/05",
        "05-كانون الثاني/يناير-2018",
        "2018-01-05T09:00:00+03:00",
        "43105",
        "\u200f05-Jan-2018 ",
    ],
)
def test_a_day_is_read_however_it_is_written(text):
    assert DayReader(ALL).read(text) == date(2018, 1, 5)


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("شباط", 2),
        ("آذار", 3),
        ("نيسان", 4),
        ("أيار", 5),
        ("ايار", 5),
        ("حزيران", 6),
        ("تموز", 7),
        ("آب", 8),
        ("أيلول", 9),
        ("تشرين الأول", 10),
        ("تشرين الثاني", 11),
        ("كانون الأول", 12),
    ],
)
def test_levantine_months_are_known(name, month):
    assert DayReader(("day_month_name",)).read(f"03-{name}-2018") == date(2018, month, 3)


@pytest.mark.parametrize(("month", "name"), [*enumerate(GULF, 1)])
def test_gulf_months_are_known(name, month):
    assert DayReader(("day_month_name",)).read(f"٠٣ {name} ٢٠١٨") == date(2018, month, 3)


def test_two_names_of_different_months_are_no_month():
    assert DayReader(("day_month_name",)).read("05-شباط/يناير-2018") is None


def test_years_of_two_digits_are_read_as_excel_reads_them():
    assert DayReader(("day_month_year",)).read("05/01/29") == date(2029, 1, 5)
    assert DayReader(("day_month_year",)).read("05/01/99") == date(1999, 1, 5)


def test_two_digits_after_hyphens_could_be_the_day_and_are_not_read():
    assert DayReader(ALL).read("18-01-05") is None


def test_excels_other_calendar_begins_in_1904():
    assert DayReader(("serial_1904",)).read("0") is None
    assert DayReader(("serial_1904",)).read("41643") == date(2018, 1, 5)


def test_numbers_without_proof_are_a_day_only_where_the_order_does_not_matter():
    assert DayReader(("numeric",)).read("05/05/2018") == date(2018, 5, 5)
    assert DayReader(("numeric",)).read("05/06/2018") is None


@pytest.mark.parametrize("text", ["31-Feb-2018", "31/02/2018", "1018-03-05", "2018-02-30"])
def test_what_is_written_as_a_day_is_told_from_what_is_not(text):
    assert looks_like_day(text)
    assert not any(map(looks_like_day, ("soon", "17", "05-Foo-2018", "about 2018")))


@pytest.mark.parametrize("text", ["1439-05-12", "12/05/1439", "12 رمضان 1439", "12/5/1439 هـ"])
def test_the_hijri_calendar_is_known_by_year_month_or_mark(text):
    assert is_hijri(text)
    assert not any(map(is_hijri, ("05/01/2018", "1018-01-01", "رمضان", "05-شباط-2018", "17 سنه")))


@pytest.mark.parametrize(
    "text", ["31-Feb-2018", "2018-13-01", "05-Foo-2018", "1018-01-01", "soon", "12", ""]
)
def test_what_is_no_day_is_not_read(text):
    assert DayReader(ALL).read(text) is None


def test_only_the_formats_of_the_profile_are_read():
    assert DayReader(("iso", "day_month_name")).read("05/01/2018") is None
    assert DayReader(("iso",)).read("43105") is None


def test_day_comes_before_month():
    assert DayReader(("day_month_year",)).read("02/01/2018") == date(2018, 1, 2)
    assert DayReader(("day_month_year",)).read("13/12/2018") == date(2018, 12, 13)
    assert DayReader(("day_month_year",)).read("12/13/2018") is None


def test_a_column_of_days_is_null_where_blank():
    days = DayReader(("iso",)).read_cells(pd.Series(["2018-01-05", None], dtype="str"))
    assert days.iloc[0] == pd.Timestamp(2018, 1, 5)
    assert pd.isna(days.iloc[1])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019-01-31T22:30:00Z", date(2019, 2, 1)),
        ("2019-01-31 21:30:00 UTC", date(2019, 1, 31)),
        ("2018-07-31T21:30:00.000Z", date(2018, 8, 1)),
        ("2019-02-01T00:30:00+03:00", date(2019, 1, 31)),
        ("2019-01-31T22:30:00", date(2019, 1, 31)),
    ],
)
def test_a_time_with_its_zone_counts_on_its_day_at_home(text, day):
    assert DayReader(ALL, ZoneInfo("Asia/Amman")).read(text) == day
