"""Each agency gets one workbook that says what is wrong, where, and what was done."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
import yaml
from rich.console import Console

from cpims_report.records.quality import examine, show_found, untranslated, write_workbooks
from cpims_report.records.quality.messages import read_words
from cpims_report.records.rules import read_rules

RECORDS = Path(__file__).parents[2] / "src" / "cpims_report" / "records"


def codes_of_the_house() -> set[str]:
    """Return every code that a rule, a note or a refusal can have."""
    written = {
        code
        for path in RECORDS.rglob("*.py")
        for code in re.findall(r'"((?:IN|FIL|LNK|SUB|HDR|COL|DEL)-[A-Z0-9-]+)"', path.read_text())
    }
    problems = yaml.safe_load((RECORDS / "issues" / "problems.yml").read_text(encoding="utf-8"))
    listed = {code for problem in problems.values() for code in problem["rules"]}
    noted = set(yaml.safe_load((RECORDS / "issues" / "severities.yml").read_text(encoding="utf-8")))
    found = written | listed | noted | {rule.code for rule in read_rules()}
    return {code for code in found if not code.startswith("CFG-")}


def examined(house):
    return examine(house.workspace, 2018)


def sheets_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


@pytest.fixture
def troubled(house, csv_row, forms):
    """Return a workspace with a refused workbook, a CSV with a mild and a grave problem."""
    sheets = forms({})
    sheets["Basic Identity"][0].append("Full Name")
    sheets["Basic Identity"][1].append("Layla Secret")
    house.book("imc", sheets)
    house.csv(
        "jrf",
        [
            csv_row(id="5e1f0000-2018-4000-8000-000000000001", consent_reporting="false"),
            csv_row(id="5e1f0000-2018-4000-8000-000000000002", status="closed"),
            csv_row(id="5e1f0000-2018-4000-8000-000000000003", registration_date="soon 1"),
        ],
    )
    house.source("unhcr")
    return house


def test_the_first_refusal_hides_no_other_problem(troubled):
    found = examined(troubled).found
    by_agency = found.groupby("agency")["code"].agg(set)
    assert "IN-IDENTIFYING" in by_agency["imc"]
    assert {"IN-DATE", "EXC-04"} <= by_agency["jrf"]
    assert by_agency["unhcr"] == {"IN-MISSING"}
    assert found["severity"].iloc[0] == "refuse"


def test_a_check_finds_what_cleaning_finds_though_it_shapes_no_table(house, csv_row, forms):
    house.book("imc", forms({}, {"Case Status": "Closed"}, {"Sex": "M "}))
    again = csv_row(id="5e1f0000-2018-4000-8000-000000000001", risk_level="")
    house.csv("jrf", [again, again, csv_row(id="5e1f0000-2018-4000-8000-000000000002", age="40")])
    found, issues = examined(house).found, house.clean().issues
    told = ["code", "severity", "agency", "file", "sheet", "row", "column", "message"]
    assert set(issues["severity"]) == {"exclude", "flag", "mend"}
    noted = found[~found["code"].str.startswith("DEL-")]
    rows = [sorted(table[told].to_csv(index=False).splitlines()) for table in (noted, issues)]
    assert rows[0] == rows[1]


def test_every_agency_gets_its_own_problems_and_no_other(troubled):
    examination = examined(troubled)
    paths = write_workbooks(examination, troubled.workspace)
    names = [path.name for path in paths]
    assert names == ["imc-2018-quality.xlsx", "jrf-2018-quality.xlsx", "unhcr-2018-quality.xlsx"]
    rows = sheets_of(paths[1])["Problems"][3:]
    assert {row[2].split(" / ")[0] for row in rows} == {"jrf/jrf-synthetic.csv"}
    assert not [path for path in paths[0].parent.iterdir() if path.name.startswith(".")]


def test_no_identifying_value_stands_in_a_workbook(troubled):
    for path in write_workbooks(examined(troubled), troubled.workspace):
        with zipfile.ZipFile(path) as archive:
            text = b"".join(map(archive.read, archive.namelist())).decode()
        assert "Layla" not in text
        assert "5e1f0000" not in text


def test_a_problem_links_to_its_sheet_and_row(house, forms):
    house.book("imc", forms({}, {"Case Status": "Closed"}))
    (path,) = write_workbooks(examined(house), house.workspace)
    sheet = openpyxl.load_workbook(path)["Problems"]
    links = [cell.hyperlink for row in sheet.iter_rows(min_row=4) for cell in row if cell.hyperlink]
    assert links
    for link in links:
        target = link.target.split("#")[0].replace("\\", "/")
        assert (path.parent / target).resolve() == house.path("imc").resolve()
    spots = {link.location or link.target.partition("#")[2] for link in links}
    assert "'Closure'!A3" in spots


def test_the_workbook_can_be_used_by_everybody(troubled):
    path = write_workbooks(examined(troubled), troubled.workspace)[1]
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["About", "Summary", "Problems", "Files", "Not read"]
    assert book.properties.title == "Data quality of JRF, 2018"
    for sheet in book:
        assert not sheet.merged_cells.ranges
        assert "Data quality of JRF, 2018" in sheet["A1"].value
    for name in ("Summary", "Problems", "Files", "Not read"):
        sheet = book[name]
        (table,) = sheet.tables.values()
        assert table.ref.startswith("A3:")
        assert sheet.freeze_panes == "A4"
        assert all(sheet.cell(3, place + 1).value for place in range(len(table.tableColumns)))


def test_the_summary_counts_by_rule_what_the_problems_list(troubled):
    examination = examined(troubled)
    sheets = sheets_of(write_workbooks(examination, troubled.workspace)[1])
    summary = {row[1]: row[2] for row in sheets["Summary"][3:]}
    listed = [row[1] for row in sheets["Problems"][3:]]
    assert summary == {code: listed.count(code) for code in listed}


def test_text_like_a_formula_is_text_in_the_workbook(house, csv_row):
    house.csv("jrf", [csv_row(risk_level="=1+1")])
    (path,) = write_workbooks(examined(house), house.workspace)
    for rows in sheets_of(path).values():
        cells = [str(cell) for row in rows for cell in row if cell is not None]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_an_arabic_workbook_reads_from_the_right_in_arabic(troubled):
    path = write_workbooks(examined(troubled), troubled.workspace, "ar")[1]
    book = openpyxl.load_workbook(path)
    assert all(sheet.sheet_view.rightToLeft for sheet in book)
    problems = book[read_words()["problems"]["ar"]]
    said = {row[1]: row[6] for row in problems.iter_rows(min_row=4, values_only=True)}
    assert said["EXC-04"] == "لم تُعطَ الموافقة على استخدام السجل في التقارير."


def test_every_code_has_an_arabic_message():
    assert untranslated(codes_of_the_house()) == []


def test_every_fixed_word_is_in_both_languages():
    assert {tuple(sorted(words)) for words in read_words().values()} == {("ar", "en")}


def test_the_same_findings_give_the_same_bytes(troubled):
    first = [p.read_bytes() for p in write_workbooks(examined(troubled), troubled.workspace)]
    second = [p.read_bytes() for p in write_workbooks(examined(troubled), troubled.workspace)]
    assert first == second


def test_an_agency_without_a_problem_is_told_so(house, csv_row):
    concern = "primary_protection_concern"
    house.csv("jrf", [csv_row(**{concern: "neglect"}, id=str(10**9 + n)) for n in range(2)])
    examination = examined(house)
    clean = type(examination)(
        year=examination.year,
        found=examination.found.iloc[:0],
        files=examination.files,
        waterfall=examination.waterfall,
        strays=(),
        unread=examination.unread.iloc[:0],
        decisions=(),
    )
    (path,) = write_workbooks(clean, house.workspace)
    assert sheets_of(path)["Problems"][3][0] == "Nothing was found."


def test_a_file_without_a_place_is_told_with_the_layout_it_seems_to_have(house, csv_row, unhcr_row):
    house.csv("jrf", [csv_row()])
    import pandas as pd

    stray = house.raw / "late" / "more-synthetic.csv"
    stray.parent.mkdir()
    stray.write_text(pd.DataFrame([unhcr_row()]).to_csv(index=False))
    (found,) = examined(house).strays
    assert (found.name, found.profile) == ("late/more-synthetic.csv", "unhcr_csv")
    assert found.sure > 0.8


def test_the_summary_is_plain_text_where_no_terminal_is(troubled):
    stream = io.StringIO()
    show_found(examined(troubled), Console(file=stream, soft_wrap=True))
    lines = stream.getvalue().splitlines()
    assert any(re.match(r"IN-IDENTIFYING .* imc +1  ", line) for line in lines)
    assert not re.search("[│┃━]", stream.getvalue())
