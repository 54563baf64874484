"""Jordan's dictionary is decided in full, and what several of its fields say becomes one answer."""

import json
from collections import Counter
from pathlib import Path

import pytest

from cpims_report.config import Settings
from cpims_report.records.deliveries.mapping_checks import check_dictionary
from cpims_report.records.systems.dictionary import read_dictionary
from cpims_report.records.systems.lexicon import cut

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def jordan():
    return read_dictionary(Settings(ROOT / "config"), "jordan_cpims")


@pytest.fixture
def cases(house):
    """Return a function that reads records of Jordan's JSON export and gives the case tables."""

    def read(*records):
        house.source("imc", profile="primero_v2_json", system="jordan_cpims", files=["imc/*.json"])
        rows = [
            {
                "id": f"case-{number}",
                "data": {
                    "status": "open",
                    "registration_date": "2018-03-05",
                    "sex": "female",
                    "date_of_birth": "2008-06-15",
                    "location_current": "JOR011",
                    **record,
                },
            }
            for number, record in enumerate(records)
        ]
        house.path("imc", "imc-synthetic.json").write_text(json.dumps(rows), encoding="utf-8")
        return house.clean().cases

    return read


def test_every_option_has_a_code_of_ours_and_says_why(jordan, settings):
    assert check_dictionary(jordan, settings) == []
    assert list(jordan.open_options()) == []
    options = [option for each in jordan.lists.values() for option in each.options.values()]
    assert len(options) > 500
    assert all(option.code and option.why for option in options)


def test_options_are_kept_as_short_as_they_can_be_told_apart(jordan):
    words = [
        word
        for each in jordan.lists.values()
        for key, option in each.options.items()
        for word in (key, *option.words)
    ]
    assert max(map(len, words)) < 100
    assert sum(len(word) > 45 for word in words) < 20


def test_no_option_of_a_list_is_read_as_another(jordan):
    for lexicon in jordan.lexicons.values():
        for key, words in lexicon.words.items():
            found = {lexicon.find(word.removesuffix("…")) for word in words}
            assert found <= {key, ""}, (key, words, found)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("kinship_care_separated_child_under_the_care_of_a_relative_and_more", "kinship"),
        ("Kinship care (Separated child under the care of a relative)", "kinship"),
        ("foster_care_child_is_living_either_under_formal_or_other", "foster_care"),
        ("Transit or Reception center (for some days)", "reception_centre"),
    ],
)
def test_a_long_option_is_read_by_what_tells_it_apart(jordan, written, code):
    assert jordan.lexicons["care.care_arrangement"].read(written).startswith(code)


def test_what_is_no_option_is_not_taken_for_one_that_begins_alike(jordan):
    assert jordan.lexicons["closure_reason"].read("transferred to the moon") is None


def test_cutting_keeps_a_word_that_others_begin_with():
    others = ["separated during attack and the rest of a long story", "separated during flight"]
    long = "separated during flight and the rest of another long story"
    assert cut(others[0], [*others, long]) == "separated during attack…"
    assert cut(long, [*others, long]).startswith("separated during flight and")


def test_concerns_of_all_fields_are_one_list(cases):
    found = cases(
        {
            "protection_concerns": ["sm_mi_mental_illness"],
            "other_protection_concerns": ["cr_cu_custody_conflict", "cr_cc_child_carer"],
            "primary_protection_concern": "cr_lw_child_engaged_in_worst_forms_of_child_labour",
        }
    )
    [row] = found.to_dict("records")
    assert row["concerns"] == "child_carer|child_labour|custody|serious_health"
    assert row["primary_concern"] == "child_labour"


def test_which_violence_it_was_goes_before_the_general_word(cases):
    concern = {"primary_protection_concern": "lp_an_violence_abuse_or_neglect"}
    found = cases(
        {**concern, "lpan_type": "neglect"}, {**concern, "lpan_type": "violence_or_abuse"}, concern
    )
    assert Counter(found["primary_concern"]) == {"neglect": 1, "violence_abuse": 2}
    assert Counter(found["concerns"]) == {"neglect": 1, "violence_abuse": 2}


def test_the_newer_question_goes_before_the_older_one(cases):
    apart = {"protection_status": "separated"}
    found = cases(
        {
            **apart,
            "separation_cause": "to_work",
            "separation_cause_new_type": "other_please_specify",
        },
        {**apart, "separation_cause": "to_work"},
    )
    assert Counter(found["separation_cause"]) == {"other": 1, "work": 1}


def test_the_care_arrangement_that_began_last_is_the_present_one(cases):
    def arrangement(kind, day):
        return {"care_arrangements_new_type": kind, "care_arrangement_started_date": day}

    rows = [
        arrangement("foster_care_child_is_living_either_under_formal", "2018-05-01"),
        arrangement("institutional_care_child_placed_in_a_care_institution", "2018-02-01"),
    ]
    apart = {"protection_status": "separated"}
    found = cases({**apart, "care_arrangements_subform_care_arrangement": rows}, apart)
    assert Counter(found["care_arrangement"]) == {"foster_care": 1, "missing": 1}


def test_a_child_at_risk_is_neither_unaccompanied_nor_separated(cases):
    found = cases({"protection_status": "child_at_risk"}, {"protection_status": "unaccompanied"})
    assert Counter(found["protection_status"]) == {"neither": 1, "unaccompanied": 1}


def test_of_several_answers_to_a_question_of_one_the_first_counts_and_is_flagged(house, cases):
    found = cases({"source_interview": ["police", "cfs"]}, {"source_interview": ["cfs"]})
    assert Counter(found["source_of_identification"]) == {"police": 1, "ngo": 1}
    assert list(house.clean().issues["code"]).count("LST-03") == 1


LABOUR = {
    "primary_protection_concern": "cr_lw_child_engaged_in_worst_forms_of_child_labour",
    "current_work_type": ["beggar", "mechanic_blacksmithing_and_carpentry_work"],
    "activities_working_number_hours": "5_8",
    "activities_working_number_days": "7",
    "working_hours_duration": ["6_pm_12_am", "12_am_6_am"],
    "how_the_case_manager_would_describe_the_work_environment": "not_safe",
    "safety_measures_during_work": "available_and_adequate",
    "is_the_child_currently_enrolled_in_education": "yes_informal_education",
}
OTHER_LABOUR = {"other_protection_concerns": ["cr_lo_child_engaged_in_other_forms_of_child_labour"]}
OF_WORK = ["labour_form", "work_kind", "work_hours", "work_hazard", "hazard_kind", "schooling"]


def test_form_hours_hazards_and_schooling_of_children_in_labour(cases):
    short = {**LABOUR, **OTHER_LABOUR, "activities_working_number_hours": "2_4"}
    safe = {
        **OTHER_LABOUR,
        "how_the_child_describes_the_work_environment": "safe",
        "activities_working_number_hours": "1",
        "activities_working_number_days": "7",
    }
    told = [
        (LABOUR, "worst industry|street 43+ yes night|unsafe_place non_formal"),
        (short, "worst industry|street 14-42 yes night|unsafe_place non_formal"),
        (OTHER_LABOUR, "other missing missing missing not_applicable missing"),
        (safe, "other missing 0-13 no not_applicable missing"),
        ({}, " ".join(["not_applicable"] * 6)),
        (
            {"is_the_child_currently_enrolled_in_education": "yes_formal_education"},
            " ".join(["not_applicable"] * 5 + ["formal"]),
        ),
    ]
    found = cases(*(record for record, _ in told))[OF_WORK].agg(" ".join, axis=1)
    assert Counter(found) == Counter(text for _, text in told)


def test_a_system_without_the_forms_tells_nothing_of_work_and_functioning(cases):
    told = [*OF_WORK, "functioning", "difficulty_domain"]
    found = cases({"primary_protection_concern": "cr_cu_custody_conflict"})
    assert found[told].to_numpy().tolist() == [["not_collected"] * len(told)]


SEEING = "do_you_have_difficulty_seeing_even_if_wearing_glasses"
HEARING = "do_you_have_difficulty_hearing_even_if_using_a_hearing_aid"
QUESTIONS = (
    SEEING,
    HEARING,
    "do_you_have_difficulty_walking_or_climbing_steps",
    "do_you_have_difficulty_remembering_or_concentrating",
    "do_you_have_difficulty_with_self_care_such_as_washing_all_over_or_dressing",
    "using_your_usual_customary_language_do_you_have_difficulty_communicating"
    "_for_example_understanding_or_being_understood",
)
EASY = dict.fromkeys(QUESTIONS, "no_no_difficulty")


def test_the_washington_groups_cut_off_is_a_lot_of_difficulty_in_any_domain(cases):
    told = [
        (EASY, ("none", "not_applicable")),
        ({**EASY, SEEING: "yes_some_difficulty"}, ("some", "not_applicable")),
        (
            {**EASY, SEEING: "yes_a_lot_of_difficulty", HEARING: "cannot_do_at_all"},
            ("difficulty", "hearing|seeing"),
        ),
        ({HEARING: "cannot_do_at_all"}, ("difficulty", "hearing")),
        ({SEEING: "yes_some_difficulty"}, ("missing", "not_applicable")),
        ({}, ("missing", "not_applicable")),
    ]
    found = cases(*(answers for answers, _ in told))[["functioning", "difficulty_domain"]]
    assert Counter(map(tuple, found.to_numpy())) == Counter(answer for _, answer in told)


@pytest.mark.parametrize("sign", ["\n", ", ", " ||| ", "; "])
def test_a_list_that_begins_like_one_option_loses_none_of_its_items(cases, sign):
    begins = "CR-PS : Child experiencing emotional distress (and what it explains)"
    found = cases(
        {"other_protection_concerns": sign.join([begins, "LP-AN : Violence, abuse or neglect"])},
        {"other_protection_concerns": sign.join(["LP-ND : No legal documentation", begins])},
    )
    assert Counter(found["concerns"]) == {
        "distress|violence_abuse": 1,
        "distress|documentation": 1,
    }
