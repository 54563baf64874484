"""Damage in other places than the field's inputs have it: every layout, column and encoding."""

import zipfile
from datetime import date
from io import BytesIO

import pytest

from cpims_report.errors import InputRefused

CSV, XLSX, XLS = "primero_v2_csv", "primero_v2_xlsx", "primero_v1_xls"
HEADERS = ["ID", "Case Status", "Date of Registration or Interview", "Sex", "Date of Birth"]
CLOSURE = ["ID", "Date of Closure"]


def row(**changes):
    return {
        "id": "a-000001",
        "status": "open",
        "registration_date": "2018-03-05",
        "sex": "female",
        "date_of_birth": "2008-06-15",
        **changes,
    }


def table(csv, *changes, start="a-00000"):
    return csv(
        *(row(**{"id": f"{start}{number}", **each}) for number, each in enumerate(changes, 1))
    )


def codes_of(delivery):
    return {note.code for note in delivery.notes} | set(delivery.marks["code"])


@pytest.fixture
def refused(reading):
    def read(*words, **options):
        with pytest.raises(InputRefused) as caught:
            reading(*words, **options)
        return [problem.code for problem in caught.value.problems], str(caught.value)

    return read


def test_an_error_cell_of_an_old_workbook_is_flagged_where_it_stands(reading, xls):
    headers = ["_id", "child_status", "registration_date", "sex"]
    rows = [headers, ["case-1", "Open", "05-Mar-2018", "#REF!"]]
    marks = reading(XLS, xls({"Sheet1": rows})).marks.query("code == 'ERR-01'")
    assert marks[["header", "row", "old"]].to_numpy().tolist() == [["sex", 2, "#REF!"]]


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NV", "######"])
def test_the_text_of_an_error_is_flagged_in_any_column(reading, csv, error):
    delivery = reading(CSV, table(csv, {}, {"date_of_birth": error}, {"sex": error}))
    assert set(delivery.marks.query("code == 'ERR-01'")["row"]) == {3, 4}
    assert delivery.records["birth_date"].isna().sum() == 1


def test_an_error_in_place_of_an_id_or_a_word_for_none_is_no_id(refused, csv):
    codes, text = refused(CSV, table(csv, {}, {"id": "#REF!"}, {"id": "N/A"}, {"id": "لا يوجد"}))
    assert codes == ["IN-NO-ID"]
    assert "3 rows" in text
    assert "row 3" in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [";", "\t", ","])
def test_a_stated_delimiter_is_taken_in_every_encoding(reading, csv, encoding, sign):
    text = table(csv, {}, {}).decode().replace(",", sign)
    assert len(reading(CSV, f"sep={sign}\r\n{text}".encode(encoding)).records) == 2


def test_a_text_that_ends_within_quotation_marks_is_cut_off(refused, csv):
    content = csv(row(protection_concerns='["neglect"]'))[:-5]
    assert refused(CSV, content)[0] == ["IN-CUT"]


def test_a_last_row_without_its_line_break_is_whole_if_it_has_all_cells(reading, csv):
    assert len(reading(CSV, table(csv, {}, {}).rstrip()).records) == 2


def test_rows_that_all_lack_the_same_cells_are_told_once(reading, csv):
    headers, rows = table(csv, {}, {}, {}, {}).decode().split("\n", 1)
    notes = reading(CSV, f"{headers},date_closure,closure_reason\n{rows}".encode()).notes
    assert [note.row for note in notes if note.code == "FIL-03"] == [2]


def test_a_row_longer_than_the_headers_is_named(refused, csv):
    lines = table(csv, {}, {}, {}).decode().split("\n")
    lines[2] += ",Layla,Secret"
    codes, text = refused(CSV, "\n".join(lines).encode())
    assert codes == ["IN-TEXT"]
    assert "row 3" in text
    assert "Layla" not in text


def test_titles_tags_copies_and_notes_go_from_every_sheet(reading, xlsx):
    identity = [
        ["Report of all cases"],
        [],
        HEADERS,
        ["#meta+id", "#status", "#date+registered", "#sex", "#date+birth"],
        ["abc0001", "Open", "05-Mar-2018", "Female", "15-Jun-2008"],
        HEADERS,
        ["abc0002", "Open", "05-Mar-2018", "Male", "15-Jun-2008"],
        ["Applied filters: year 2018"],
    ]
    closure = [["Closures of 2018"], CLOSURE, ["#id", "#date"], ["abc0001", ""], ["Printed by: x"]]
    delivery = reading(XLSX, xlsx({"Basic Identity": identity, "Closure": closure}))
    assert list(delivery.records["sex"]) == ["female", "male"]
    told = {(note.code, note.sheet, note.row) for note in delivery.notes}
    assert told >= {
        ("FIL-07", "Basic Identity", 1),
        ("FIL-08", "Basic Identity", 4),
        ("FIL-09", "Basic Identity", 8),
        ("FIL-07", "Closure", 1),
        ("FIL-08", "Closure", 3),
        ("FIL-09", "Closure", 5),
    }


def test_a_row_that_is_a_case_is_never_taken_for_a_note_or_a_header(reading, csv):
    delivery = reading(CSV, table(csv, {"id": "IMC 2018 0001"}, {"sex": "", "date_of_birth": ""}))
    assert len(delivery.records) == 2
    assert not {"FIL-08", "FIL-09"} & codes_of(delivery)


@pytest.mark.parametrize("last", [65_535, 65_536])
def test_a_table_that_ends_where_a_program_does_is_flagged(reading, csv, last):
    head, first, end = table(csv, {}, {}).rstrip().split(b"\n")
    content = b"\n".join([head, first, *[b""] * (last - 3), end, b""])
    assert "FIL-04" in codes_of(reading(CSV, content))


def test_a_table_of_another_length_is_not(reading, csv):
    assert "FIL-04" not in codes_of(reading(CSV, table(csv, {}, {})))


@pytest.mark.parametrize("text", ["Al-?????", "???", "f\ufffdmale", "Ø£Ù†Ø«Ù‰"])
def test_letters_that_were_lost_are_told_once(refused, csv, text):
    codes, told = refused(CSV, table(csv, {}, {"sex": text}, {"sex": text}))
    assert codes == ["IN-LETTERS"]
    assert "(2 times" in told


def test_headers_whose_letters_were_lost_are_told_once(refused, unhcr_row, csv):
    lost = {name if name == " " else "???????": cell for name, cell in unhcr_row().items()}
    assert refused("unhcr_csv", csv({**unhcr_row(), **lost}))[0] == ["IN-LETTERS"]


def test_a_file_whose_every_id_is_a_word_for_none_is_told_so(refused, csv):
    assert refused(CSV, table(csv, {"id": "NULL"}, {"id": ""}))[0] == ["IN-NO-ID"]


@pytest.mark.parametrize(
    "text", ["neglect child_labour", "neglect|child_labour", "neglect / child_labour"]
)
def test_a_list_is_read_with_whatever_signs_part_it(reading, csv, text):
    delivery = reading(CSV, table(csv, {"protection_concerns": text}))
    assert delivery.records["concerns"].iloc[0] == "child_labour|neglect"
    assert "LST-01" in codes_of(delivery)


def test_words_of_one_label_are_no_list(refused, csv):
    codes, _ = refused(CSV, table(csv, {"protection_concerns": "Other abuse"}))
    assert codes == ["IN-VALUE"]


def test_a_note_goes_from_the_legacy_layout_too(reading, xlsx):
    headers = ["PersonGId", "DateOfRegistration", "Sex", "DateOfBirth"]
    rows = [["", "Form"], headers, ["g1", "15/03/2018", "Male", "2008"], ["Printed by: office"]]
    delivery = reading("legacy_cpims", xlsx({"Sheet": rows}))
    assert len(delivery.records) == 1
    assert "FIL-09" in codes_of(delivery)


def test_a_doubt_in_two_question_marks_is_no_lost_letter(reading, csv):
    assert reading(CSV, table(csv, {}, {"sex": "??"})).records["sex"].iloc[1] == "missing"


@pytest.mark.parametrize("number", ["2.01803E+11", "2,01803E+11", "201803000012345000"])
def test_ids_that_became_numbers_are_told_once(refused, csv, number):
    assert refused(CSV, table(csv, {"id": number}, {"id": number}))[0] == ["IN-ID"]


def test_long_ids_of_a_workbook_are_refused(refused, xlsx):
    sheet = [HEADERS, [201803000001234567, "Open", "05-Mar-2018", "Female", "15-Jun-2008"]]
    assert refused(XLSX, xlsx({"Basic Identity": sheet}))[0] == ["IN-ID"]


def test_a_hexadecimal_id_with_an_e_is_no_number(reading, csv):
    assert len(reading(CSV, table(csv, {"id": "3e12345"}, {"id": "12e4567"})).records) == 2


def half_turned(xlsx, *days):
    identity = [HEADERS] + [
        [f"abc000{n}", "Closed", "05-Mar-2018", "Male", "15-Jun-2008"] for n, _ in enumerate(days)
    ]
    closure = [CLOSURE] + [[f"abc000{n}", day] for n, day in enumerate(days)]
    return xlsx({"Basic Identity": identity, "Closure": closure})


DAYS = ("25/03/2018", "13/06/2018", date(2018, 5, 3), date(2018, 7, 4))


def test_half_turned_dates_are_refused_on_any_sheet_with_both_readings(refused, xlsx):
    codes, text = refused(XLSX, half_turned(xlsx, *DAYS))
    assert codes == ["IN-SWAPPED"]
    assert "3 May 2018 or 5 March 2018" in text
    assert "Date of Closure" in text


@pytest.mark.parametrize("day", [date(2018, 5, 13), "03/05/2018"])
def test_one_date_that_speaks_against_it_clears_the_column(reading, xlsx, day):
    assert len(reading(XLSX, half_turned(xlsx, *DAYS, day)).records) == 5


def test_what_the_agency_confirmed_is_not_questioned(reading, xlsx):
    delivery = reading(XLSX, half_turned(xlsx, *DAYS), dates="day_first")
    assert "DAT-04" not in codes_of(delivery)


def test_half_turned_dates_are_seen_as_a_spreadsheet_shows_them(refused, csv):
    days = ("25/03/2018", "13/06/2018", "3-May-18", "4-Jul-18")
    codes, _ = refused(CSV, table(csv, *({"registration_date": day} for day in days)))
    assert codes == ["IN-SWAPPED"]


def test_half_turned_births_are_refused_and_not_shown(refused, csv):
    births = ("25/03/2008", "13/06/2009", "2008-05-03", "2010-07-04")
    codes, text = refused(CSV, table(csv, *({"date_of_birth": birth} for birth in births)))
    assert codes == ["IN-SWAPPED"]
    assert "2008" not in text


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("30 months", 2),
        ("2y 6m", 2),
        ("٦ أشهر", 0),
        ("3 weeks", 0),
        ("1900-01-09", 9),
        ("09/01/1900", 9),
        ("٩٫٥", 9),
    ],
)
def test_an_age_is_read_in_other_words(reading, csv, text, years):
    records = reading(CSV, table(csv, {"age": text, "date_of_birth": ""})).records
    assert records["age"].iloc[0] == years


@pytest.mark.parametrize("text", ["10-12", "2018-12-10", "10-Dec", "10 to 12"])
def test_an_age_that_is_a_range_or_was_made_a_date_is_shown(refused, csv, text):
    codes, told = refused(CSV, table(csv, {"age": text}))
    assert codes == ["IN-NUMBER"]
    assert f"“{text.lower()}”" in told


@pytest.mark.parametrize("text", ["2008", "06/2008", "Jun-08", "00/00/2008", "٢٠٠٨م"])
def test_a_year_of_birth_alone_is_an_estimate(reading, csv, text):
    records = reading(CSV, table(csv, {"date_of_birth": text})).records
    assert str(records["birth_date"].iloc[0].date()) == "2008-01-01"
    assert records["age_estimated"].iloc[0]


def test_a_year_alone_is_no_day_of_registration(refused, csv):
    codes, _ = refused(CSV, table(csv, {}, {"registration_date": "2018"}))
    assert "IN-DATE" in codes


@pytest.mark.parametrize("text", ["cr_lw_worst_forms", "SV-VA", "JOR011", "Mafraq", "Syria"])
def test_a_value_that_is_an_option_or_stands_in_a_list_is_shown(refused, csv, text):
    assert f"“{text}”" in refused(CSV, table(csv, {"sex": text}))[1]


@pytest.mark.parametrize("text", ["Layla", "Layla Secret", "layla-secret", "سلمى", "Layla2008"])
def test_a_value_that_may_be_a_name_is_not(refused, csv, text):
    assert text not in refused(CSV, table(csv, {"sex": text}))[1]


@pytest.mark.parametrize("name", ["sex", "Sex", "SEX "])
def test_values_go_by_our_column_or_by_the_files_header(reading, xlsx, name):
    sheet = [HEADERS, ["abc0001", "Open", "05-Mar-2018", "Fille", "15-Jun-2008"]]
    options = {"values": {name: {"Fille": "female"}}}
    records = reading(XLSX, xlsx({"Basic Identity": sheet}), **options).records
    assert records["sex"].iloc[0] == "female"


@pytest.mark.parametrize("part", ["xl/workbook.bin", "content.xml", "word/document.xml"])
@pytest.mark.parametrize("profile", [CSV, XLSX, "primero_v2_json"])
def test_an_archive_of_another_kind_is_told_by_its_name(refused, part, profile):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(part, "x")
    assert refused(profile, stream.getvalue())[0] == ["IN-KIND"]


def test_a_workbook_of_several_sheets_is_no_text_but_one_of_one_is_read(reading, refused, xlsx):
    sheet = [list(row()), list(row().values())]
    assert "FIL-05" in codes_of(reading(CSV, xlsx({"cases": sheet})))
    assert refused(CSV, xlsx({"cases": sheet, "more": sheet}))[0] == ["IN-KIND"]


def test_json_lines_that_are_cut_off_are_refused(refused):
    whole = b'{"id": "a", "data": {"status": "open", "registration_date": "2018-03-05"}}\n'
    assert refused("primero_v2_json", whole + whole[:30])[0] == ["IN-TEXT"]


def test_families_that_opted_out_are_left_out_and_counted(reading, unhcr_row, csv):
    blank = dict.fromkeys(unhcr_row(), "")
    content = csv(unhcr_row(), {**blank, " ": 2, "CPIMS Code": "SYN-2"})
    delivery = reading("unhcr_csv", content)
    assert len(delivery.records) == 1
    assert list(delivery.marks.query("code == 'OPT-01'")["row"]) == [3]
