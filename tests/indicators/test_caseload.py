"""CL01-CL07 on cases small enough to count by hand. Sex: F for girls, M for boys."""

from __future__ import annotations

import pytest

from cpims_report.indicators import Caseload


def test_children_are_supported_when_a_spell_has_one_day_in_the_year(case, counted):
    cell = counted(
        case(("2017-05-01", "2018-01-01")),
        case(("2018-12-31",)),
        case(("2017-05-01", "2017-12-31")),
        case(("2019-01-01",)),
    )
    assert cell("CL01") == (2, None)


def test_a_child_with_two_agencies_is_one_child_and_two_cases(case, counted):
    cell = counted(
        case(("2018-02-01",), child_key="amal", agency="imc"),
        case(("2018-05-01",), child_key="amal", agency="irc"),
    )
    assert cell("CL01") == (1, None)
    assert cell("CL02") == (2, None)


def test_a_child_is_described_by_its_earliest_registered_active_case(case, counted):
    cell = counted(
        case(("2018-05-01",), child_key="amal", registration_date="2018-05-01", sex="male"),
        case(("2018-02-01",), child_key="amal", registration_date="2018-02-01", sex="female"),
        case(
            ("2016-02-01", "2016-03-01"),
            child_key="amal",
            registration_date="2016-02-01",
            sex="unknown",
        ),
    )
    assert cell("CL01", sex="F") == (1, 1)
    assert cell("CL01", sex="M") == (0, 1)


def test_equal_registration_days_go_by_the_order_of_agencies_then_by_record(case, counted):
    same = {"child_key": "amal", "registration_date": "2018-03-01"}
    cell = counted(
        case(**same, agency="irc", record_uid="a", governorate="irbid"),
        case(**same, agency="imc", record_uid="c", governorate="karak"),
        case(**same, agency="imc", record_uid="b", governorate="mafraq"),
    )
    assert cell("CL01", place="mafraq") == (1, 1)


def test_new_cases_are_first_spells_opened_in_the_year_by_month(case, counted):
    cell = counted(
        case(("2018-01-01",)),
        case(("2018-12-31",)),
        case(("2018-12-01", "2018-12-05"), ("2018-12-20",)),
        case(("2017-12-31",)),
    )
    assert cell("CL02") == (3, None)
    assert [cell("CL02", category=month) for month in ("01", "02", "12")] == [
        (1, 3),
        (0, 3),
        (2, 3),
    ]


def test_cases_are_carried_over_when_open_on_new_years_day_from_before(case, counted):
    cell = counted(
        case(("2017-06-01",), sex="male"),
        case(("2017-06-01", "2018-01-01")),
        case(("2017-06-01", "2017-12-31")),
        case(("2018-01-01",)),
    )
    assert cell("CL03") == (2, None)
    assert cell("CL03", sex="M") == (1, 2)


def test_a_case_reopened_twice_counts_twice(case, counted):
    cell = counted(
        case(
            ("2017-06-01", "2017-07-01"),
            ("2018-02-01", "2018-03-01"),
            ("2018-04-01", "2018-05-01"),
        ),
        case(("2017-01-01", "2017-02-01"), ("2017-06-01",)),
    )
    assert cell("CL04") == (2, None)
    assert cell("CL05") == (2, None)


def test_closures_are_spells_ended_in_the_year_and_take_the_age_at_closure(case, counted):
    cell = counted(
        case(("2018-02-01", "2018-12-31"), age_reg=17, age_close=18),
        case(("2017-02-01", "2018-01-01"), age_reg=5, age_close=6),
        case(("2018-02-01", "2019-01-01")),
        case(("2017-02-01", "2017-12-31")),
    )
    assert cell("CL05") == (2, None)
    assert [cell("CL05", age=band)[0] for band in ("0-5", "6-11", "12-17", "18+")] == [0, 1, 0, 1]


def test_open_at_year_end_excludes_31_december_and_takes_the_age_of_that_day(case, counted):
    cell = counted(
        case(("2018-02-01",), age_reg=11, age_end=12),
        case(("2018-12-31", "2019-01-01")),
        case(("2018-02-01", "2018-12-31")),
        case(("2019-01-01",)),
    )
    assert cell("CL06") == (2, None)
    assert cell("CL06", age="12-17") == (1, 2)
    assert cell("CL06", concern="child_labour") == (2, 2)


def test_the_balance_is_zero(case, counted):
    cell = counted(case(("2017-02-01", "2018-02-01"), ("2018-05-01",)), case(("2018-05-01",)))
    assert cell("CL07") == (0, None)


def test_spells_of_cases_outside_the_report_do_not_count(case, counted):
    excluded = case(("2018-05-01",), record_uid="excluded") | {"cases": []}
    cell = counted(case(("2018-02-01",)), excluded)
    assert cell("CL02") == (1, None)


@pytest.mark.parametrize("indicator", ["CL01", "CL02", "CL03", "CL05", "CL06"])
def test_counts_have_a_base_in_one_way_cells_alone(indicator, case, counted):
    cell = counted(case(("2017-02-01", "2018-02-01")), case(("2018-02-01",), sex="unknown"))
    assert cell(indicator)[1] is None
    assert cell(indicator, sex="F")[1] is not None
    assert cell(indicator, sex="_U")[1] is None


def test_a_crossed_count_has_no_base(case, counted):
    cell = counted(case())
    assert cell("CL01", sex="F", age="6-11") == (1, None)


def test_a_case_with_two_spells_in_the_year_is_one_active_case(case, tables, settings):
    lists = case(("2018-01-01", "2018-02-01"), ("2018-05-01",), record_uid="a")
    assert len(Caseload.of(tables(lists), settings, 2018).population("active")) == 1
