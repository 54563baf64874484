"""Results change as they should when the input changes in a known way."""

from __future__ import annotations

import random

import pandas as pd

from cpims_report.indicators import compute
from cpims_report.schema import CELL_KEY


def test_the_order_of_rows_changes_nothing(random_lists, tables, settings):
    cases, spells = random_lists(1)
    mixed = random.Random(5)
    shuffled = mixed.sample(cases, len(cases)), mixed.sample(spells, len(spells))
    pd.testing.assert_frame_equal(
        compute(tables((cases, spells)), settings, 2018),
        compute(tables(shuffled), settings, 2018),
    )


def test_agencies_without_a_common_child_add_up(random_lists, tables, settings):
    first = random_lists(2, agencies=["imc", "jrf"], prefix="a")
    second = random_lists(3, agencies=["irc"], prefix="b")
    apart = [
        compute(tables(one), settings, 2018).set_index(list(CELL_KEY)) for one in (first, second)
    ]
    both = compute(tables(first, second), settings, 2018).set_index(list(CELL_KEY))
    for column in ("value", "base"):
        pd.testing.assert_series_equal(apart[0][column] + apart[1][column], both[column])


def test_an_agency_that_shares_children_adds_fewer_children_than_cases(case, counted):
    alone = counted(case(child_key="amal", record_uid="a"))
    shared = counted(
        case(child_key="amal", record_uid="a"),
        case(child_key="amal", record_uid="b", agency="irc"),
    )
    assert shared("CL01") == alone("CL01")
    assert shared("CL02")[0] == alone("CL02")[0] + 1


def test_exchanging_two_codes_exchanges_their_cells(random_lists, tables, settings):
    cases, spells = random_lists(4)
    exchange = {"female": "male", "male": "female"}
    other = [{**row, "sex": exchange.get(row["sex"], row["sex"])} for row in cases]
    before = compute(tables((cases, spells)), settings, 2018)
    after = compute(tables((other, spells)), settings, 2018)
    renamed = before.assign(sex=before["sex"].replace({"F": "M", "M": "F"}))
    by_key = list(CELL_KEY)
    pd.testing.assert_frame_equal(
        renamed.sort_values(by_key, ignore_index=True),
        after.sort_values(by_key, ignore_index=True),
    )


def test_a_year_earlier_moves_everything_a_year(random_lists, tables, settings):
    cases, spells = random_lists(6)
    days = ("open_date", "close_date")
    year_on = {"2017": "2018", "2018": "2019", "2019": "2020"}
    later = [
        {**row, **{day: row[day] and year_on[row[day][:4]] + row[day][4:] for day in days}}
        for row in spells
    ]
    pd.testing.assert_frame_equal(
        compute(tables((cases, spells)), settings, 2018).drop(columns="year"),
        compute(tables((cases, later)), settings, 2019).drop(columns="year"),
    )
