"""PR, CN, UA and CS on cases small enough to count by hand: every value with its base."""

from __future__ import annotations

import pytest


def test_sex_is_a_share_of_children_whose_sex_is_recorded(case, counted):
    cell = counted(case(sex="female"), case(sex="male"), case(sex="missing"))
    assert cell("PR01", sex="F") == (1, 2)
    assert cell("PR01", sex="_U") == (1, None)
    assert cell("PR01") == (3, None)


def test_age_bands_are_inclusive_at_both_ends(case, counted):
    cell = counted(*(case(age_reg=age) for age in (0, 5, 6, 11, 12, 17, 18, None)))
    bands = ("0-5", "6-11", "12-17", "18+")
    assert [cell("PR02", age=band) for band in bands] == [(2, 7), (2, 7), (2, 7), (1, 7)]
    assert cell("PR02", age="_U") == (1, None)


def test_a_pyramids_percents_are_of_children_known_in_both_dimensions(case, counted):
    cell = counted(
        case(sex="female", age_reg=3),
        case(sex="male", age_reg=13),
        case(sex="female", age_reg=None),
        case(sex="unknown", age_reg=13),
    )
    assert cell("PR02", sex="F", age="0-5") == (1, 2)
    assert cell("PR02", sex="M", age="0-5") == (0, 2)
    assert cell("PR02", sex="F", age="_U") == (1, None)
    assert cell("PR02", age="12-17") == (2, 3)
    assert cell("PR02", sex="F") == (2, None)


def test_sex_not_recorded_is_not_listed_in_crossed_tables(case, counted):
    cell = counted(case(sex="unknown", age_reg=13))
    assert cell("PR02", sex="_U") == (1, None)
    with pytest.raises(KeyError):
        cell("PR02", sex="_U", age="12-17")


def test_nationality_of_the_four_non_values_is_unknown(case, counted):
    codes = ("syria", "missing", "unknown", "not_collected", "not_applicable")
    cell = counted(*(case(nationality=code) for code in codes))
    assert cell("PR03", nationality="syria") == (1, 1)
    assert cell("PR03", nationality="_U") == (4, None)
    assert cell("PR03", sex="F", nationality="jordan") == (0, 1)


def test_a_camp_is_counted_in_its_governorate_and_apart(case, counted):
    cell = counted(
        case(governorate="mafraq", camp="zaatari", site_type="camp"),
        case(governorate="mafraq"),
        case(governorate="zarqa"),
        case(governorate="missing", site_type="missing"),
    )
    assert cell("PR04", place="mafraq") == (2, 3)
    assert cell("PR04", place="zaatari") == (1, 3)
    assert cell("PR04", place="north") == (2, 3)
    assert cell("PR04", place="central") == (1, 3)
    assert cell("PR04", place="_U") == (1, None)
    assert cell("PR04", sex="F", place="mafraq") == (2, 3)


def test_camp_and_host_are_shares_of_known_sites(case, counted):
    cell = counted(
        case(governorate="mafraq", camp="zaatari", site_type="camp"),
        case(governorate="amman", site_type="not_collected"),
        case(sex="male"),
        case(sex="unknown"),
    )
    assert cell("PR05", place="camp") == (1, 3)
    assert cell("PR05", place="host") == (2, 3)
    assert cell("PR05", place="_U") == (1, None)
    assert cell("PR05", sex="M", place="host") == (1, 2)


def test_primary_concerns_are_shares_within_the_other_dimension(case, counted):
    cell = counted(
        case(governorate="mafraq"),
        case(governorate="mafraq", primary_concern="neglect"),
        case(governorate="mafraq", primary_concern="not_collected"),
        case(governorate="amman", sex="male"),
    )
    assert cell("CN01", concern="child_labour") == (2, 3)
    assert cell("CN01", place="mafraq", concern="child_labour") == (1, 2)
    assert cell("CN01", place="north", concern="neglect") == (1, 2)
    assert cell("CN01", place="mafraq", concern="_U") == (1, None)
    assert cell("CN01", sex="M", concern="child_labour") == (1, 1)
    assert cell("CN01", age="6-11", concern="neglect") == (1, 3)
    assert cell("CN01", nationality="syria", concern="neglect") == (1, 3)


def test_a_child_has_the_primary_concern_of_its_first_case_that_has_one(case, counted):
    blank = {"concerns": "missing", "primary_concern": "missing"}
    later = {"registration_date": "2018-03-01", "agency": "jrf", "governorate": "irbid"}
    neglect = {"concerns": "neglect", "primary_concern": "neglect"}
    cell = counted(
        case(child_key="amal", governorate="amman", **blank),
        case(child_key="amal", **later, **neglect),
        case(child_key="noor", **blank),
    )
    assert cell("CN01", place="amman", concern="neglect") == (1, 1)
    assert cell("CN01", place="irbid", concern="neglect") == (0, 0)
    for indicator in ("CN01", "CN02"):
        assert cell(indicator, concern="neglect") == (1, 1)
        assert cell(indicator, concern="_U") == (1, None)


def test_a_margin_that_completes_a_crossed_table_has_no_base(case, counted):
    cell = counted(case())
    assert cell("CN01", sex="F") == (1, None)
    assert cell("CN01", place="amman") == (1, None)


def test_any_concern_unites_a_childs_active_cases_and_counts_each_child_once(case, counted):
    cell = counted(
        case(child_key="amal", concerns="child_labour|neglect"),
        case(child_key="amal", concerns="child_marriage|neglect"),
        case(("2016-01-01", "2016-02-01"), child_key="amal", concerns="trafficking"),
        case(concerns="neglect", sex="male"),
        case(concerns="missing", sex="male"),
        case(concerns="refugee"),
    )
    assert cell("CN02", concern="neglect") == (2, 2)
    assert cell("CN02", concern="child_labour") == (1, 2)
    assert cell("CN02", concern="child_marriage") == (1, 2)
    assert cell("CN02", concern="trafficking") == (0, 2)
    assert cell("CN02", concern="_U") == (2, None)
    assert cell("CN02") == (4, None)


def test_any_concern_by_sex_is_of_that_sexs_children_with_any_concern(case, counted):
    cell = counted(
        case(concerns="child_labour|neglect"),
        case(concerns="neglect", sex="male"),
        case(concerns="missing", sex="male"),
        case(concerns="child_labour", age_reg=3),
    )
    assert cell("CN02", sex="F", concern="child_labour") == (2, 2)
    assert cell("CN02", sex="M", concern="neglect") == (1, 1)
    assert cell("CN02", age="0-5", concern="child_labour") == (1, 1)
    assert cell("CN02", sex="M") == (2, None)


def test_separation_status_is_a_share_of_children_whose_status_is_known(case, counted):
    cell = counted(
        case(protection_status="unaccompanied"),
        case(protection_status="separated", governorate="irbid", sex="male"),
        case(protection_status="neither", governorate="irbid", sex="male"),
        case(protection_status="not_collected", governorate="irbid"),
    )
    assert cell("UA01", category="unaccompanied") == (1, 3)
    assert cell("UA01", sex="M", category="separated") == (1, 2)
    assert cell("UA01", place="north", category="neither") == (1, 2)
    assert cell("UA01", place="north", category="_U") == (0, None)
    assert cell("UA01") == (3, None)


def test_closure_reasons_are_those_of_each_closed_spell(case, counted):
    cell = counted(
        case(
            ("2018-01-01", "2018-02-01", "lost_contact"), ("2018-05-01", "2018-06-01", "needs_met")
        ),
        case(("2018-01-01", "2018-02-01", "missing"), sex="male"),
        case(("2017-01-01", "2017-02-01", "death"), ("2018-03-01",)),
        case(("2018-01-01", "2018-02-01", "turned_18"), age_reg=17, age_close=18, sex="male"),
    )
    assert cell("CS01", category="needs_met") == (1, 3)
    assert cell("CS01", category="lost_contact") == (1, 3)
    assert cell("CS01", category="death") == (0, 3)
    assert cell("CS01", category="_U") == (1, None)
    assert cell("CS01", sex="M", category="turned_18") == (1, 1)
    assert cell("CS01", age="18+", category="turned_18") == (1, 1)
