"""The files look like the exports that they stand in for."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
import yaml

from cpims_report.config import Source
from cpims_report.errors import ConfigurationError
from cpims_report.sample.layouts import layout, primero_v2_csv
from cpims_report.sample.layouts.primero_v2_csv import ruby
from cpims_report.sample.layouts.vocabulary import Vocabulary
from cpims_report.sample.layouts.workbook import sheet_name
from cpims_report.sample.received import export
from cpims_report.sample.writing import write_sample

UNHCR_HEADERS = [
    " ",
    "Individual Progress ID",
    "CPIMS Code",
    "Date of Identification",
    "Primary Protection Concerns",
    "Secondary Protection Concerns",
    "Governorate - Country",
    "Sex",
    "Date of Birth",
    "Age",
    "Causes of Separation",
    "Country of Origin",
    "Current Care Arrangement",
    "Reunification Status",
    "Case Status",
]
IDENTIFYING = re.compile(
    r"name|surname|nickname|address|telephone|phone|national id|national_id|caregiver's|"
    r"caseworker|worker|interviewer|photo|audio",
    re.IGNORECASE,
)
STAFF_CODES = ("Caseworker Code", "Caseworker code | رمز الموظف المختص")
DAY = re.compile(r"\d\d-[A-Z][a-z]{2}-\d{4}")


def test_every_sheet_of_a_workbook_has_a_name_that_excel_takes_and_ids_first(folder, read_book):
    sheets = read_book(folder / "2018/irc/irc-2018-synthetic.xlsx")
    assert next(iter(sheets)) == "SYNTHETIC"
    assert all(len(name) <= 31 for name in sheets)
    assert all(table.columns[0] == "ID" for name, table in sheets.items() if name != "SYNTHETIC")


def test_subforms_stand_on_sheets_named_after_their_parent(folder, read_book):
    sheets = read_book(folder / "2018/imc/imc-2018-synthetic.xlsx")
    assert {
        "Services-Nested Services",
        "Care Arrangemen-Care Arrange...",
        "Referrals and T-Nested Trans...",
        "Follow Up-Nested Followup Su...",
        "Incident Detail-Nested Incid...",
        "Record Informat-Case Reopened",
    } <= set(sheets)
    assert "Services" not in sheets


def test_a_sheet_name_already_taken_gets_a_number():
    assert sheet_name("Closure", taken=("Closure",)) == "Closure-1"
    assert len(sheet_name("A" * 40, taken=("A" * 28 + "...",))) == 31


def test_the_first_form_has_the_display_names_of_the_fields(folder, read_book):
    identity = read_book(folder / "2016/irc/irc-2016-synthetic.xlsx")["Basic Identity"]
    assert list(identity.columns) == [
        "ID",
        "Long ID",
        "Case ID",
        "Case Status",
        "Case Reopened?",
        "Date of Registration or Interview",
        "Sex",
        "Age",
        "Date of Birth",
        "Is the age estimated?",
        "proGres Individual ID",
        "Nationality",
        "Current Location",
        "Source of identification",
    ]


def test_a_workbook_writes_dates_lists_and_places_as_primero_displays_them(folder, read_book):
    sheets = read_book(folder / "2018/irc/irc-2018-synthetic.xlsx")
    identity, concerns = sheets["Basic Identity"], sheets["Protection Concerns"]
    registered = identity["Date of Registration or Interview"]
    assert registered.map(lambda day: bool(DAY.fullmatch(day))).mean() > 0.9
    places = identity["Current Location"]
    assert places[places.ne("")].str.startswith("Jordan::").mean() > 0.9
    assert places.eq("Jordan::Zaatari Camp").any()
    assert places.str.count("::").max() == 2
    assert concerns["Other protection concerns"].str.contains(" ||| ", regex=False).any()
    assert concerns["Primary protection concern"].eq("LP-AN : Violence, abuse or neglect").any()
    assert sheets["Interview Details"]["Information Obtained From"].eq("CFS").any()


def test_a_record_without_rows_in_a_subform_leaves_a_row_with_its_id_alone(folder, read_book):
    sheets = read_book(folder / "2018/imc/imc-2018-synthetic.xlsx")
    log = sheets["Record Informat-Case Reopened"]
    assert len(log) == len(sheets["Basic Identity"])
    assert log["ID"].ne("").all()
    assert log["Date Reopened"].eq("").any()
    assert log["Date Reopened"].ne("").any()


def test_short_ids_are_seven_characters_and_unique_within_an_agency(folder, read_book):
    ids = read_book(folder / "2018/irc/irc-2018-synthetic.xlsx")["Basic Identity"]["ID"]
    assert ids.str.fullmatch("[0-9a-f]{7}").all()
    assert ids.nunique() >= len(ids) - 5


def test_a_case_has_about_three_services(world):
    assert 2.3 < len(world.services) / len(world.cases) < 3.5


def test_the_field_export_has_names_ids_and_ruby_lists(folder, read_text):
    rows = read_text(folder / "2018/jrf/jrf-2018-synthetic.csv")
    assert rows.columns[0] == "id"
    assert {"record_state", "created_at", "status", "closure_approved_date"} <= set(rows.columns)
    lists = rows["protection_concerns"]
    assert lists[lists.ne("")].str.fullmatch(r'\["[a-z_]+"(, "[a-z_]+")*\]').mean() > 0.9
    assert rows["registration_date"].str.fullmatch(r"\d{4}-\d\d-\d\d").mean() > 0.9
    assert rows["case_status_reopened"].isin(["true", "false"]).mean() > 0.9
    assert not rows.columns.str.contains("section|service").any()


def test_a_list_is_printed_as_ruby_prints_it():
    assert ruby(["refugee", "caafag"]) == '["refugee", "caafag"]'


def test_the_date_of_closure_survives_reopening(world, settings):
    plan = settings.year(2018)
    jrf = next(source for source in plan.sources if source.agency == "jrf")
    delivery = export(world, jrf, plan)
    rows = primero_v2_csv.columns(delivery.records, "jrf", Vocabulary(settings))
    reopened = rows[rows["reopened_date"].ne("")]
    assert reopened["date_closure"].ne("").all()
    assert (reopened["date_closure"] < reopened["reopened_date"]).all()
    assert reopened["status"].eq("open").any()


def test_ages_have_moved_on_to_the_day_of_export(world, settings):
    plan = settings.year(2018)
    jrf = next(source for source in plan.sources if source.agency == "jrf")
    records = export(world, jrf, plan).records
    born = records[records["birth_date"].notna()]
    assert (born["age_shown"] > born["age_reg"]).mean() > 0.3
    assert born["age_shown"].ge(18).any()


def test_the_list_of_unhcr_has_its_fifteen_headers(folder, read_text):
    rows = read_text(folder / "2018/unhcr/unhcr-2018-synthetic.csv")
    assert list(rows.columns) == UNHCR_HEADERS
    assert list(rows[" "]) == [str(number) for number in range(1, len(rows) + 1)]


def test_the_list_of_unhcr_reverses_places_and_joins_needs_codes(folder, read_text):
    rows = read_text(folder / "2018/unhcr/unhcr-2018-synthetic.csv")
    places, codes = rows["Governorate - Country"], rows["Secondary Protection Concerns"]
    assert places[places.ne("")].str.fullmatch(r"[A-Z][\w' ]+ - Jordan").mean() > 0.8
    items = codes[codes.ne("")].str.split(r"[,;\n] *", regex=True).explode()
    words = items[~items.str.fullmatch(r"[A-Z]{2}-[A-Z]{2}")]
    assert set(words) == {"Child neglect", "Refugee"}, "the list of needs has no code for these"
    assert codes.str.contains(", ").any()
    assert set(rows["Primary Protection Concerns"]) == {"", "Unaccompanied", "Separated"}
    assert set(rows["Case Status"]) == {"Open", "Closed"}
    assert set(rows["Reunification Status"]) <= {"true", "false"}


def test_every_file_says_that_it_is_synthetic(folder, read_book):
    files = [path for path in folder.glob("20*/*/*") if path.suffix != ".yml"]
    assert len(files) == 18
    for path in files:
        card = yaml.safe_load(path.with_name(f"{path.name}.meta.yml").read_text("utf-8"))
        assert "synthetic" in path.name
        assert card["synthetic"] is True
        assert card["licence"] == "CC0-1.0"
        if path.suffix == ".xlsx":
            assert read_book(path)["SYNTHETIC"].columns[0].startswith("SYNTHETIC DATA: ")
        else:
            assert re.search(
                r"5e1f0000-|SYN-", path.read_bytes().decode("utf-8", "replace").splitlines()[1]
            )


def test_a_sidecar_holds_the_checksum_and_the_number_of_records(folder, read_text):
    path = folder / "2018/nhf/nhf-2018-synthetic.csv"
    card = yaml.safe_load(path.with_name(f"{path.name}.meta.yml").read_text("utf-8"))
    assert card["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert card["records"] == len(read_text(path))


def test_no_file_has_a_column_that_could_name_a_person(folder, read_book, read_text):
    headers = {
        header
        for path in folder.glob("20*/*/*.xlsx")
        for name, table in read_book(path).items()
        if name != "SYNTHETIC"
        for header in table.columns
    }
    headers |= {header for path in folder.glob("20*/*/*.csv") for header in read_text(path).columns}
    assert {header for header in headers if IDENTIFYING.search(header)} == set(STAFF_CODES)


def test_the_public_key_says_that_it_is_public(folder):
    assert "PUBLIC" in (folder / "sample-link-key.txt").read_text("utf-8").splitlines()[0]


def test_a_layout_that_the_sample_cannot_write_is_named_before_anything_is_written(
    tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch
):
    plan = settings.year(2018)
    other = Source(agency="imc", profile="progres", files=("imc/*.xls",))
    changed = plan.model_copy(update={"sources": (other,)})
    monkeypatch.setattr(type(settings), "year", lambda self, year: changed)
    with pytest.raises(ConfigurationError, match="progres"):
        write_sample(tmp_path / "raw", [2018], cases=30, settings=settings)
    assert not (tmp_path / "raw").exists()
    assert layout("unhcr_csv").SUFFIX == "csv"


def test_some_answers_are_blank_and_some_ages_have_no_date_of_birth(world, settings):
    plan = settings.year(2018)
    jrf = next(source for source in plan.sources if source.agency == "jrf")
    rows = primero_v2_csv.columns(export(world, jrf, plan).records, "jrf", Vocabulary(settings))
    no_birth = rows["date_of_birth"].eq("")
    assert no_birth.mean() < 0.03
    assert rows.loc[no_birth, "age"].isna().any()
    assert rows.loc[no_birth, "age"].notna().any()
    for column in ("nationality", "location_current", "primary_protection_concern", "risk_level"):
        assert 0.003 < rows[column].eq("").mean() < 0.10
    assert rows["sex"].ne("").all()
