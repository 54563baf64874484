"""Codes that no list has are refused before they can vanish from a breakdown."""

from __future__ import annotations

import pytest

from cpims_report.errors import InputRefused
from cpims_report.indicators import compute


def refusal(tables, settings) -> InputRefused:
    with pytest.raises(InputRefused) as refused:
        compute(tables, settings, 2018)
    return refused.value


def test_all_strange_codes_are_told_at_once_by_agency_and_column(case, tables, settings):
    error = refusal(
        tables(
            case(sex="girl"),
            case(sex="girl", agency="jrf"),
            case(nationality="ruritania", agency="jrf"),
            case(concerns="child_labour|boredom", agency="jrf"),
        ),
        settings,
    )
    places = [(problem.agency, problem.column) for problem in error.problems]
    assert places == [("imc", "sex"), ("jrf", "sex"), ("jrf", "nationality"), ("jrf", "concerns")]


def test_a_strange_value_is_not_repeated(case, tables, settings):
    error = refusal(tables(case(governorate="Amal Haddad, Irbid")), settings)
    assert "Haddad" not in str(error)


def test_two_codes_in_a_single_valued_column_are_refused(case, tables, settings):
    error = refusal(tables(case(nationality="jordan|syria")), settings)
    assert [problem.column for problem in error.problems] == ["nationality"]


def test_a_camp_outside_its_governorate_is_refused(case, tables, settings):
    error = refusal(tables(case(camp="zaatari", governorate="irbid")), settings)
    assert [problem.code for problem in error.problems] == ["IND-CAMP"]


def test_strange_closure_reasons_are_refused(case, tables, settings):
    error = refusal(tables(case(("2018-01-01", "2018-02-01", "bored"))), settings)
    assert [problem.column for problem in error.problems] == ["close_reason"]
