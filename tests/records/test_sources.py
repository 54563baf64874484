"""Files are read as their systems write them."""

import pandas as pd
import pytest

from cpims_report.records.systems.profile import read_profiles, sheet_names
from cpims_report.records.text.normalisation import fold
from cpims_report.table_schemas import CASES


def case(tables, **where):
    found = tables.cases
    for column, value in where.items():
        found = found[found[column] == value]
    assert len(found) == 1
    return found.iloc[0]


def test_a_csv_export_is_read_by_field_names_and_option_ids(house, csv_row):
    house.csv(
        "jrf",
        [
            csv_row(
                status="closed",
                date_closure="2018-09-01",
                closure_reason="formal_closing",
                protection_status="separated",
                protection_concerns='["worst_forms_of_child_labor", "refugee"]',
                disability_type="physical_disability",
                consent_reporting="true",
                risk_level="high",
            )
        ],
    )
    row = case(house.clean())
    expected = {
        "status": "closed",
        "closure_reason": "needs_met",
        "sex": "female",
        "age_reg": 9,
        "nationality": "syria",
        "governorate": "mafraq",
        "camp": "none",
        "site_type": "host",
        "protection_status": "separated",
        "concerns": "child_labour",
        "primary_concern": "child_labour",
        "primary_rule": "precedence",
        "risk_level": "high",
        "disability": "physical",
        "consent_reporting": True,
        "displacement_status": "not_collected",
    }
    assert {name: row[name] for name in expected} == expected
    assert row["created_date"] == pd.Timestamp(2018, 3, 6)


def test_a_workbook_is_joined_over_its_forms(house, forms):
    house.book(
        "imc",
        forms(
            {"Sex": "Male", "Risk Level": "High", "Protection Concerns": "Neglect ||| Refugee"},
            {
                "Case Status": "Closed",
                "Date of Closure": "01-Sep-2018",
                "What is the reason for closing the child's file?": "Child turned 18",
                "Primary Protection Concern": "Child marriage",
                "Current Location": "Jordan::Zaatari Camp",
            },
        ),
    )
    tables = house.clean()
    first, second = case(tables, sex="male"), case(tables, sex="female")
    assert (first["risk_level"], first["concerns"]) == ("high", "neglect")
    assert (second["closure_reason"], second["primary_concern"]) == ("turned_18", "child_marriage")
    assert (second["governorate"], second["camp"]) == ("mafraq", "zaatari")


def test_forms_are_joined_on_ids_whatever_marks_and_blanks_surround_them(house, forms):
    sheets = forms({"Risk Level": "High"})
    sheets["Protection Concerns"][1][0] = "\u200f abc0001 "
    house.book("imc", sheets)
    assert case(house.clean())["risk_level"] == "high"


def test_rows_sent_twice_are_joined_first_with_first_and_second_with_second(house, forms):
    sheets = forms({"Risk Level": "High"}, {"ID": "abc0001", "Risk Level": "Low", "Sex": "Male"})
    house.book("imc", sheets)
    cases = house.clean().cases.set_index("sex")["risk_level"]
    assert dict(cases) == {"female": "high", "male": "low"}


def test_arabic_values_dates_and_digits_are_read(house, forms):
    house.book(
        "imc",
        forms(
            {
                "Case Status": "مغلقة",
                "Sex": "أنثى",
                "Date of Registration or Interview": "\u200f٠٥-شباط-٢٠١٨",
                "Date of Closure": "01-تشرين الأول-2018",
                "Nationality": "سورية",
                "Current Location": "الأردن::اربد",
                "Protection Concerns": "أسوأ أشكال عمالة الأطفال ||| اللجوء",
                "Age": "١٧ سنة",
            }
        ),
    )
    row = case(house.clean())
    assert (row["status"], row["sex"], row["nationality"]) == ("closed", "female", "syria")
    assert row["registration_date"] == pd.Timestamp(2018, 2, 5)
    assert row["closure_date"] == pd.Timestamp(2018, 10, 1)
    assert (row["governorate"], row["concerns"]) == ("irbid", "child_labour")


def test_the_unhcr_columns_mean_what_they_hold_not_what_they_are_called(house, unhcr_row):
    house.csv(
        "unhcr",
        [
            unhcr_row("A-1", **{"Primary Protection Concerns": "Unaccompanied"}),
            unhcr_row("A-2", **{"Case Status": "Closed", "Individual Progress ID": ""}),
        ],
    )
    tables = house.clean()
    first, second = case(tables, status="open"), case(tables, status="closed")
    assert first["protection_status"] == "unaccompanied"
    assert second["protection_status"] == "neither"
    assert (first["primary_concern"], first["primary_rule"]) == ("child_labour", "precedence")
    assert first["governorate"] == "zarqa"
    assert {first[name] for name in ("risk_level", "disability", "displacement_status")} == {
        "not_collected"
    }
    assert second["closure_date"] == pd.Timestamp(2018, 12, 31)
    assert second["closure_reason"] == "not_collected"
    spell = tables.spells[tables.spells["record_uid"] == second["record_uid"]].iloc[0]
    assert spell["close_precision"] == "year"


def test_an_empty_status_means_neither_only_where_the_file_never_writes_it(house, csv_row):
    house.csv(
        "jrf",
        [csv_row(id="1", protection_status=""), csv_row(id="2", protection_status="separated")],
    )
    silent = house.clean().cases["protection_status"]
    house.csv(
        "jrf",
        [csv_row(id="1", protection_status=""), csv_row(id="2", protection_status="neither")],
    )
    spoken = house.clean().cases["protection_status"]
    assert sorted(silent) == ["neither", "separated"]
    assert sorted(spoken) == ["missing", "neither"]


def test_a_column_that_was_not_sent_is_not_collected_and_an_empty_cell_is_missing(house, csv_row):
    house.csv("jrf", [csv_row(risk_level="")])
    row = case(house.clean())
    assert (row["risk_level"], row["disability"]) == ("missing", "not_collected")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_a_csv_is_read_in_the_encodings_of_the_field(house, csv_row, encoding):
    house.csv("jrf", [csv_row(sex="أنثى")], encoding)
    tables = house.clean()
    assert case(tables)["sex"] == "female"
    mended = tables.issues[tables.issues["code"] == "FIL-01"]
    assert len(mended) == (encoding in ("cp1256", "utf-16"))


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_csv_may_use_another_delimiter(house, csv_row, separator):
    path = house.csv("jrf", [csv_row()])
    pd.read_csv(path, dtype="str").to_csv(path, sep=separator, index=False)
    assert len(house.clean().cases) == 1


def test_headers_are_found_whatever_their_case_and_blanks(house, csv_row):
    row = {f" {name.upper()} ": value for name, value in csv_row().items()}
    house.csv("jrf", [row])
    assert len(house.clean().cases) == 1


def test_known_headers_without_use_are_passed_over(house, csv_row):
    house.csv("jrf", [csv_row(workflow="new", religion="x", other_agency_name="JRF")])
    assert len(house.clean().cases) == 1


def test_the_year_may_map_headers_and_values_of_its_own(house, csv_row):
    row = csv_row()
    row["Gender of child"] = "Femme"
    del row["sex"]
    house.source("jrf", columns={"Gender of child": "sex"}, values={"sex": {"Femme": "female"}})
    house.csv("jrf", [row])
    assert case(house.clean())["sex"] == "female"


def test_blank_rows_are_no_records(house, csv_row):
    path = house.csv("jrf", [csv_row()])
    path.write_text(path.read_text() + ",,,,,,,,\n,,,,,,,,\n")
    assert list(house.clean().waterfall["records"].unique()) == [1]


def test_subforms_become_tables_and_their_filler_rows_do_not(house, forms):
    services = [
        ["ID", "Type of Service", "Referred?", "Service implemented", "Service Implemented On"],
        ["abc0001", "Education Service", "Yes", "Implemented", "01-May-2018"],
        ["abc0001", "Food Service", "No", "Not Implemented", ""],
        ["abc0002", "", "", "", ""],
    ]
    transitions = [
        ["ID", "Type", "Date of referral or transfer", "Remote User Agency"],
        ["abc0001", "Transfer", "02-May-2018", "Jordan River Foundation"],
        ["abc0002", "Referral", "03-May-2018", "A clinic"],
    ]
    house.book(
        "imc",
        {
            **forms({}, {}),
            "Services-Nested Services": services,
            "Referrals and T-Nested Trans...": transitions,
        },
    )
    tables = house.clean()
    assert list(tables.services["service_type"]) == ["education_service", "food_service"]
    assert list(tables.services["seq"]) == [1, 2]
    assert sorted(tables.transitions["to_agency"]) == ["external", "jrf"]
    assert list(tables.transitions.sort_values("type")["internal"]) == [False, True]


def test_the_log_of_reopenings_makes_spells(house, forms):
    log = [["ID", "Date Reopened"], ["abc0001", "01-Sep-2018"], ["abc0001", "01-Nov-2018"]]
    house.book(
        "imc", {**forms({"Date of Closure": "01-Jun-2018"}), "Record Informat-Case Reopened": log}
    )
    assert list(house.clean().spells["seq"]) == [1, 2, 3]


def test_a_csv_keeps_its_reopening_in_a_column(house, csv_row):
    house.csv("jrf", [csv_row(date_closure="2018-06-01", reopened_date="2018-09-01")])
    assert list(house.clean().spells["open_date"].dt.month) == [3, 9]


def test_the_notice_sheet_marks_synthetic_data_and_is_no_form(house, forms):
    house.path("imc", "export.xlsx")
    path = house.book("imc", {"SYNTHETIC": [["made up"]], **forms({})})
    path.rename(path.with_name("export.xlsx"))
    tables = house.clean()
    assert tables.synthetic
    assert len(tables.cases) == 1


def test_data_is_real_unless_every_file_says_otherwise(house, forms, csv_row):
    house.book("imc", forms({}))
    path = house.csv("jrf", [csv_row()])
    assert house.clean().synthetic
    path.rename(path.with_name("export.csv"))
    assert not house.clean().synthetic


def test_dates_and_numbers_stored_as_such_are_read(house, forms):
    sheets = forms({})
    place = sheets["Basic Identity"][0].index("Date of Registration or Interview")
    sheets["Basic Identity"][1][place] = 43164
    house.book("imc", sheets)
    assert case(house.clean())["registration_date"] == pd.Timestamp(2018, 3, 5)


def test_what_excel_leaves_beside_an_open_file_is_no_delivery(house, forms):
    house.book("imc", forms({}))
    house.path("imc", "~$imc-synthetic.xlsx").write_bytes(b"lock")
    assert len(house.clean().received) == 1


def test_sheet_names_are_cut_as_primero_cuts_them():
    assert fold("Services-Nested Services") in sheet_names("Nested Services", "Services")
    names = sheet_names("Nested Transitions Subform", "Referrals and Transfers")
    assert fold("Referrals and T-Nested Trans...") in names


def test_every_profile_leads_to_columns_of_the_schema_or_of_the_cleaning():
    from cpims_report.records.columns import known_columns

    known = known_columns()
    for profile in read_profiles().values():
        used = {*profile.fields()["column"], *profile.columns.values()} - {""}
        assert used <= known
        assert set(profile.required) <= used
        assert set(profile.not_collected) <= known
    assert set(CASES.columns) - known  # the cleaning derives columns of its own
