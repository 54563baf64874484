"""Texts become codes, and never by a guess."""

import pytest

from cpims_report.config import Code, Label
from cpims_report.records.values.codes import CodeList, read_code_list, split_list


@pytest.mark.parametrize(
    ("column", "word", "code"),
    [
        ("sex", "أنثى", "female"),
        ("sex", "انثى", "female"),
        ("sex", " MALE ", "male"),
        ("status", "مغلقه", "closed"),
        ("nationality", "سوريا", "syria"),
        ("nationality", "سورية", "syria"),
        ("nationality", "Egypt", "other"),
        ("nationality", "Lebanon", "other"),
        ("nationality", "عمان", "other"),
        ("concerns", "cr-lw", "child_labour_worst"),
        ("concerns", "CR - LW : Child engaged in worst forms", "child_labour_worst"),
        ("concerns", "refugee", "refugee"),
        ("implemented", "not-implemented", "not_implemented"),
        ("service_type", "family_seunification_service", "family_reunification_service"),
        ("sex", "-", "missing"),
        ("sex", "غير معروف", "unknown"),
        ("sex", "U", "unknown"),
        ("risk_level", "N/A", "not_applicable"),
        ("risk_level", "#N/A", "missing"),
    ],
)
def test_a_word_has_one_reading(settings, column, word, code):
    assert read_code_list(settings, column, {}).read(word) == (code,)


def test_an_unknown_word_has_none(settings):
    assert read_code_list(settings, "sex", {}).read("Femail") == ()


def test_a_word_of_two_codes_has_two_readings():
    codes = {"one": Code(label=Label(en="One")), "two": Code(label=Label(en="Two"))}
    labels = {key: code.label.en for key, code in codes.items()}
    shared = CodeList("list", labels, (("both", "one"), ("Both", "two"), ("One", "one")), ())
    assert shared.read("BOTH") == ("one", "two")
    assert shared.read("one") == ("one",)


def test_a_mapping_of_the_year_goes_before_the_list(settings):
    plain = read_code_list(settings, "closure_reason", {})
    mapped = read_code_list(settings, "closure_reason", {"Transferred": "transferred_internal"})
    assert plain.read("transferred") == ("transferred_external",)
    assert mapped.read("transferred") == ("transferred_internal",)


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ('["refugee", "caafag"]', ["refugee", "caafag"]),
        ("[]", []),
        ('["a, b", "c"]', ["a, b", "c"]),
        ("[refugee, caafag]", ["refugee", "caafag"]),
        ("Refugee ||| Neglect", ["Refugee", "Neglect"]),
        ("Neglect", ["Neglect"]),
    ],
)
def test_lists_are_split_as_they_are_written(cell, items):
    assert split_list(cell, [" ||| "]) == items


def test_a_comma_separates_only_where_the_profile_says_so():
    assert split_list("CR-LW, LP-RR", [", "]) == ["CR-LW", "LP-RR"]
    assert split_list("Denial of Resources, Opportunities", [" ||| "]) == [
        "Denial of Resources, Opportunities"
    ]


def test_a_list_of_specific_needs_is_none_of_them(settings):
    concerns = read_code_list(settings, "concerns", {})
    assert concerns.read("LP-AN : Violence, abuse or neglect") == ("violence_abuse_neglect",)
    for cell in ("LP-AN\nRefugee\nDS-PM", "CR-SE; LP-RR", "CR-LW, Child neglect"):
        assert concerns.read(cell) == ()
