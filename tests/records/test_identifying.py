"""Columns that identify people are known by field, label and look."""

import pytest

from cpims_report.records.text.identifying import is_identifying_field, looks_identifying, shown


@pytest.mark.parametrize(
    "field",
    [
        "name",
        "name_first",
        "name_nickname",
        "name_caregiver",
        "current_name_caregiver",
        "address_current",
        "address_last",
        "telephone_current",
        "telephone_last",
        "national_id_no",
        "relation_name",
        "relation_telephone",
        "interviewer_name",
        "location_registration",
        "cp_incident_abuser_name",
    ],
)
def test_fields_of_the_list_identify(field):
    assert is_identifying_field(field)


def test_every_field_of_the_family_form_identifies():
    assert is_identifying_field("sex", "Nested Family Details")


@pytest.mark.parametrize(
    "field", ["sex", "location_current", "other_agency_name", "unhcr_individual_no", "case_id"]
)
def test_other_fields_do_not(field):
    assert not is_identifying_field(field)


@pytest.mark.parametrize(
    "header",
    [
        "Full Name",
        "Child's name",
        "Mobile phone",
        "العنوان الحالي",
        "رقم الهاتف",
        "National ID No",
        "E-mail",
    ],
)
def test_headers_that_read_like_a_person_are_caught(header):
    assert looks_identifying(header)


@pytest.mark.parametrize("header", ["Governorate", "Risk Level", "Case Status", "Nationality"])
def test_headers_that_do_not_are_not(header):
    assert not looks_identifying(header)


@pytest.mark.parametrize("value", ["0791234567", "٠٧٩١٢٣٤٥٦٧", "someone@example.org", "x" * 61])
def test_a_value_that_could_identify_is_not_shown(value):
    assert value not in shown(value)


def test_a_plain_word_is_shown():
    assert shown("Femail") == "Femail"
