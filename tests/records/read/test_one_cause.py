"""Damage of many kinds, one file each, in one run of the command: each told once, by its cause."""

from __future__ import annotations

import csv
import json
import re
from io import BytesIO, StringIO

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from cpims_report.cli import app

HEADERS = ("id", "status", "registration_date", "sex", "date_of_birth", "risk_level")
ROW = ("open", "2018-03-05", "female", "2008-06-15", "high")
TEMPLATE = ("Case number", "Case status", "Date of registration", "Sex", "Age at registration")
UNHCR = ("CPIMS Code", "Date of Identification", "Sex", "Age", "Case Status")


def rows(headers=HEADERS, row=ROW, count=8):
    return [list(headers), *([f"no-{place:04d}-x", *row] for place in range(count))]


def write(table, end="\n"):
    stream = StringIO()
    csv.writer(stream, lineterminator="\n").writerows(table)
    return (stream.getvalue().rstrip("\n") + end).encode()


def changed(table, *cells):
    for row, place, value in cells:
        table[row][place] = value
    return table


def lost_cell(table, row, place):
    del table[row][place]
    return table


def template(formula):
    """Write a workbook as a program does that stores 0 for what it has not calculated."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Cases")
        table = rows(TEMPLATE, ("Open", "2018-03-05", "Female", 9))
        for number, row in enumerate(table):
            sheet.write_row(number, 0, row)
        if formula:
            sheet.write_formula(3, 4, formula)
    return buffer.getvalue()


def answer_of_interface(**beside):
    records = [dict(zip(HEADERS, row, strict=True)) for row in rows()[1:]]
    return json.dumps({"records": records, **beside}).encode()


def sheets(closure):
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        identity = ["ID", "Case Status", "Date of Registration or Interview", "Sex"]
        for name, table in {
            "Basic Identity": [identity, *([each, "Open", "2018-03-05", "Male"] for each in IDS)],
            "Closure": [["ID", "Date of Closure"], *([each, ""] for each in closure)],
        }.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(table):
                sheet.write_row(number, 0, row)
    return buffer.getvalue()


IDS = ("0012", "12", "0034")
LAYOUTS = {
    "jrf": "primero_v2_csv",
    "irc": "template_xlsx",
    "tdhl": "primero_v2_json",
    "unhcr": "unhcr_csv",
    "imc": "primero_v2_xlsx",
    "nhf": "primero_v2_csv",
}
TYPES = ["text", "select", "date", "select", "date", "select"]
UNHCR_ROWS = rows(UNHCR, ("2018-03-05", "F", 9, "Open"))
FIRST = {
    "jrf": (write(lost_cell(rows(), 3, 1)), "IN-SHORT"),
    "irc": (template("=YEAR(C4)-2009"), "IN-FORMULA"),
    "tdhl": (answer_of_interface(metadata={"total": "310"}), "FIL-10"),
    "unhcr": (write(changed(UNHCR_ROWS, *((3, place, "-") for place in range(1, 5)))), "OPT-01"),
    "imc": (sheets(["12", "12", "0034"]), "IN-ZEROS"),
    "nhf": (write(changed(rows(), (8, 5, "hi"), (1, 5, "low")), end=""), "IN-CUT"),
}
SECOND = {
    "jrf": (write([HEADERS, TYPES, *rows()[1:]]), "FIL-08"),
    "irc": (template(""), ""),
    "tdhl": (answer_of_interface(links={"next": "/cases?page=2"}), "FIL-10"),
    "unhcr": (write([*UNHCR_ROWS[:3], ["Note:", "Ages are those at registration."]]), "FIL-09"),
    "imc": (sheets(["0012", "12", "N/A"]), "IN-NO-ID"),
    "nhf": (write(rows(), end="").replace(b",", b"|"), ""),
}
OF_ANY_FILE = {"COL-01", "AGE-05"}


@pytest.mark.parametrize("case", [FIRST, SECOND], ids=["first", "second"])
def test_each_file_is_told_by_the_cause_of_its_damage_and_no_other(house, case):
    root = house.workspace.root
    (root / "notebooks").mkdir()
    (root / "_quarto.yml").touch()
    (root / "data" / "raw" / "link-key.txt").write_text("key of the test\n")
    for agency, (content, _) in case.items():
        house.source(agency, profile=LAYOUTS[agency], files=[f"{agency}/*"])
        (house.raw / agency).mkdir()
        (house.raw / agency / "a-synthetic").write_bytes(content)
    answer = CliRunner().invoke(app, ["check", "2018", "--root", str(root)])
    assert isinstance(answer.exception, SystemExit | None), answer.exception
    told = {agency: read_codes(root, agency) - OF_ANY_FILE for agency in case}
    assert told == {agency: {code} - {""} for agency, (_, code) in case.items()}
    refused = sum(code.startswith("IN-") for _, code in case.values())
    assert (f"{refused} refusal" in answer.output) == bool(refused)


def read_codes(root, agency):
    """Return the codes of the problems in an agency's workbook."""
    path = root / "data" / "processed" / "2018" / "quality" / f"{agency}-2018-quality.xlsx"
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Problems").to_python()
    return {row[1] for row in sheet if re.fullmatch(r"[A-Z]{2,3}-[A-Z0-9-]+", str(row[1]))}
