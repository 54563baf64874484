"""Files of Primero v1 are read: numbered columns, numbered sheets, names and values of its own."""

import pandas as pd
import pytest

from cpims_report.errors import InputRefused

ROW = {
    "_id": "5e1f0000-2016-4000-8000-000000000001",
    "model_type": "Case",
    "child_status": "Open",
    "registration_date": "05-Mar-2016",
    "sex": "Female",
    "date_of_birth": "15-Jun-2006",
    "location_current": "Jordan::Mafraq",
    "nationality[1]": "Syria",
    **{f"nationality[{slot}]": "" for slot in range(2, 6)},
    "protection_concerns[1]": "Neglect",
    "protection_concerns[2]": "Refugee",
    **{f"protection_concerns[{slot}]": "" for slot in range(3, 6)},
    "care_arrangements_type": "Stays with related caregiver",
    "owned_by_agency": "IMC",
    "unhcr_export_opt_out": "false",
}


def with_services(count, **changes):
    columns = {}
    for slot in range(1, 6):
        filled = slot <= count
        columns[f"services_section[{slot}]service_type"] = "Education Service" if filled else ""
        columns[f"services_section[{slot}]service_implemented"] = (
            "not-implemented" if filled else ""
        )
        columns[f"services_section[{slot}]service_implemented_day_time"] = ""
    return {**ROW, **columns, **changes}


def test_names_of_v1_become_those_of_v2(reading, csv):
    row = reading("primero_v1_csv", csv(with_services(0))).records.iloc[0]
    assert (row["status"], row["care_arrangement"]) == ("open", "kinship_care_extended_family")
    assert row["registration_date"] == pd.Timestamp(2016, 3, 5)


def test_numbered_columns_become_one_list(reading, csv):
    row = reading("primero_v1_csv", csv(with_services(0))).records.iloc[0]
    assert sorted(row["concerns"].split("|")) == ["neglect", "refugee"]
    assert row["nationality"] == "syria"


def test_numbered_subforms_become_rows_of_their_record(reading, csv):
    content = csv(with_services(2), with_services(1, _id="b"), with_services(0, _id="c"))
    services = reading("primero_v1_csv", content).subforms["services"]
    assert list(services["source_id"]) == [ROW["_id"], ROW["_id"], "b"]
    assert set(services["service_type"]) == {"education_service"}
    assert set(services["implemented"]) == {"not_implemented"}


def test_five_services_are_a_lower_bound_and_four_are_not(reading, csv):
    records = reading("primero_v1_csv", csv(with_services(5), with_services(4, _id="b"))).records
    assert list(records["services_truncated"]) == [True, False]


def test_a_gap_between_services_moves_none_of_them(reading, csv):
    row = with_services(1, **{"services_section[3]service_type": "Food Service"})
    services = reading("primero_v1_csv", csv(row)).subforms["services"]
    assert list(services["service_type"]) == ["education_service", "food_service"]


def test_an_identifying_numbered_column_refuses_the_file(reading, csv):
    row = with_services(0, **{"family_details_section[1]relation_name": "x"})
    with pytest.raises(InputRefused) as caught:
        reading("primero_v1_csv", csv(row))
    assert {problem.code for problem in caught.value.problems} == {"IN-IDENTIFYING"}


IDENTITY = ["_id", "model_type", "child_status", "registration_date", "sex", "nationality"]
FIRST = ["a", "Case", "Closed", "05-Mar-2016", "Male", "Syria ||| Jordan"]
CLOSURE = [["_id", "model_type", "date_closure"], ["a", "Case", "01-Sep-2016"]]
SERVICES = [["_id", "model_type", "service_type"], ["a", "Case", "Food Service"]]


def test_numbered_sheets_are_forms(reading, xlsx):
    sheets = {
        "(0) Basic Identity": [IDENTITY, FIRST],
        "(1) Closure": CLOSURE,
        "(2) Nested Services": SERVICES,
    }
    delivery = reading("primero_v1_xls", xlsx(sheets))
    row = delivery.records.iloc[0]
    assert row["nationality"] == "jordan|syria"
    assert row["closure_date"] == pd.Timestamp(2016, 9, 1)
    assert list(delivery.subforms["services"]["service_type"]) == ["food_service"]


def test_a_sheet_whose_arabic_name_was_stripped_is_known_by_its_headers(reading, xlsx):
    sheets = {"(0) ": [IDENTITY, FIRST], "(1) ": CLOSURE, "(2) ": SERVICES}
    delivery = reading("primero_v1_xls", xlsx(sheets))
    assert delivery.records["closure_date"].notna().all()
    assert len(delivery.subforms["services"]) == 1


def test_what_the_generation_of_2014_cut_off_is_not_collected(reading, xlsx):
    delivery = reading("primero_v1_xls", xlsx({"Sheet1": [IDENTITY, FIRST]}))
    row = delivery.records.iloc[0]
    assert row["closure_reason"] == row["separation_cause"] == "not_collected"
    assert "services" not in delivery.subforms
    assert not delivery.records["dates_closures"].any()


def test_the_old_binary_format_is_read(reading, xls):
    delivery = reading("primero_v1_xls", xls({"Sheet1": [IDENTITY, FIRST]}))
    assert delivery.records["sex"].item() == "male"
    sheets = {"(0) Basic Identity": [IDENTITY, FIRST], "(1) Closure": CLOSURE}
    closed = reading("primero_v1_xls", xls(sheets)).records["closure_date"]
    assert closed.item() == pd.Timestamp(2016, 9, 1)
