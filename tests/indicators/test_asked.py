"""Missing, unknown, not collected and not applicable are four things."""

from __future__ import annotations

import pytest


def test_who_was_not_asked_is_neither_known_nor_unknown(case, counted):
    codes = ("physical", "none", "missing", "unknown", "not_collected", "not_applicable")
    cell = counted(*(case(disability=code) for code in codes))
    assert cell("PR06") == (4, None)
    assert cell("PR06", category="_U") == (2, None)
    assert cell("PR06", category="physical") == (1, 2)
    assert cell("CL01") == (6, None)


def test_what_no_source_collects_has_no_figures(case, counted):
    cell = counted(case(risk_level="not_collected"), case(risk_level="not_collected"))
    assert cell("RK01") == cell("RK01", category="high") == "not_collected"
    assert cell("DQ01", category="risk_level") == "not_collected"
    assert cell("DQ01", category="sex") == (2, 2)


def test_what_applies_to_nobody_is_zero_not_uncollected(case, counted):
    cell = counted(case(care_arrangement="not_applicable"))
    assert cell("UA02") == (0, None)
    assert cell("UA02", category="kafala") == (0, 0)


def test_a_part_of_a_population_without_figures_has_none_either(case, counted):
    cell = counted(case(protection_status="not_collected", care_arrangement="kafala"))
    assert cell("UA01") == cell("UA02") == cell("UA04") == "not_collected"


@pytest.mark.parametrize(
    ("kept", "indicators"),
    [
        ("services_kept", ("SV01", "SV02", "SV03", "SV04")),
        ("transitions_kept", ("CL09",)),
        ("reopenings_kept", ("CL04",)),
        ("followups_kept", ("CM03",)),
        ("incidents_kept", ("CN05", "CN07", "CN08")),
    ],
)
def test_rows_that_no_source_carries_are_not_counted_as_none(kept, indicators, case, counted):
    cell = counted(case(**{kept: False}))
    assert {cell(indicator) for indicator in indicators} == {"not_collected"}
    assert cell("CL01") == (1, None)


def test_the_reason_of_a_closure_is_asked_of_its_source(case, counted):
    closed = ("2018-01-01", "2018-02-01")
    cell = counted(
        case((*closed, "needs_met")), case((*closed, "missing")), case((*closed, "not_collected"))
    )
    assert cell("CL05") == (3, None)
    assert cell("CS01") == (2, None)
    assert cell("CS01", category="needs_met") == (1, 1)


def test_a_closure_without_a_day_has_no_duration(case, counted):
    closed = ("2018-01-01", "2018-02-01")
    cell = counted(case(closed), case(("2018-01-01", "2018-12-31"), year_only=True))
    assert cell("CM05", category="31-90") == (1, 1)
    assert cell("CM05") == (1, None)
    assert cell("CM06", category="median") == (31, 1)


def test_a_source_without_days_of_entry_is_not_late(case, counted):
    cell = counted(
        case(created_date="2018-03-31"),
        case(created_date="2018-04-01"),
        case(created_date=None),
        case(created_date=None, agency="unhcr"),
    )
    assert cell("DQ02", category="within_30") == (1, 2)
    assert cell("DQ02", category="later") == (1, 2)
    assert cell("DQ02", category="_U") == (1, None)
    assert cell("DQ02") == (3, None)
