"""Jordan's dictionary is decided in full, and what several of its fields say becomes one answer."""

import json
from collections import Counter
from pathlib import Path

import pytest

from cpims_report.config import Settings
from cpims_report.records.mapped import check_dictionary
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
