"""Spells follow registration, reopenings, closure and status."""

import pandas as pd
import pytest

from cpims_report.records.spells.building import build_spells

COLUMNS = ["seq", "open_date", "close_date", "close_precision", "close_reason"]


def spells_of(records, year, reopened=(), **facts):
    typed = records(facts)
    log = pd.DataFrame({"record_uid": "a", "date": pd.to_datetime(pd.Series(list(reopened)))})
    found = build_spells(typed, log, year)
    days = ["open_date", "close_date"]
    text = found.assign(**{day: found[day].dt.strftime("%Y-%m-%d").fillna("") for day in days})
    return [tuple(row) for row in text[COLUMNS].to_numpy()]


def test_an_open_case_is_one_open_spell(records, year):
    assert spells_of(records, year) == [(1, "2018-03-05", "", "none", "not_applicable")]


def test_a_closed_case_ends_at_its_closure(records, year):
    found = spells_of(
        records, year, status="closed", closure_date="2018-06-01", closure_reason="needs_met"
    )
    assert found == [(1, "2018-03-05", "2018-06-01", "day", "needs_met")]


def test_status_wins_over_a_closure_date(records, year):
    found = spells_of(records, year, status="open", closure_date="2018-06-01")
    assert found == [(1, "2018-03-05", "", "none", "not_applicable")]


def test_an_open_reopened_case_keeps_its_first_closure(records, year):
    found = spells_of(
        records,
        year,
        ["2018-09-01"],
        status="open",
        closure_date="2018-06-01",
        closure_reason="needs_met",
    )
    assert found == [
        (1, "2018-03-05", "2018-06-01", "day", "needs_met"),
        (2, "2018-09-01", "", "none", "not_applicable"),
    ]


def test_a_case_closed_again_ends_at_the_approval_after_its_reopening(records, year):
    found = spells_of(
        records,
        year,
        ["2018-09-01"],
        status="closed",
        closure_date="2018-06-01",
        closure_approved_date="2018-11-20",
        closure_reason="declined",
    )
    assert found == [
        (1, "2018-03-05", "2018-06-01", "day", "missing"),
        (2, "2018-09-01", "2018-11-20", "day", "declined"),
    ]


def test_a_case_closed_again_without_a_later_date_ends_with_the_year(records, year):
    found = spells_of(
        records,
        year,
        ["2018-09-01"],
        status="closed",
        closure_date="2018-06-01",
        closure_approved_date="2018-06-01",
    )
    assert found[1] == (2, "2018-09-01", "2018-12-31", "year", "missing")


def test_every_entry_of_the_log_opens_a_spell_and_none_is_counted_twice(records, year):
    log = ["2018-09-01", "2018-06-01", "2018-09-01"]
    found = spells_of(records, year, log, closure_date="2018-04-01")
    assert [row[:3] for row in found] == [
        (1, "2018-03-05", "2018-04-01"),
        (2, "2018-06-01", "2018-09-01"),
        (3, "2018-09-01", ""),
    ]
    assert found[1][3] == "none"


def test_a_reopening_before_the_registration_opens_nothing(records, year):
    assert len(spells_of(records, year, ["2018-03-05", "2017-01-01"])) == 1


def test_a_closed_case_without_date_ends_with_the_year(records, year):
    found = spells_of(records, year, status="closed", closure_reason="not_collected")
    assert found == [(1, "2018-03-05", "2018-12-31", "year", "not_collected")]


def test_a_closure_before_the_registration_is_not_used(records, year):
    found = spells_of(records, year, status="closed", closure_date="2018-01-01")
    assert found[0][2:4] == ("2018-12-31", "year")


def test_an_approval_stands_in_for_a_missing_closure_date(records, year):
    found = spells_of(records, year, status="closed", closure_approved_date="2018-07-01")
    assert found[0][2:4] == ("2018-07-01", "day")


def test_a_transferred_case_is_ended(records, year):
    found = spells_of(records, year, status="transferred", closure_date="2018-07-01")
    assert found[0][2] == "2018-07-01"


@pytest.mark.parametrize("status", ["open", "closed"])
@pytest.mark.parametrize("closed", [None, "2017-01-01", "2018-06-01", "2019-01-10"])
@pytest.mark.parametrize("approved", [None, "2018-05-01", "2018-12-01"])
@pytest.mark.parametrize(
    "log", [(), ("2018-05-20",), ("2018-05-20", "2018-11-11"), ("2019-01-02",)]
)
def test_stocks_and_flows_add_up_whatever_the_dates(records, year, status, closed, approved, log):
    typed = records({"status": status, "closure_date": closed, "closure_approved_date": approved})
    reopenings = pd.DataFrame({"record_uid": "a", "date": pd.to_datetime(pd.Series(log))})
    spells = build_spells(typed, reopenings, year)
    start, end = pd.Timestamp(2018, 1, 1), pd.Timestamp(2018, 12, 31)
    opened, ended = spells["open_date"], spells["close_date"]
    assert not (ended < opened).any()
    at_start = (opened < start) & ~(ended < start)
    at_end = (opened <= end) & ~(ended <= end)
    came = opened.between(start, end).sum()
    went = ended.between(start, end).sum()
    assert at_start.sum() + came - went == at_end.sum()
