"""CL08 to CL10, CN03 to CN08, DQ and CX: what stands behind the figures, counted by hand."""

from __future__ import annotations

import pytest

from cpims_report.errors import ConfigurationError
from cpims_report.indicators import registered_children

LAST = ("2017-03-01", "2017-09-01")


def test_the_change_is_growth_of_the_panel_and_members_that_joined_or_left(case, counted):
    cell = counted(
        case(agency="imc"),
        case(agency="imc", governorate="irbid"),
        case(agency="irc", child_key="amal"),
        case(agency="irc", child_key="both"),
        case(agency="imc", child_key="both"),
        before=[case(LAST, agency="imc"), case(LAST, agency="jrf"), case(LAST, agency="jrf")],
    )
    codes = ("previous", "current", "previous_panel", "current_panel")
    codes += ("joined", "left", "change", "growth")
    numbers = [cell("CL08", category=code)[0] for code in codes]
    assert numbers == [3, 4, 1, 3, 1, 2, 1, 2]
    assert cell("CL08", place="north", category="growth") == (1, None)
    assert cell("CL08", concern="child_labour", category="left") == (2, None)


def test_without_last_year_there_is_no_comparison_but_this_years_number(case, counted):
    cell = counted(case())
    assert cell("CL08", category="current") == (1, None)
    assert cell("CL08", category="previous") == cell("CL08", category="change") == "not_collected"


def test_a_transfer_that_was_rejected_or_is_a_referral_is_none(case, counted):
    moved = {"date": "2018-06-01", "internal": True}
    cell = counted(
        case(transitions=[moved, moved | {"internal": False}, moved | {"internal": None}]),
        case(transitions=[moved | {"status": "rejected"}, moved | {"type": "referral"}]),
        case(transitions=[moved | {"date": "2017-06-01"}, moved | {"status": "missing"}]),
    )
    assert cell("CL09") == (4, None)
    assert cell("CL09", category="internal") == (2, 3)
    assert cell("CL09", category="external") == (1, 3)
    assert cell("CL09", category="_U") == (1, None)


def test_agencies_of_a_child_are_those_with_an_active_case(case, counted):
    cell = counted(
        case(child_key="amal", agency="imc"),
        case(child_key="amal", agency="irc"),
        case(LAST, child_key="amal", agency="jrf"),
        case(agency="imc"),
    )
    assert cell("CL10", category="one") == (1, 2)
    assert cell("CL10", category="two") == (1, 2)


def test_concerns_are_counted_once_over_a_childs_active_cases(case, counted):
    cell = counted(
        case(child_key="amal", concerns="child_labour|neglect"),
        case(child_key="amal", concerns="neglect|refugee", agency="irc"),
        case(concerns="caafag|child_labour|detention|distress|neglect"),
        case(concerns="refugee"),
    )
    assert cell("CN03", category="two") == (1, 2)
    assert cell("CN03", category="four_plus") == (1, 2)
    assert cell("CN03", category="_U") == (1, None)
    assert cell("CN06", concern="child_labour", category="neglect") == (2, 2)
    with pytest.raises(KeyError):
        cell("CN06", concern="neglect", category="child_labour")


def test_focus_concerns_are_those_of_any_concern_broken_down_further(case, counted):
    cell = counted(
        case(concerns="child_labour|neglect", governorate="irbid"), case(concerns="neglect")
    )
    assert cell("CN04", concern="neglect") == cell("CN02", concern="neglect") == (2, 2)
    assert cell("CN04", place="irbid", concern="child_labour") == (1, 1)
    with pytest.raises(KeyError):
        cell("CN04", concern="distress")


def test_violence_is_any_of_a_childs_incidents_by_the_end_of_the_year(case, counted):
    rape, home = {"violence_type": "rape"}, {"location_type": "home"}
    cell = counted(
        case(child_key="amal", incidents=[rape | home, {"violence_type": "forced_marriage"}]),
        case(child_key="amal", incidents=[rape], agency="irc"),
        case(incidents=[{"date": "2018-12-31", "perpetrator": "employer"}], sex="male"),
        case(incidents=[rape | {"date": "2019-01-01"}]),
        case(),
    )
    assert cell("CN05") == cell("CN07") == (2, None)
    assert cell("CN05", category="rape") == (1, 1)
    assert cell("CN05", category="forced_marriage") == (1, 1)
    assert cell("CN05", sex="M", category="_U") == (1, None)
    assert cell("CN07", category="home") == (1, 1)
    assert cell("CN08", sex="M", category="employer") == (1, 1)


def test_completeness_is_of_the_active_cases_asked(case, counted):
    cell = counted(
        case(
            risk_level="missing",
            age_reg=None,
            care_arrangement="kafala",
            protection_status="separated",
        ),
        case(risk_level="not_collected", care_arrangement="missing"),
        case(("2016-01-01", "2016-02-01")),
        case(governorate="unknown", site_type="missing"),
    )
    assert cell("DQ01", category="risk_level") == (1, 2)
    assert cell("DQ01", category="age") == (2, 3)
    assert cell("DQ01", category="governorate") == (2, 3)
    assert cell("DQ01", category="care_arrangement") == (1, 1)


def test_age_is_exact_where_the_day_of_birth_is_known(case, counted):
    codes = ("exact", "year_only", "age_only", "none")
    cell = counted(*(case(birth_precision=code) for code in codes))
    assert cell("DQ03", category="exact") == (1, 3)
    assert cell("DQ03", category="estimated") == (2, 3)
    assert cell("DQ03", category="_U") == (1, None)


def test_issues_are_told_by_severity_and_inside_by_rule(counted):
    found = [("NUM-01", "mend"), ("NUM-01", "mend"), ("EXC-07", "exclude")]
    cell = counted(
        {"issues": [{"agency": "imc", "code": code, "severity": how} for code, how in found]}
    )
    assert cell("DQ04") == (3, None)
    assert cell("DQ04", category="mend") == (2, 3)
    assert cell("DQ07", category="NUM-01") == (2, 3)
    assert cell("DQ07") == (3, None)


def test_records_left_out_are_the_steps_of_the_waterfall(counted):
    steps = [("received", 20), ("exact_duplicates", 17), ("no_consent", 17), ("after_year", 16)]
    rows = [{"agency": "imc", "step": step, "records": left} for step, left in steps]
    rows += [{"agency": "irc", "step": "received", "records": 5}]
    cell = counted({"waterfall": rows})
    assert cell("DQ05") == (25, None)
    assert cell("DQ05", category="reported") == (21, 25)
    assert cell("DQ05", category="exact_duplicates") == (3, 25)
    assert cell("DQ05", category="no_consent") == (0, 25)


def test_a_shared_child_counts_for_the_agency_whose_case_describes_it(case, counted):
    cell = counted(
        case(agency="imc", child_key="amal", registration_date="2018-02-01"),
        case(agency="irc", child_key="amal", registration_date="2018-01-01"),
        case(agency="imc"),
        case(agency="irc"),
        case(agency="irc", governorate="irbid"),
    )
    assert cell("CX01", place="amman", concern="child_labour") == (2, 3)
    assert cell("CX01", place="irbid", concern="child_labour") == (1, 1)
    assert cell("CX01", place="irbid", concern="neglect") == (0, 0)


def test_coverage_is_of_syrian_children_registered_in_the_place(case, counted):
    cases = case(), case(nationality="iraq"), case(governorate="missing")
    cell = counted(*cases, registered={"amman": 900, "irbid": 700})
    assert cell("CX02", place="amman") == (1, 900)
    assert cell("CX02", place="balqa") == (0, None)
    assert cell("CX02", place="_U") == (1, None)
    assert cell("CX02") == (2, 1600)
    assert counted(*cases)("CX02", place="amman") == "not_collected"


def test_registered_children_are_those_of_a_day_near_enough(settings, tmp_path):
    rows = ["amman,2018-06-30,80,40", "amman,2019-06-30,90,45", "irbid,2019-06-30,70,35"]
    header = "governorate,as_of,registered,children"
    (tmp_path / "registered_syrian_children.csv").write_text("\n".join([header, *rows]))
    assert registered_children(tmp_path, settings, 2019) == {"amman": 45, "irbid": 35}
    assert registered_children(tmp_path, settings, 2017) == {"amman": 40}
    assert registered_children(tmp_path, settings, 2016) is None
    assert registered_children(tmp_path / "nowhere", settings, 2018) is None


def test_registered_children_of_an_unknown_place_are_refused(settings, tmp_path):
    text = "governorate,as_of,registered,children\nammann,2018-06-30,80,40"
    (tmp_path / "registered_syrian_children.csv").write_text(text)
    with pytest.raises(ConfigurationError, match="amman"):
        registered_children(tmp_path, settings, 2018)


def test_the_reference_file_of_the_repository_covers_every_governorate(settings, real_config):
    folder = real_config.parent / "data" / "reference"
    children = registered_children(folder, settings, 2018)
    assert set(children) == set(settings.places.governorates)
    assert 300_000 < sum(children.values()) < 350_000
