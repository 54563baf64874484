"""Ages are completed years at the reference day."""

import pandas as pd
import pytest

from cpims_report.records.people.ages import add_ages, completed_years


def age(birth, day):
    return completed_years(pd.to_datetime(pd.Series([birth])), pd.to_datetime(pd.Series([day])))[0]


@pytest.mark.parametrize(
    ("birth", "day", "years"),
    [
        ("2000-06-15", "2018-06-14", 17),
        ("2000-06-15", "2018-06-15", 18),
        ("2008-12-31", "2018-12-31", 10),
        ("2004-02-29", "2018-02-28", 13),
        ("2004-02-29", "2018-03-01", 14),
        ("2004-02-29", "2016-02-29", 12),
        ("2018-03-05", "2018-03-05", 0),
    ],
)
def test_a_year_is_completed_on_the_birthday(birth, day, years):
    assert age(birth, day) == years


@pytest.mark.parametrize(
    ("birth", "day"),
    [("2018-03-06", "2018-03-05"), ("1980-01-01", "2018-01-01"), (None, "2018-01-01")],
)
def test_an_impossible_or_unknown_birth_has_no_age(birth, day):
    assert pd.isna(age(birth, day))


def test_ages_are_taken_at_registration_at_year_end_and_at_closure(records, year):
    typed = records({"birth_date": "2008-06-15", "closed_in_year": "2018-06-20"})
    aged = add_ages(typed, year).iloc[0]
    assert (aged["age_reg"], aged["age_end"], aged["age_close"]) == (9, 10, 10)


def test_a_recorded_age_counts_only_without_a_date_of_birth(records, year):
    typed = records({"birth_date": "2008-06-15", "age": 11}, {"age": 11})
    aged = add_ages(typed, year)
    assert list(aged["age_reg"]) == [9, 11]
    assert list(aged["birth_precision"]) == ["exact", "age_only"]
    assert pd.isna(aged["age_end"].iloc[1])


@pytest.mark.parametrize(
    ("registration", "created", "known"),
    [
        ("2018-03-05", "2018-04-04", True),
        ("2018-03-05", "2018-04-05", False),
        ("2018-03-05", None, True),
        ("2017-12-31", "2017-12-31", False),
    ],
)
def test_a_recorded_age_counts_only_if_entered_near_a_registration_in_the_year(
    records, year, registration, created, known
):
    typed = records({"age": 11, "registration_date": registration, "created_date": created})
    aged = add_ages(typed, year).iloc[0]
    assert pd.notna(aged["age_reg"]) == known
    assert aged["birth_precision"] == ("age_only" if known else "none")


def test_new_year_by_estimate_stands_for_a_year(records, year):
    typed = records(
        {"birth_date": "2008-01-01", "age_estimated": True},
        {"birth_date": "2008-01-01", "age_estimated": False},
        {"birth_date": "2008-01-01"},
        {"birth_date": "2008-01-02", "age_estimated": True},
    )
    assert list(add_ages(typed, year)["birth_precision"]) == [
        "year_only",
        "exact",
        "exact",
        "exact",
    ]
