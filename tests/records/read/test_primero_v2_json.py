"""JSON files of Primero v2 are read: fields in `data` or beside the id, subforms as arrays."""

import json

import pandas as pd
import pytest

from cpims_report.errors import InputRefused

DATA = {
    "status": "closed",
    "registration_date": "2018-03-05",
    "sex": "female",
    "date_of_birth": "2008-06-15",
    "nationality": ["syria"],
    "protection_concerns": ["refugee", "worst_forms_of_child_labor"],
    "consent_reporting": True,
    "record_state": True,
    "date_closure": "2018-09-01",
    "risk_level": None,
    "services_section": [
        {"unique_id": "x", "service_type": "food_service", "service_status_referred": False},
        {"unique_id": "y", "service_type": "education_service"},
    ],
    "reopened_logs": [{"reopened_date": "2018-10-01"}],
    "transitions": [
        {"id": 7, "type": "Transfer", "to_user_agency": "JRF", "created_at": "2018-05-02T08:00Z"}
    ],
    "followup_subform_section": [],
}


def write(*records):
    return json.dumps(list(records), ensure_ascii=False).encode()


def test_fields_and_arrays_of_a_record_are_read(reading):
    delivery = reading("primero_v2_json", write({"id": "a", "data": DATA}))
    row = delivery.records.iloc[0]
    assert (row["status"], row["sex"], row["risk_level"]) == ("closed", "female", "missing")
    assert row["concerns"] == "child_labour|refugee"
    assert bool(row["consent_reporting"]) is True
    services = delivery.subforms["services"]
    assert list(services["service_type"]) == ["food_service", "education_service"]
    assert list(services["source_id"]) == ["a", "a"]
    assert delivery.subforms["transitions"]["to_agency"].item() == "jrf"
    assert delivery.subforms["transitions"]["date"].item() == pd.Timestamp(2018, 5, 2)
    assert delivery.subforms["reopenings"]["date"].item() == pd.Timestamp(2018, 10, 1)


def test_a_flat_record_is_the_same_record(reading):
    inside = reading("primero_v2_json", write({"id": "a", "data": DATA})).records
    flat = reading("primero_v2_json", write({"id": "a", **DATA})).records
    pd.testing.assert_frame_equal(inside, flat)


def test_rows_are_counted_from_the_first_record(reading):
    records = [{"id": name, "data": DATA} for name in "abc"]
    assert list(reading("primero_v2_json", write(*records)).records["row"]) == [1, 2, 3]


def test_a_key_that_nobody_knows_is_never_read(reading):
    record = {
        "id": "a",
        "data": {**DATA, "registration_dat": "soon", "toys": [{"kind": "ball"}]},
    }
    assert len(reading("primero_v2_json", write(record)).records) == 1


@pytest.mark.parametrize("key", ["name_first", "telephone_current"])
def test_identifying_keys_refuse_the_file(reading, key):
    with pytest.raises(InputRefused) as caught:
        reading("primero_v2_json", write({"id": "a", "data": {**DATA, key: "x"}}))
    assert {problem.code for problem in caught.value.problems} == {"IN-IDENTIFYING"}


def test_an_array_of_relatives_refuses_the_file(reading):
    family = {"family_details_section": [{"relation": "mother"}]}
    with pytest.raises(InputRefused) as caught:
        reading("primero_v2_json", write({"id": "a", "data": {**DATA, **family}}))
    assert {problem.code for problem in caught.value.problems} == {"IN-IDENTIFYING"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[]", "IN-EMPTY"),
        (b"  ", "IN-EMPTY"),
        (b'[{"id": "a"', "IN-TEXT"),
        (b"[1, 2]", "IN-TEXT"),
        (b"[" * 100_000, "IN-TEXT"),
    ],
)
def test_what_is_no_list_of_records_is_refused(reading, content, code):
    with pytest.raises(InputRefused) as caught:
        reading("primero_v2_json", content)
    assert [problem.code for problem in caught.value.problems] == [code]
