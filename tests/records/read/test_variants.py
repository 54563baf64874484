"""What an agency does in its own way is met by configuration alone."""

import pandas as pd
import pytest

from cpims_report.config import Source
from cpims_report.errors import ConfigurationError, InputRefused
from cpims_report.records.deliveries.mapping_checks import check_mapped
from cpims_report.records.systems.profile import read_profiles

IDENTITY = [
    ["ID", "Case Status", "Date of Registration or Interview", "Sex", "Date"],
    ["abc0001", "Closed", "05-Mar-2018", "Fille", "07-Mar-2018"],
]


def codes(caught):
    return {problem.code for problem in caught.value.problems}


def test_an_agency_may_have_headers_values_and_sheets_of_its_own(reading, xlsx):
    content = xlsx(
        {
            "Identité": [
                ["ID", "Statut", "Date d'enregistrement", "Sexe", "Niveau de risque"],
                ["abc0001", "Fermé", "05-Mar-2018", "Fille", "Très élevé"],
            ],
            "Fermeture": [["ID", "Date of Closure"], ["abc0001", "01-Sep-2018"]],
            "Notes internes": [["ID", "Couleur"], ["abc0001", "bleu"]],
        }
    )
    delivery = reading(
        "primero_v2_xlsx",
        content,
        sheets={"Identité": "Basic Identity", "Fermeture": "Closure", "Notes internes": ""},
        columns={
            "Statut": "status",
            "Date d'enregistrement": "registration_date",
            "Sexe": "sex",
            "Niveau de risque": "risk_level",
        },
        values={
            "status": {"Fermé": "closed"},
            "sex": {"Fille": "female"},
            "risk_level": {"Très élevé": "high"},
        },
    )
    row = delivery.records.iloc[0]
    assert (row["status"], row["sex"], row["risk_level"]) == ("closed", "female", "high")
    assert row["closure_date"] == pd.Timestamp(2018, 9, 1)


def test_a_sheet_that_is_left_out_may_still_not_name_people(reading, xlsx):
    content = xlsx({"Basic Identity": IDENTITY, "Own": [["ID", "Mother name"], ["abc0001", "x"]]})
    with pytest.raises(InputRefused) as caught:
        reading("primero_v2_xlsx", content, sheets={"Own": ""}, values={"sex": {"Fille": "female"}})
    assert codes(caught) == {"IN-IDENTIFYING"}


def test_the_second_of_two_equal_headers_can_be_named(reading, xlsx):
    header, row = [*IDENTITY[0], "Date"], [*IDENTITY[1], "01-Sep-2018"]
    delivery = reading(
        "primero_v2_xlsx",
        xlsx({"Basic Identity": [header, row]}),
        columns={"Date (2)": "closure_date"},
        values={"sex": {"Fille": "female"}},
    )
    assert delivery.records["closure_date"].item() == pd.Timestamp(2018, 9, 1)


def test_two_columns_of_one_field_are_one_where_they_agree_and_refused_where_not(extracting, xlsx):
    header = [*IDENTITY[0], "Sex"]
    same = xlsx({"Basic Identity": [header, [*IDENTITY[1], "Fille"]]})
    other = xlsx({"Basic Identity": [header, [*IDENTITY[1], "Male"]]})
    assert list(extracting("primero_v2_xlsx", same).records.cells["sex"]) == ["Fille"]
    with pytest.raises(InputRefused) as caught:
        extracting("primero_v2_xlsx", other)
    assert codes(caught) == {"IN-TWICE"}


@pytest.mark.parametrize(
    "name",
    [
        "Services-Nested Services",
        "Services-Nested Services-1",
        "Nested Services",
        "services_section",
    ],
)
def test_a_subform_is_known_under_all_its_names(extracting, xlsx, name):
    rows = [["ID", "Type of Service"], ["abc0001", "Food Service"]]
    found = extracting("primero_v2_xlsx", xlsx({"Basic Identity": IDENTITY, name: rows}))
    assert list(found.subforms["services"].cells["service_type"]) == ["Food Service"]


def test_two_subforms_whose_cut_names_collide_are_told_apart_by_their_headers(extracting, xlsx):
    transitions = [["ID", "Type", "Remote User Agency"], ["abc0001", "Transfer", "JRF"]]
    sheets = {"Basic Identity": IDENTITY, "Referrals and T-Nested Tran...-1"[:31]: transitions}
    found = extracting("primero_v2_xlsx", xlsx(sheets))
    assert "transitions" in found.subforms


def test_a_shared_header_belongs_to_the_form_of_its_sheet(extracting, xlsx):
    closure = [["ID", "Date"], ["abc0001", "02-Sep-2018"]]
    found = extracting("primero_v2_xlsx", xlsx({"Basic Identity": IDENTITY, "Closure": closure}))
    assert list(found.records.cells["closure_approved_date"]) == ["02-Sep-2018"]
    assert found.records.origins["closure_approved_date"].sheet == "Closure"


def test_a_form_that_the_layout_does_not_have_is_a_mistake_of_configuration(settings, year):
    plan = Source(
        agency="imc", profile="primero_v2_xlsx", files=("a",), sheets={"Own": "Basic Identit"}
    )
    with pytest.raises(ConfigurationError) as caught:
        check_mapped(year.model_copy(update={"sources": (plan,)}), read_profiles(), {}, settings)
    [problem] = caught.value.problems
    assert (problem.code, problem.nearest) == ("CFG-SHEET", "Basic Identity")


def test_the_number_in_front_is_no_part_of_a_sheets_name(extracting, xlsx):
    closure = [["ID", "Date"], ["abc0001", "02-Sep-2018"]]
    content = xlsx({"(0) Basic Identity": IDENTITY, "(3) Closure": closure})
    found = extracting("primero_v2_xlsx", content)
    assert list(found.records.cells["closure_approved_date"]) == ["02-Sep-2018"]
