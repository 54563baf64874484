"""Bad files are refused: everything at once, in plain words, and without showing who is in them."""

import json
import zipfile

import pytest

from cpims_report import cli
from cpims_report.errors import ConfigurationError, InputRefused


def told(house):
    """Return the problems of the refusal as one text, and the codes."""
    refused = house.refusal()
    assert refused.exit_code == 3
    return str(refused), [problem.code for problem in refused.problems]


def test_a_missing_file_is_named_by_its_pattern(house):
    house.source("imc")
    text, codes = told(house)
    assert codes == ["IN-MISSING"]
    assert "imc" in text
    assert "imc/*.xlsx" in text


def test_a_file_of_no_bytes_is_empty(house):
    house.path("jrf").write_bytes(b"")
    text, codes = told(house)
    assert codes == ["IN-EMPTY"]
    assert "jrf/jrf-synthetic.csv" in text
    assert "0 bytes" in text


def test_a_file_with_headers_alone_is_empty(house, csv_row):
    path = house.csv("jrf", [csv_row()])
    path.write_text(path.read_text().splitlines()[0] + "\n")
    text, codes = told(house)
    assert codes == ["IN-EMPTY"]
    assert "holds no case" in text


def test_a_workbook_with_headers_alone_is_empty(house, forms):
    house.book("imc", {name: rows[:1] for name, rows in forms({}).items()})
    assert told(house)[1] == ["IN-EMPTY"]


def test_a_workbook_behind_a_password_is_told_apart(house):
    house.path("imc").write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600)
    text, codes = told(house)
    assert codes == ["IN-LOCKED"]
    assert "password" in text
    assert "save it without a password" in text


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"PK\x03\x04 broken", "IN-WORKBOOK", "no Excel workbook"),
        (b"%PDF-1.7", "IN-KIND", "a PDF document"),
        (b"\x1f\x8b\x08 packed", "IN-KIND", "a gzip archive"),
        (b'{"data": []}', "IN-KIND", "The file is JSON"),
        (b"<!DOCTYPE html><table>", "IN-KIND", "a web page"),
    ],
)
def test_what_is_no_workbook_is_told_so(house, content, code, words):
    house.path("imc").write_bytes(content)
    text, codes = told(house)
    assert codes == [code]
    assert words in text


def test_text_with_nul_bytes_is_no_table(house):
    house.path("jrf").write_bytes(b"id,status\n1,\x00open\n")
    assert told(house)[1] == ["IN-TEXT"]


def test_a_row_longer_than_the_headers_is_told(house, csv_row):
    path = house.csv("jrf", [csv_row()])
    path.write_text(path.read_text() + ",".join(["x"] * 40) + "\n")
    text, codes = told(house)
    assert codes == ["IN-TEXT"]
    assert "more cells than there are headers" in text


def test_an_unknown_column_is_no_problem_and_a_missing_one_comes_with_the_nearest(house, csv_row):
    row = {**csv_row(risk_level="high"), "colour": "red"}
    house.csv("jrf", [{("risk_levle" if key == "risk_level" else key): row[key] for key in row}])
    tables = house.clean()
    assert tables.cases["risk_level"].tolist() == ["not_collected"]
    [note] = tables.issues.loc[tables.issues["code"] == "COL-01", "message"]
    assert "risk_level (unread: “risk_levle”?)" in note
    assert "colour" not in note


def test_an_unknown_sheet_is_never_read(house, forms):
    mine = [["ID", "Colour"], ["abc0001", "red"]]
    house.book("imc", {**forms({}), "My own sheet": mine})
    assert len(house.clean().cases) == 1


def test_a_workbook_without_one_known_sheet_comes_with_the_nearest_form(house):
    house.book("imc", {"Basic Identety": [["ID", "Sex"], ["abc0001", "Female"]]})
    text, codes = told(house)
    assert codes == ["IN-SHEET"]
    assert "Did you mean “Basic Identity”?" in text


def test_a_missing_column_without_which_nothing_counts_comes_with_the_nearest(house, csv_row):
    row = csv_row()
    house.csv("jrf", [{"registration_dat": row.pop("registration_date"), **row}])
    text, codes = told(house)
    assert codes == ["IN-COLUMN"]
    assert "Did you mean “registration_dat”?" in text


def test_a_file_that_identifies_people_is_one_problem_with_the_one_command(house, csv_row):
    house.csv("jrf", [{**csv_row(), "name": "Layla", "telephone_current": "0791234567"}])
    text, codes = told(house)
    assert codes == ["IN-IDENTIFYING"]
    assert "“name”, “telephone_current”" in text
    assert "cpims-report deidentify jrf/jrf-synthetic.csv" in text
    assert "Layla" not in text


def test_an_identifying_column_without_a_value_identifies_nobody(house, csv_row):
    house.csv("jrf", [{**csv_row(), "name": ""}])
    assert len(house.clean().cases) == 1


def test_the_policy_may_leave_identifying_columns_unread(house, csv_row):
    path = house.workspace.config / "disclosure.yml"
    path.write_text(path.read_text().replace("identifying: refuse", "identifying: skip"))
    house.csv("jrf", [{**csv_row(), "name": "Layla Secret"}])
    tables = house.clean()
    assert len(tables.cases) == 1
    assert "Layla" not in tables.cases.to_csv() + tables.issues.to_csv()


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("name", "Layla Secret"),
        ("telephone_current", "0791234567"),
        ("address_current", "12 Hidden Street"),
        ("national_id_no", "9876543210"),
        ("relation_name", "Uncle Hidden"),
        ("mother_name", "Mother Hidden"),
        ("Whatsapp number", "0791234567"),
    ],
)
def test_an_identifying_column_of_a_csv_is_refused_and_its_values_are_not_echoed(
    house, csv_row, header, value
):
    house.csv("jrf", [{**csv_row(), header: value}])
    text, codes = told(house)
    assert codes == ["IN-IDENTIFYING"]
    assert f"column “{header}”" in text
    assert value not in text


@pytest.mark.parametrize(
    "header", ["Full Name", "Current Telephone", "National ID Number", "الاسم"]
)
def test_an_identifying_column_of_a_workbook_is_refused(house, forms, header):
    sheets = forms({})
    sheets["Basic Identity"][0].append(header)
    sheets["Basic Identity"][1].append("Layla Secret")
    house.book("imc", sheets)
    text, codes = told(house)
    assert codes == ["IN-IDENTIFYING"]
    assert f"sheet “Basic Identity”, row 1, column “{header}”" in text
    assert "Layla" not in text


def test_the_sheet_of_the_family_is_refused_whole(house, forms):
    family = [["ID", "Name", "Age"], ["abc0001", "Uncle Hidden", 40]]
    house.book("imc", {**forms({}), "Family Details-Nested Family...": family})
    text, codes = told(house)
    assert codes == ["IN-IDENTIFYING"]
    assert "sheet “Family Details-Nested Family...”" in text
    assert "Hidden" not in text


def test_the_configuration_cannot_let_an_identifying_column_in(house, csv_row):
    house.source("jrf", columns={"Full Name": "source_id"})
    house.csv("jrf", [{**csv_row(), "Full Name": "Layla Secret"}])
    assert told(house)[1] == ["IN-IDENTIFYING"]


def test_a_file_without_headers_is_refused_without_showing_its_first_child(house):
    house.path("jrf").write_text("Layla Secret,0791234567,female\nOmar Secret,0791234568,male\n")
    text, codes = told(house)
    assert codes == ["IN-NO-HEADER"]
    assert "Secret" not in text
    assert "079" not in text


def test_an_unknown_value_comes_with_its_place_what_was_expected_and_the_nearest(house, csv_row):
    rows = [
        csv_row(id=f"{number}", sex=sex) for number, sex in enumerate(["male", "femail", "femail"])
    ]
    house.csv("jrf", rows)
    text, codes = told(house)
    assert codes == ["IN-VALUE"]
    for part in ("jrf", "jrf/jrf-synthetic.csv", "row 3", "column “sex”", "“femail”", "“Girls”"):
        assert part in text
    assert "Did you mean “Female”?" in text
    assert "(2 times; the first is shown.)" in text


def test_an_unknown_value_of_a_workbook_comes_with_its_sheet(house, forms):
    house.book("imc", forms({}, {"Risk Level": "Hihg"}))
    text, codes = told(house)
    assert codes == ["IN-VALUE"]
    assert "sheet “Protection Concerns”, row 3, column “Risk Level”" in text


def test_an_unknown_item_of_a_list_is_told_alone(house, csv_row):
    house.csv("jrf", [csv_row(protection_concerns='["neglect", "negletc"]')])
    text, codes = told(house)
    assert codes == ["IN-VALUE"]
    assert "Found “negletc”" in text


def test_a_status_of_two_readings_is_refused_with_both(house, csv_row):
    path = house.workspace.config / "lookups.yml"
    text = path.read_text(encoding="utf-8").replace(
        '  closed: {label: {en: "Closed", ar: "مغلقة"}}',
        '  closed: {label: {en: "Closed", ar: "مغلقة"}, aliases: ["Open"]}',
    )
    path.write_text(text, encoding="utf-8")
    house.csv("jrf", [csv_row(status="Open")])
    text, codes = told(house)
    assert codes == ["IN-AMBIGUOUS"]
    assert "“Closed” or “Open”" in text


def test_an_unknown_place_comes_with_the_nearest(house, forms):
    house.book("imc", forms({"Current Location": "Jordan::Mafrak"}))
    text, codes = told(house)
    assert codes == ["IN-VALUE"]
    assert "Mafraq" in text


def test_a_date_that_cannot_be_read_is_told(house, forms):
    house.book("imc", forms({"Date of Closure": "31-Foo-2018"}))
    text, codes = told(house)
    assert codes == ["IN-DATE"]
    assert "“31-…-2018”" in text
    assert "05-Jan-2018" in text


def test_a_date_of_birth_that_cannot_be_read_is_not_echoed(house, csv_row):
    house.csv("jrf", [csv_row(date_of_birth="June 2008, 31")])
    text, codes = told(house)
    assert codes == ["IN-DATE"]
    assert "2008" not in text


def test_a_name_where_a_date_should_be_is_not_echoed(house, csv_row):
    house.csv("jrf", [csv_row(date_closure="Layla Secret")])
    assert "Layla" not in told(house)[0]


def test_a_telephone_number_where_a_code_should_be_is_not_echoed(house, csv_row):
    house.csv("jrf", [csv_row(sex="0791234567")])
    assert "0791234567" not in told(house)[0]


def test_a_column_that_slipped_is_one_problem_and_shows_none_of_its_values(house, csv_row):
    house.csv("jrf", [csv_row(id=str(number), sex=f"Child {number}") for number in range(30)])
    text, codes = told(house)
    assert codes == ["IN-SLIPPED"]
    assert "30 different values" in text
    assert "Child" not in text


def test_an_age_that_is_no_number_is_told(house, csv_row):
    house.csv("jrf", [csv_row(age="Layla Secret")])
    text, codes = told(house)
    assert codes == ["IN-NUMBER"]
    assert "Layla" not in text
    assert "12 characters" in text


def test_a_name_where_a_code_should_be_is_told_by_its_length_alone(house, csv_row):
    house.csv("jrf", [csv_row(sex="Layla Secret"), csv_row(id="2", risk_level="سلمى")])
    text, codes = told(house)
    assert codes == ["IN-VALUE", "IN-VALUE"]
    assert "Layla" not in text
    assert "سلمى" not in text
    assert "12 characters" in text


def test_a_case_without_any_date_belongs_to_no_year(house, csv_row):
    house.csv("jrf", [csv_row(registration_date="", created_at="")])
    text, codes = told(house)
    assert codes == ["IN-UNDATED"]
    assert "row 2, column “registration_date”" in text


def test_a_row_of_totals_is_refused(house, csv_row):
    total = dict.fromkeys(csv_row(), "") | {"sex": "female"}
    house.csv("jrf", [csv_row(), total])
    assert told(house)[1] == ["IN-NO-ID"]


def test_a_row_of_a_record_that_the_first_form_lacks_is_refused(house, forms):
    sheets = forms({}, {})
    sheets["Closure"][2][0] = "abc0009"
    house.book("imc", sheets)
    text, codes = told(house)
    assert codes == ["IN-STRANGER"]
    assert "sheet “Closure”, row 3, column “ID”" in text
    assert "abc0009" not in text


def test_a_field_that_stands_twice_in_a_sheet_is_refused(house, forms):
    sheets = forms({})
    sheets["Basic Identity"][0].append("Sex")
    sheets["Basic Identity"][1].append("Male")
    house.book("imc", sheets)
    assert told(house)[1] == ["IN-TWICE"]


@pytest.mark.parametrize("pattern", ["../2017/*.csv", "jrf/../../*.csv", "/etc/*.csv", "C:/x.csv"])
def test_a_path_out_of_the_folder_is_refused(house, csv_row, pattern):
    house.csv("jrf", [csv_row()])
    house.source("jrf", files=[pattern])
    assert told(house)[1] == ["IN-OUTSIDE"]


def test_a_link_out_of_the_folder_is_not_followed(house, csv_row, tmp_path):
    path = house.csv("jrf", [csv_row()])
    elsewhere = tmp_path / "elsewhere.csv"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    assert told(house)[1] == ["IN-OUTSIDE"]


def test_all_problems_of_all_files_are_told_at_once(house, csv_row, forms, unhcr_row):
    house.csv("jrf", [csv_row(sex="femail", date_closure="31-Foo-2018")])
    house.book("imc", forms({"Risk Level": "Hihg"}))
    house.csv("unhcr", [unhcr_row(**{"Child Name": "Layla Secret", "Colour": "red"})])
    house.source("jrf", files=["jrf/*.csv", "jrf/*.txt"])
    text, codes = told(house)
    assert sorted(codes) == [
        "IN-DATE",
        "IN-IDENTIFYING",
        "IN-MISSING",
        "IN-VALUE",
        "IN-VALUE",
    ]
    assert text.startswith("5 problems in the files of 2018")


def test_nothing_is_written_when_files_are_refused(house, csv_row):
    house.csv("jrf", [csv_row(sex="femail")])
    before = sorted(house.workspace.root.rglob("*"))
    with pytest.raises(InputRefused):
        house.clean()
    assert sorted(house.workspace.root.rglob("*")) == before


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"columns": {"Gender": "seks"}}, ["“seks”", "“sex”"]),
        ({"values": {"sex": {"Femme": "femal"}}}, ["“femal”", "“female”"]),
        ({"values": {"seks": {"Femme": "female"}}}, ["“seks”", "“sex”"]),
        ({"profile": "primero_v2_jsn"}, ["“primero_v2_jsn”", "“primero_v2_json”"]),
    ],
)
def test_a_wrong_mapping_of_the_year_is_an_error_of_configuration(house, csv_row, options, words):
    house.csv("jrf", [csv_row()])
    house.source("jrf", **options)
    with pytest.raises(ConfigurationError) as caught:
        house.clean()
    assert caught.value.exit_code == 2
    for word in words:
        assert word in str(caught.value)


@pytest.fixture
def checked(house, monkeypatch, capsys):
    """Return what `check` prints, run as a person would, and what it writes for agencies."""
    (house.workspace.root / "_quarto.yml").touch()

    def run() -> str:
        monkeypatch.setattr("sys.argv", ["x", "check", "2018", "--root", str(house.workspace.root)])
        with pytest.raises(SystemExit):
            cli.main()
        said = capsys.readouterr()
        books = (house.workspace.processed(2018) / "quality").glob("*.xlsx")
        parts = [zipfile.ZipFile(book) for book in books]
        cells = [
            part.read(name).decode("utf-8", "replace") for part in parts for name in part.namelist()
        ]
        return "\n".join([said.out, said.err, *cells])

    return run


def test_a_person_who_names_a_sheet_or_a_file_is_named_nowhere(house, forms, checked):
    person = [["ID", "Hassan Omar"], ["abc0001", "x"]]
    sheets = forms({"Risk Level": "no such level"}) | {"Layla Hassan": person}
    house.book("imc", sheets).rename(house.raw / "imc" / "Layla 0791234567 cases 2018.xlsx")
    (house.raw / "imc" / "Omar Hassan.csv").write_text("a\n")
    told = checked()
    assert "Not read" in told
    assert "no. 5 (name not shown)" in told
    assert "imc/… … cases 2018 (file 1).xlsx" in told
    for word in ("Layla", "Hassan", "0791234567"):
        assert word not in told


def test_a_sheet_of_any_name_is_told_by_its_number(house, checked):
    house.source("imc", profile="legacy_cpims")
    rows = [["", "x"], ["PersonGId", "DateOfRegistration", "Sex"], ["1", "05/03/2018", "zzz"]]
    house.book("imc", {"Layla Hassan": rows})
    told = checked()
    assert "no. 1 (name not shown)" in told
    assert "Layla" not in told


def test_a_json_record_with_one_key_twice_is_refused(house, csv_row):
    house.source("jrf", profile="primero_v2_json", files=["jrf/*.json"])
    record = json.dumps(csv_row())
    twice = record[:-1] + ', "status": "closed"}'
    house.path("jrf", "jrf-synthetic.json").write_text(f"[{record}, {twice}]")
    (problem,) = house.refusal().problems
    assert problem.code == "IN-TWICE"
    assert "“status” twice" in problem.message


def test_text_behind_a_date_is_refused_and_not_shown(house, csv_row):
    house.csv("jrf", [csv_row(registration_date="2018-03-05 10:00 Layla")])
    told = str(house.refusal())
    assert "IN-DATE" in told
    assert "2018-03-05 10:00 …" in told
