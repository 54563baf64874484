"""Dates are read as their profile writes them, or not at all."""

from datetime import date

import pandas as pd
import pytest

from cpims_report.records.dates import read_day, read_days

ALL = ("iso", "day_month_name", "day_month_year", "serial")


@pytest.mark.parametrize(
    "text",
    [
        "2018-01-05",
        "2018-01-05T23:30:00.000Z",
        "2018-01-05 09:00:00 +0300",
        "05-Jan-2018",
        "5 January 2018",
        "05-كانون الثاني-2018",
        "٠٥-كانون الثاني-٢٠١٨",
        "05-يناير-2018",
        "05/01/2018",
        "05/01/2018 14:20",
        "43105",
        "\u200f05-Jan-2018 ",
    ],
)
def test_a_day_is_read_however_it_is_written(text):
    assert read_day(text, ALL) == date(2018, 1, 5)


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
    assert read_day(f"03-{name}-2018", ("day_month_name",)) == date(2018, month, 3)


@pytest.mark.parametrize(
    "text", ["31-Feb-2018", "2018-13-01", "05-Foo-2018", "1018-01-01", "soon", "12", ""]
)
def test_what_is_no_day_is_not_read(text):
    assert read_day(text, ALL) is None


def test_only_the_formats_of_the_profile_are_read():
    assert read_day("05/01/2018", ("iso", "day_month_name")) is None
    assert read_day("43105", ("iso",)) is None


def test_day_comes_before_month():
    assert read_day("02/01/2018", ("day_month_year",)) == date(2018, 1, 2)
    assert read_day("13/12/2018", ("day_month_year",)) == date(2018, 12, 13)
    assert read_day("12/13/2018", ("day_month_year",)) is None


def test_a_column_of_days_is_null_where_blank():
    days = read_days(pd.Series(["2018-01-05", None], dtype="str"), ("iso",))
    assert days.iloc[0] == pd.Timestamp(2018, 1, 5)
    assert pd.isna(days.iloc[1])
