"""Hostile files are refused with words or read safely: nothing runs or grows without bound."""

from __future__ import annotations

import io
import os
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from cpims_report.errors import InputRefused
from cpims_report.records.read import safety, xlsx_container
from cpims_report.records.read.encoding import decode
from cpims_report.records.read.received import Received
from cpims_report.records.read.safety import escape, measure_longest_line, read_steady
from cpims_report.records.read.text_file import read_text
from cpims_report.records.read.workbook import read_workbook
from cpims_report.records.read.xls_container import OLE
from cpims_report.records.text.normalisation import tidy

MIB = 1 << 20


def received(content: bytes, name: str = "imc/file.xlsx") -> Received:
    return Received("imc", "primero_v2_xlsx", name, content)


def refusal(read, content: bytes) -> tuple[str, str]:
    """Return code and text of the one problem with which a reader refuses."""
    with pytest.raises(InputRefused) as caught:
        read(received(content))
    (problem,) = caught.value.problems
    return problem.code, str(problem)


def book(**cells: object) -> bytes:
    """Return a workbook of one sheet: cell name -> value."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Basic Identity")
        for name, value in cells.items():
            sheet.write(name, value)
    return stream.getvalue()


def packed(content: bytes, changes: dict[str, bytes]) -> bytes:
    """Return a workbook with parts replaced or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            new.writestr(entry.filename, changes.get(entry.filename, old.read(entry)))
        for name in set(changes) - set(old.namelist()):
            new.writestr(name, changes[name])
    return stream.getvalue()


def peak_of(action) -> int:
    """Return the most bytes that Python held while an action ran."""
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_formula_is_read_by_its_stored_value_and_never_worked_out():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Basic Identity")
        sheet.write_string("A1", "ID")
        sheet.write_formula("A2", '=HYPERLINK("http://example.org","x")', value="abc0001")
    (found,) = read_workbook(received(stream.getvalue())).sheets
    assert list(found.cells[0]) == ["abc0001"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-1-1", "@SUM(A1)", "|calc", "\t=1+1", "=cmd|' /C calc'!A0"]
)
def test_text_like_a_formula_stays_text_from_file_to_file(text):
    (found,) = read_text(received(f'id\n"{text}"\n'.encode())).sheets
    assert list(found.cells[0]) == [text]
    assert escape(text) == f"'{text}"
    assert tidy(escape(text)) == tidy(text)


@pytest.mark.parametrize("text", ["-5", "+5", "3,5", "open", "", "a=b"])
def test_plain_numbers_and_words_are_written_as_they_are(text):
    assert escape(text) == text


@given(st.text())
def test_what_is_written_is_never_a_formula_and_reads_back_as_it_was(text):
    safe = escape(text)
    formula = safe.lstrip()[:1] in {"=", "@", "|", "%"}
    assert not formula
    assert tidy(safe) == tidy(text) or tidy(text).startswith("'")


def test_a_bomb_is_told_by_the_directory_of_the_archive():
    bomb = packed(book(A1="ID"), {"xl/media/a.bin": b"\0" * (64 * MIB)})
    assert len(bomb) < MIB
    code, text = refusal(read_workbook, bomb)
    assert code == "IN-LARGE"
    assert "times its size" in text


def test_a_bomb_whose_directory_lies_is_told_while_it_is_unpacked():
    name = b"xl/media/a.bin"
    bomb = bytearray(packed(book(A1="ID"), {name.decode(): b"\0" * (64 * MIB)}))
    place = bomb.rindex(name) - 46 + 24
    struct.pack_into("<I", bomb, place, 1000)
    tracked: list[tuple[str, str]] = []
    most = peak_of(lambda: tracked.append(refusal(read_workbook, bytes(bomb))))
    assert tracked[0][0] == "IN-LARGE"
    assert "more than the archive's directory says" in tracked[0][1]
    assert most < 16 * MIB


def test_parts_that_overlap_are_a_bomb():
    content = book(A1="ID")
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        entries = opened.infolist()
    with pytest.raises(InputRefused, match="overlap"):
        xlsx_container.check_sizes(entries * 50, len(content), "imc", "imc/file.xlsx")


def test_a_lone_cell_in_the_last_corner_does_not_fill_the_memory():
    far = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/'
        b'2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="1048576"><c s="0" r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    code, text = refusal(read_workbook, packed(book(A1="ID"), {SHEET: far}))
    assert code == "IN-LARGE"
    assert "far beyond the cells" in text


def test_a_cell_is_found_where_two_pieces_of_a_sheet_meet():
    cell = b'<c r="XFD1048576"><v>1</v></c>'
    for gap in range(len(cell)):
        padding = b" " * (safety.PIECE - gap)
        sheet = b"<sheetData><c r='A1'/>" + padding[22 - 11 :] + cell
        with pytest.raises(InputRefused):
            xlsx_container.check_archive(packed(book(A1="ID"), {SHEET: sheet}), "imc", "x")


def test_macros_are_refused_whatever_the_file_is_called():
    code, text = refusal(read_workbook, packed(book(A1="ID"), {"xl/vbaProject.bin": b"code"}))
    assert code == "IN-MACRO"
    assert "without macros" in text
    old = OLE + b"\0" * 600 + "_VBA_PROJECT_CUR".encode("utf-16-le")
    assert refusal(read_workbook, old)[0] == "IN-MACRO"


def test_links_to_other_workbooks_are_not_followed():
    link = b'<externalLink><externalBook r:id="rId1"/></externalLink>'
    content = packed(book(A1="ID", A2="abc0001"), {"xl/externalLinks/externalLink1.xml": link})
    (found,) = read_workbook(received(content)).sheets
    assert list(found.cells[0]) == ["abc0001"]


def test_entities_of_a_sheet_are_not_expanded():
    laughs = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 100}">' for n in range(9)
    )
    strings = (
        f'<?xml version="1.0"?><!DOCTYPE x [{laughs}]><sst xmlns="http://schemas.openxmlformats'
        '.org/spreadsheetml/2006/main" count="1" uniqueCount="1"><si><t>&l8;</t></si></sst>'
    ).encode()
    content = packed(book(A1="ID"), {"xl/sharedStrings.xml": strings})

    def read():
        try:
            read_workbook(received(content))
        except InputRefused:
            return

    assert peak_of(read) < 16 * MIB


def test_other_archives_are_no_workbooks():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("content.xml", "<x/>")
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert refusal(read_workbook, stream.getvalue())[0] == "IN-WORKBOOK"


def test_a_million_columns_are_refused_before_a_table_is_made():
    content = b",".join([b"c"] * 1_000_000) + b"\n1\n"
    tracked: list[tuple[str, str]] = []
    most = peak_of(lambda: tracked.append(refusal(read_text, content)))
    assert tracked[0][0] == "IN-LARGE"
    assert "1,000,000 columns" in tracked[0][1]
    assert most < 160 * MIB


def test_one_line_of_a_hundred_megabytes_is_refused_before_it_is_parsed():
    content = b"id,status\n" + b"x" * (100 * MIB)
    tracked: list[tuple[str, str]] = []
    most = peak_of(lambda: tracked.append(refusal(read_text, content)))
    assert tracked[0][0] == "IN-LARGE"
    assert "a single line of 100 MiB" in tracked[0][1]
    assert most < 80 * MIB


@given(st.lists(st.binary(max_size=20).filter(lambda line: not {10, 13} & set(line)), max_size=9))
def test_the_longest_line_is_measured_over_every_kind_of_break(lines):
    longest = max(map(len, lines), default=0)
    for mark in (b"\n", b"\r\n", b"\r"):
        assert measure_longest_line(mark.join(lines)) == longest


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("utf-8", "utf-8-sig"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1256", "cp1256"),
    ],
)
def test_text_is_read_in_every_encoding_of_the_region(encoding, name):
    text = "id,sex\n1,أنثى\n2,ذكر\n"
    opened = read_text(received(text.encode(encoding)))
    (sheet,) = opened.sheets
    assert opened.encoding == name
    assert sheet.headers == ("id", "sex")
    assert list(sheet.cells[1]) == ["أنثى", "ذكر"]


@pytest.mark.parametrize(
    "content", [b"id\n1\x00\n", b"i\x00d\x00\n\x001\x00\n\x00\x00\xd8", b"\xff\xfeabc"]
)
def test_bytes_that_are_no_text_are_refused(content):
    assert refusal(read_text, content)[0] == "IN-TEXT"


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])))
def test_text_in_utf_8_and_utf_16_is_the_same_text(text):
    marked = text.removeprefix("\ufeff")
    assert decode(received(marked.encode()))[0].decode() == marked
    assert decode(received(marked.encode("utf-16")))[0].decode() == marked


def test_short_rows_are_filled_and_quoted_line_breaks_kept():
    (sheet,) = read_text(received(b'id,a,b\n1,"x\ny",z\n2\n')).sheets
    cells = sheet.cells.astype("object").fillna("")
    assert cells.to_numpy().tolist() == [["1", "x\ny", "z"], ["2", "", ""]]
    assert list(sheet.cells.index) == [2, 3]


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_bytes(b"id\n" + b"1\n" * 100)
    original = safety.holds

    def meanwhile(stream, content):
        with path.open("r+b") as other:
            other.write(b"ID")
        return original(stream, content)

    monkeypatch.setattr(safety, "holds", meanwhile)
    with pytest.raises(InputRefused) as caught:
        read_steady(path, "imc", "imc/a.csv")
    assert [problem.code for problem in caught.value.problems] == ["IN-CHANGED"]


def test_a_file_replaced_while_it_is_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_bytes(b"id\n1\n")
    original = safety.holds

    def meanwhile(stream, content):
        other = tmp_path / "b.csv"
        other.write_bytes(b"id\n2\n")
        other.replace(path)
        return original(stream, content)

    monkeypatch.setattr(safety, "holds", meanwhile)
    with pytest.raises(InputRefused, match="IN-CHANGED"):
        read_steady(path, "imc", "imc/a.csv")


def test_a_file_that_is_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "a.csv"
    with path.open("wb") as stream:
        stream.truncate(safety.MOST_BYTES + 1)
    with pytest.raises(InputRefused, match="IN-LARGE"):
        read_steady(path, "imc", "imc/a.csv")


def test_a_link_out_of_the_folder_is_not_followed(house, csv_row, tmp_path):
    outside = tmp_path / "outside-synthetic.csv"
    outside.write_text("id,status\nsecret,open\n")
    path = house.path("jrf")
    path.symlink_to(outside)
    refused = house.refusal()
    assert "IN-OUTSIDE" in {problem.code for problem in refused.problems}
    assert "secret" not in str(refused)


@pytest.mark.parametrize(
    "pattern", ["../2017/jrf/*.csv", "/etc/passwd", "jrf/../../x.csv", "C:/x.csv"]
)
def test_a_path_that_leaves_the_folder_is_refused(house, pattern):
    house.source("jrf", files=[pattern])
    assert [problem.code for problem in house.refusal().problems] == ["IN-OUTSIDE"]


def test_a_pipe_in_place_of_a_file_is_not_waited_for(house):
    os.mkfifo(house.path("jrf"))
    assert [problem.code for problem in house.refusal().problems] == ["IN-MISSING"]


def test_a_large_sheet_takes_no_more_than_ten_times_its_size(tmp_path: Path):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Basic Identity")
        for row in range(4_000):
            sheet.write_row(row, 0, [f"{row}-{column}" for column in range(20)])
    content = stream.getvalue()
    assert peak_of(lambda: read_workbook(received(content))) < 10 * len(content) + 8 * MIB
