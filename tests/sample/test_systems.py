"""Each of the eight layouts looks like the export of its system."""

from __future__ import annotations

import json
import re

from python_calamine import CalamineWorkbook

from cpims_report.config import PROFILES
from cpims_report.sample.layouts import LAYOUTS
from cpims_report.sample.layouts.primero_v1_xls import forms, sheet_name
from cpims_report.sample.received import export


def rows(path, sheet):
    return CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()


def test_every_profile_has_its_layout_and_all_are_used_over_the_years(settings):
    used = {source.profile for year in (2016, 2017, 2018) for source in settings.year(year).sources}
    assert used == set(LAYOUTS) == set(PROFILES)


def test_an_old_csv_numbers_its_lists_one_to_five_without_a_sign_before_the_field(
    folder, read_text
):
    headers = list(read_text(folder / "2016/imc/imc-2016-synthetic.csv").columns)
    assert headers[:2] == ["_id", "model_type"]
    assert {f"protection_concerns[{slot}]" for slot in range(1, 6)} <= set(headers)
    assert "services_section[5]service_type" in headers
    assert not [header for header in headers if "[6]" in header]


def test_an_old_csv_writes_labels_and_days_with_month_names(folder, read_text):
    table = read_text(folder / "2016/imc/imc-2016-synthetic.csv")
    assert {"Open", "Closed"} <= set(table["child_status"])
    assert table["date_of_birth"].str.fullmatch(r"\d\d-[A-Z][a-z]{2}-\d{4}").mean() > 0.8
    assert set(table["model_type"]) == {"Case"}


def test_the_workbook_of_2014_has_one_sheet_that_ends_before_the_closure(folder, read_book):
    sheets = read_book(folder / "2016/tdhl/tdhl-2016-synthetic.xlsx")
    assert list(sheets) == ["SYNTHETIC", "Sheet1"]
    headers = list(sheets["Sheet1"].columns)
    assert headers[:2] == ["_id", "model_type"]
    assert "child_status" in headers
    assert not {"date_closure", "closure_reason", "consent_reporting"} & set(headers)
    assert len(headers) <= 256


def test_the_later_old_workbook_numbers_its_sheets_and_drops_letters_that_are_not_ascii(
    world, settings
):
    plan = settings.year(2016)
    tdhl = next(source for source in plan.sources if source.agency == "tdhl")
    pages = forms(export(world, tdhl, plan), settings)
    assert [page.name for page in pages][:2] == ["(0) Basic Identity", "(1) Protection Concerns"]
    assert all(list(page.table.columns[:2]) == ["_id", "model_type"] for page in pages)
    assert sheet_name(3, "إغلاق") == "(3) "
    assert len(sheet_name(3, "A" * 40)) == 31


def test_a_json_export_keeps_fields_in_data_and_subforms_as_arrays_inside(folder):
    records = json.loads((folder / "2018/tdhl/tdhl-2018-synthetic.json").read_text("utf-8"))
    assert all(set(record) == {"id", "data"} for record in records)
    data = [record["data"] for record in records]
    assert isinstance(data[0]["protection_concerns"], list)
    assert data[0]["record_state"] is True
    assert any(
        service.get("service_type") for each in data for service in each.get("services_section", [])
    )
    assert any("reopened_logs" in each for each in data)


def test_the_desktop_system_has_form_names_two_header_rows_and_days_first(folder):
    form, upper, lower, first, *_ = rows(folder / "2016/jrf/jrf-2016-synthetic.xlsx", "Sheet1")
    assert form[0] == ""
    assert any(form)
    merged = [up or low for up, low in zip(upper, lower, strict=True)]
    assert upper[0] == lower[0] == "PersonGId"
    assert all(merged)
    assert not any(up and low for up, low in list(zip(upper, lower, strict=True))[1:])
    assert sum(bool(re.fullmatch(r"[0-9a-f-]{36}", header)) for header in merged) == 2
    assert re.fullmatch(r"\d\d/\d\d/\d{4}", first[merged.index("DateOfRegistration")])
    assert not {"FirstName", "LastName", "SocialWorker"} & set(merged)


def test_the_desktop_system_proves_that_its_days_come_first(folder):
    table = rows(folder / "2016/jrf/jrf-2016-synthetic.xlsx", "Sheet1")
    place = [up or low for up, low in zip(table[1], table[2], strict=True)].index("DateOfBirth")
    assert any(int(row[place][:2]) > 12 for row in table[3:] if re.match(r"\d\d/", row[place]))


def test_the_template_has_headers_and_words_in_two_languages_and_hashed_numbers(folder):
    header, *cases = rows(folder / "2017/nhf/nhf-2017-synthetic.xlsx", "Cases")
    assert all(" | " in word for word in header)
    numbers = {
        row[[h.split(" | ")[0] for h in header].index("UNHCR individual number (hashed)")]
        for row in cases
    }
    assert all(re.fullmatch(r"h:[0-9a-f]{20}|", number) for number in numbers)
    assert {row[header.index("Sex | الجنس")] for row in cases} >= {"Girls | إناث", "Boys | ذكور"}


def test_what_the_template_offers_is_what_the_sample_fills_in(folder, settings, tmp_path):
    from cpims_report.records.template import write_template

    write_template(tmp_path / "template.xlsx", settings)
    filled = folder / "2017/nhf/nhf-2017-synthetic.xlsx"
    for sheet in ("Cases", "Services", "Transfers"):
        assert rows(tmp_path / "template.xlsx", sheet)[0] == rows(filled, sheet)[0]


def test_an_arabic_export_translates_headers_sheets_values_and_months(folder, read_book):
    sheets = read_book(folder / "2017/imc/imc-2017-synthetic.xlsx")
    identity = sheets["الهوية الأساسية"]
    assert {"الجنس", "تاريخ الميلاد", "الجنسية"} <= set(identity.columns)
    assert {"أنثى", "ذكر"} <= set(identity["الجنس"])
    births = identity["تاريخ الميلاد"]
    assert births.str.contains("كانون الثاني").any()
    assert births.str.fullmatch(r"\d\d-[\u0600-\u06ff ]+-\d{4}").mean() > 0.8
    concerns = sheets["شواغل الحماية"]["شواغل الحماية"]
    assert concerns.str.contains(" ||| ", regex=False).any()
    assert all(len(name) <= 31 for name in sheets)


def test_one_file_lies_in_the_code_page_of_an_arabic_windows(folder):
    content = (folder / "2017/tdhl/tdhl-2017-synthetic.csv").read_bytes()
    assert "ذك" in content.decode("cp1256") or "ان" in content.decode("cp1256")
    try:
        content.decode("utf-8")
        readable = True
    except UnicodeDecodeError:
        readable = False
    assert not readable
