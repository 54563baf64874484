"""Files of the desktop CPIMS are read: rows of headers, GUIDs, lists by comma, always open."""

import pandas as pd
import pytest

from cpims_report.errors import InputRefused

GUID = "8c1f3d52-6a0e-4b7b-9d38-5e1f00000001"
FORMS = ["", "Registration", "", "", "", "", "", "", ""]
UPPER = [
    "PersonGId",
    "CurrentLocation",
    "",
    "Status",
    "DateOfRegistration",
    "Sex",
    "",
    "ChildCategoryNIds",
    "",
]
LOWER = ["PersonGId", "x", "CurrentLocation2", "", "", "", "Estimated", "", GUID]
CHILD = [
    "3f25-1",
    "Jordan",
    "Irbid",
    "Reunified",
    "15/03/2015",
    "F",
    "Don't Know",
    "Neglect,Refugee",
    "Conflict",
]


def test_two_rows_of_headers_are_one_and_the_row_of_forms_is_none(extracting, xlsx):
    records = extracting("legacy_cpims", xlsx({"Sheet1": [FORMS, UPPER, LOWER, CHILD]})).records
    assert records.origins["age_estimated"].header == "Estimated"
    assert records.origins["location"].header == "CurrentLocation"
    assert list(records.cells["row"]) == [4]


def test_a_record_of_the_old_system_is_read(reading, xlsx):
    delivery = reading("legacy_cpims", xlsx({"Sheet1": [FORMS, UPPER, LOWER, CHILD]}))
    row = delivery.records.iloc[0]
    assert (row["status"], row["sex"], row["governorate"]) == ("open", "female", "irbid")
    assert row["registration_date"] == pd.Timestamp(2015, 3, 15)
    assert row["concerns"] == "neglect|refugee"
    assert pd.isna(row["age_estimated"])
    assert row["closure_reason"] == row["risk_level"] == "not_collected"


def test_the_old_binary_format_is_read(reading, xls):
    delivery = reading("legacy_cpims", xls({"Sheet1": [FORMS, UPPER, LOWER, CHILD]}))
    assert delivery.records["governorate"].item() == "irbid"


def test_a_merged_header_row_may_have_been_made_by_hand(reading, xlsx):
    merged = [up or low for up, low in zip(UPPER, LOWER, strict=True)]
    delivery = reading("legacy_cpims", xlsx({"Sheet1": [merged, CHILD]}))
    assert list(delivery.records["row"]) == [2]


def test_columns_under_guids_are_left_out_and_counted(extracting, xlsx):
    found = extracting("legacy_cpims", xlsx({"Sheet1": [FORMS, UPPER, LOWER, CHILD]}))
    assert [(note.code, note.count) for note in found.notes] == [("HDR-02", 1)]


def test_a_guid_may_be_mapped_by_configuration(reading, extracting, xlsx):
    content = xlsx({"Sheet1": [FORMS, UPPER, LOWER, CHILD]})
    columns = {GUID: "separation_cause"}
    delivery = reading("legacy_cpims", content, columns=columns)
    assert delivery.records["separation_cause"].item() == "conflict"
    assert not extracting("legacy_cpims", content, columns=columns).notes


@pytest.mark.parametrize(
    "header", ["FirstName", "LastName", "SocialWorker", "RegistrationLocation"]
)
def test_people_refuse_the_file_even_where_configuration_maps_them(reading, xlsx, header):
    upper = [*UPPER[:3], header, *UPPER[4:]]
    content = xlsx({"Sheet1": [FORMS, upper, LOWER, CHILD]})
    for columns in ({}, {header: ""}):
        with pytest.raises(InputRefused) as caught:
            reading("legacy_cpims", content, columns=columns)
        assert {problem.code for problem in caught.value.problems} == {"IN-IDENTIFYING"}
