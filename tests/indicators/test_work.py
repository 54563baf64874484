"""RK, UA, BI, CM, SV and CS beside CS01, on cases small enough to count by hand."""

from __future__ import annotations

import pytest

CLOSED = ("2018-01-01", "2018-02-01")


def test_care_is_told_of_unaccompanied_and_separated_children_alone(case, counted):
    alone = {"protection_status": "unaccompanied", "care_arrangement": "foster_care"}
    cell = counted(
        case(**alone),
        case(protection_status="separated", care_arrangement="adult_sibling"),
        case(protection_status="separated", care_arrangement="missing", sex="male"),
        case(protection_status="neither", care_arrangement="parent_s"),
    )
    assert cell("UA02", category="foster_care") == (1, 2)
    assert cell("UA02", category="parent_s") == (0, 2)
    assert cell("UA02", sex="M", category="_U") == (1, None)
    assert cell("UA05", category="alternative") == (1, 2)
    assert cell("UA05", category="family") == (1, 2)


@pytest.mark.parametrize(
    ("answer", "day", "expected"),
    [
        ("yes", "2018-05-01", (1, 1)),
        ("yes", None, (1, 1)),
        ("yes", "2017-12-31", (0, 1)),
        ("yes", "2019-01-01", (0, 1)),
        ("no", None, (0, 1)),
        ("unknown", None, (0, 0)),
    ],
)
def test_a_child_is_reunified_in_the_year_of_the_day_or_without_one(
    answer, day, expected, case, counted
):
    child = {"protection_status": "unaccompanied", "reunified": answer, "reunification_date": day}
    cell = counted(case(**child), case(protection_status="separated", reunified="yes"))
    assert cell("UA04", category="yes") == expected


def test_best_interests_are_of_refugee_children_with_a_concern(case, counted):
    cell = counted(
        case(bia="done", bid="decided", bid_outcome="resettlement"),
        case(bia="in_progress", displacement_status="asylum_seeker", sex="male"),
        case(bia="done", concerns="refugee"),
        case(bia="done", displacement_status="resident"),
        case(bia="not_collected"),
    )
    assert cell("BI01") == (2, None)
    assert cell("BI01", category="done") == (1, 2)
    assert cell("BI01", sex="M", category="in_progress") == (1, 1)
    assert cell("BI02", category="decided") == (1, 3)
    assert cell("BI03", category="resettlement") == (1, 1)


@pytest.mark.parametrize(
    ("risk", "day", "expected"),
    [
        ("high", "2018-03-03", "within_standard"),
        ("high", "2018-03-04", "later"),
        ("medium", "2018-03-08", "within_standard"),
        ("low", "2018-03-31", "within_standard"),
        ("low", "2018-04-01", "later"),
        ("not_collected", "2018-03-08", "within_standard"),
        ("missing", "2018-03-09", "later"),
        ("high", "2018-02-20", "within_standard"),
        ("high", None, "_U"),
    ],
)
def test_the_standard_time_of_an_assessment_depends_on_the_risk(risk, day, expected, case, counted):
    cell = counted(case(risk_level=risk, assessment_date=day))
    assert cell("CM01", category=expected)[0] == 1


def test_no_assessment_is_none_and_only_new_cases_count(case, counted):
    cell = counted(
        case(assessment="none"), case(("2017-03-01",)), case(assessment="missing"), case()
    )
    assert cell("CM01", category="none") == (1, 2)
    assert cell("CM01", category="_U") == (1, None)
    assert cell("CM01") == (3, None)


def test_plans_are_in_time_within_two_weeks_or_a_month(case, counted):
    days = ("2018-03-15", "2018-03-16", "2018-03-31", "2018-04-01")
    cell = counted(*(case(case_plan_date=day) for day in days))
    assert cell("CM02", category="within_14") == (1, 4)
    assert cell("CM02", category="within_30") == (2, 4)
    assert cell("CM02", category="later") == (1, 4)


def test_one_missed_visit_makes_a_case_overdue(case, counted):
    met = {"due": "2018-05-02", "date": "2018-05-02"}
    late = {"due": "2018-06-01", "date": "2018-06-02"}
    never = {"due": "2018-12-31", "date": None}
    cell = counted(
        case(followups=[met]),
        case(followups=[met, late]),
        case(followups=[never]),
        case(followups=[{"due": "2019-01-01", "date": None}]),
        case(followups=[{"due": None, "date": "2018-07-01"}], sex="male"),
        case(),
    )
    assert cell("CM03", category="on_time") == (2, 6)
    assert cell("CM03", category="overdue") == (2, 6)
    assert cell("CM03", category="none") == (2, 6)
    assert cell("CM03", sex="M", category="on_time") == (1, 1)


def test_the_caseload_of_a_worker_is_a_median_rounded_half_up(case, counted):
    loads = [case(caseworker="a"), case(caseworker="b"), case(caseworker="b")]
    assert counted(*loads, case(caseworker="missing"))("CM04") == (2, 2)
    assert counted(case(CLOSED, caseworker="a"))("CM04") == "not_applicable"


def test_quartiles_lie_between_contributors(case, counted):
    days = ("2018-01-02", "2018-01-03", "2018-01-05", "2018-01-11")
    cell = counted(*(case(("2018-01-01", day)) for day in days))
    assert cell("CM06", category="lower_quartile") == (2, 4)
    assert cell("CM06", category="median") == (3, 4)
    assert cell("CM06", category="upper_quartile") == (6, 4)


def test_bands_of_days_open_are_inclusive_at_the_end(case, counted):
    days = ("2018-01-31", "2018-02-01", "2018-04-01", "2018-04-02", "2018-06-30", "2018-07-01")
    cell = counted(*(case(("2018-01-01", day)) for day in days))
    bands = ("0-30", "31-90", "91-180", "181+")
    assert [cell("CM05", category=band)[0] for band in bands] == [1, 2, 2, 1]
    assert cell("CM05", concern="child_labour", category="0-30") == (1, 6)


def service(**values):
    return {"date_planned": "2018-05-01", "date_implemented": "2018-05-04", **values}


def test_a_child_counts_once_for_each_type_of_service_delivered_in_the_year(case, counted):
    cell = counted(
        case(services=[service(), service()], child_key="amal"),
        case(services=[service(service_type="food_service")], child_key="amal", agency="irc"),
        case(services=[service(implemented="not_implemented")]),
        case(services=[service(date_implemented="2017-12-31")]),
        case(services=[service(date_implemented=None, service_type="missing")]),
        case(services_kept=False),
    )
    assert cell("SV01", category="education_service") == (1, 1)
    assert cell("SV01", category="food_service") == (1, 1)
    assert cell("SV01", category="_U") == (3, None)
    assert cell("SV01") == (4, None)


def test_referrals_are_dated_by_their_plan_and_told_by_outcome(case, counted):
    referred = {"referred": True}
    cell = counted(
        case(services=[service(**referred), service(), service(**referred)]),
        case(services=[service(**referred, implemented="not_implemented")]),
        case(services=[service(**referred, date_planned="2017-12-31")]),
        case(services=[service(**referred, date_planned=None, implemented="missing")]),
    )
    assert cell("SV02", category="delivered") == (2, 3)
    assert cell("SV02", category="not_delivered") == (1, 3)
    assert cell("SV02", category="_U") == (1, None)
    assert cell("SV04", category="education_service") == (4, 4)


def test_days_to_delivery_are_of_delivered_referrals_in_that_order(case, counted):
    ends = ("2018-05-01", "2018-05-04", "2018-05-05", "2018-04-01")
    services = [service(referred=True, date_implemented=day) for day in ends]
    services[1]["service_type"] = "missing"
    cell = counted(case(services=services))
    assert cell("SV03") == (3, 3)
    assert cell("SV03", category="education_service") == (2, 2)
    assert cell("SV03", category="food_service") == "not_applicable"


def test_an_internal_transfer_is_listed_but_no_ending(case, counted):
    reasons = ("needs_met", "lost_contact", "transferred_internal", "missing")
    cell = counted(*(case((*CLOSED, reason)) for reason in reasons))
    assert cell("CS02", category="needs_met") == (1, 2)
    assert cell("CS02", category="disengaged") == (1, 2)
    assert cell("CS02", category="internal_transfer") == (1, None)
    assert cell("CS02", category="_U") == (1, None)


def test_only_lost_and_declined_are_listed_of_all_known_reasons(case, counted):
    reasons = ("declined", "lost_contact", "turned_18", "missing")
    cell = counted(*(case((*CLOSED, reason)) for reason in reasons))
    assert cell("CS03", category="declined") == (1, 3)
    assert cell("CS03", place="amman", category="lost_contact") == (1, 3)
    for absent in ("turned_18", "_U"):
        with pytest.raises(KeyError):
            cell("CS03", category=absent)


def test_risk_is_told_of_active_cases_and_by_their_concern(case, counted):
    cell = counted(
        case(child_key="amal", risk_level="high"),
        case(child_key="amal", risk_level="low", agency="irc", primary_concern="neglect"),
        case(risk_level="missing"),
    )
    assert cell("RK01", category="high") == (1, 2)
    assert cell("RK01", concern="neglect", category="low") == (1, 1)
    assert cell("RK01", concern="child_labour", category="low") == (0, 1)
