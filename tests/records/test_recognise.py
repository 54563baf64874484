"""The layout of a file that nobody named is proposed, with how sure we are and why."""

import json

import openpyxl
import pandas as pd
import pytest

from cpims_report.records.read.recognise import recognise
from cpims_report.records.template import write_template

LEGACY = [
    ["", "Registration", ""],
    ["PersonGId", "DateOfRegistration", ""],
    ["PersonGId", "", "Sex"],
]
V1 = {"_id": "a", "model_type": "Case", "child_status": "Open", "sex": "Male"}
V1_CSV = {**V1, "registration_date": "05-Mar-2016", "services_section[1]service_type": ""}


@pytest.fixture
def sent(tmp_path, csv_row, unhcr_row, forms, settings):
    """Return a writer of a file of each layout, without a telling name."""

    def text(*rows):
        return pd.DataFrame(rows).to_csv(index=False).encode()

    def book(path, sheets):
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for name, rows in sheets.items():
            sheet = workbook.create_sheet(name)
            for row in rows:
                sheet.append(row)
        workbook.save(path)

    makers = {
        "primero_v2_csv": lambda path: path.write_bytes(text(csv_row())),
        "unhcr_csv": lambda path: path.write_bytes(text(unhcr_row())),
        "primero_v1_csv": lambda path: path.write_bytes(text(V1_CSV)),
        "primero_v2_json": lambda path: path.write_text(json.dumps([csv_row()]), encoding="utf-8"),
        "primero_v2_xlsx": lambda path: book(path, forms({})),
        "primero_v1_xls": lambda path: book(path, {"Sheet1": [list(V1), list(V1.values())]}),
        "legacy_cpims": lambda path: book(path, {"Sheet1": [*LEGACY, ["1", "05/03/2015", "F"]]}),
        "template_xlsx": lambda path: write_template(path, settings),
    }

    def write(profile, folder="inbox"):
        path = tmp_path / folder / "data"
        path.parent.mkdir(exist_ok=True)
        workbook = path.with_suffix(".xlsx")
        makers[profile](workbook)
        return workbook.rename(path)

    return write


@pytest.mark.parametrize(
    "profile",
    [
        "primero_v2_csv",
        "unhcr_csv",
        "primero_v1_csv",
        "primero_v2_json",
        "primero_v2_xlsx",
        "primero_v1_xls",
        "legacy_cpims",
        "template_xlsx",
    ],
)
def test_each_layout_is_the_first_proposal_for_its_own_file(sent, settings, profile):
    first, *others = recognise(sent(profile), settings)
    assert first.profile == profile
    assert first.certainty in ("sure", "likely")
    assert all(other.confidence < first.confidence for other in others)


def test_a_proposal_says_why(sent, settings):
    first = recognise(sent("unhcr_csv"), settings)[0]
    assert "3 of 3 telling headers" in first.why
    assert "4 of 4 required columns" in first.why


def test_the_members_own_system_adds_to_the_confidence(sent, settings):
    strange = recognise(sent("primero_v1_csv"), settings)
    at_home = recognise(sent("primero_v1_csv", folder="jrf"), settings)
    second = {guess.profile: guess for guess in at_home}["primero_v2_csv"]
    before = {guess.profile: guess for guess in strange}["primero_v2_csv"]
    assert second.confidence > before.confidence
    assert "uses this layout" in second.why


def test_an_arabic_export_is_recognised_too(tmp_path, settings):
    workbook = openpyxl.Workbook()
    workbook.active.title = "الهوية الأساسية"
    headers = ["الرمز التعريفي", "الوضع الراهن للحالة", "تاريخ التسجيل أو المقابلة", "الجنس"]
    workbook.active.append(headers)
    workbook.save(tmp_path / "a.xlsx")
    first = recognise(tmp_path / "a.xlsx", settings)[0]
    assert (first.profile, first.certainty) == ("primero_v2_xlsx", "sure")


def test_what_nobody_knows_gets_no_proposal(tmp_path, settings):
    (tmp_path / "a.csv").write_text("colour,shape\nred,round\n", encoding="utf-8")
    assert recognise(tmp_path / "a.csv", settings) == []


def test_of_a_large_text_file_only_the_beginning_is_read(tmp_path, settings, unhcr_row):
    path = tmp_path / "a.csv"
    header, row = pd.DataFrame([unhcr_row()]).to_csv(index=False).encode().splitlines(keepends=True)
    path.write_bytes(header + row * 20_000 + b"\0 not text")
    assert path.stat().st_size > 1 << 20
    assert recognise(path, settings)[0].profile == "unhcr_csv"
