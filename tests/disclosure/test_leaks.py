"""Planted canaries: the scan finds each, wherever it hides, and cries at nothing else."""

import base64
import io
import json
import struct
import subprocess
import sys
import textwrap
import zipfile
import zlib

import openpyxl
import pandas as pd
import pytest
from matplotlib.figure import Figure
from openpyxl.comments import Comment
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from cpims_report.disclosure import Identifiers, Secrets, protect, scan, scan_build
from cpims_report.disclosure.leaks.secrets import find_words
from cpims_report.errors import DisclosureRefused
from cpims_report.workspace import Workspace

UUID = "3f0c2a9e-7b1d-4c55-9a60-0d6f1b2e8c77"
CANARY = "SYN-18-0001234"
IDENTIFIERS = Identifiers.from_words([CANARY, UUID, "a7f3c21"], salt="pinch")
WORDS = (
    "In 2018 the members supported 1234 children; SYN-18-0001235 is nobody. Order no. 18-000123."
)


def png(kind, data):
    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(kind, data) + chunk(b"IEND", b"")


def pdf(text="", title="", attachment=b"", xmp=b""):
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    drawing = DecodedStreamObject()
    drawing.set_data(f"BT /F1 12 Tf 20 20 Td ({text}) Tj ET".encode())
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = writer._add_object(drawing)
    writer.add_metadata({"/Title": title})
    if attachment:
        writer.add_attachment("notes.txt", attachment)
    if xmp:
        stream = DecodedStreamObject()
        stream.set_data(xmp)
        writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)
    body = io.BytesIO()
    writer.write(body)
    return body.getvalue()


def office(**parts):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return body.getvalue()


def chart(kind, words, **metadata):
    """A chart of matplotlib with words that nobody sees: behind the figure, or in its metadata."""
    figure, body = Figure(figsize=(1, 1)), io.BytesIO()
    figure.text(0.5, 0.5, words, alpha=0, gid="hidden")
    figure.savefig(body, format=kind, metadata=metadata)
    return body.getvalue()


def marked_pdf(words, place):
    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    if place == "bookmark":
        writer.add_outline_item(title=words, page_number=0)
    elif place == "note":
        writer.add_annotation(page_number=0, annotation=FreeText(text=words, rect=(0, 0, 50, 50)))
    elif place == "script":
        action = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject(f"app.alert('{words}')")}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
            {NameObject(key): value for key, value in action.items()}
        )
    else:
        writer.add_metadata({f"/{place}": words})
    body = io.BytesIO()
    writer.write(body)
    return body.getvalue()


def book(words, place):
    """A workbook with words in a place that a reader does not see at first."""
    made, body = openpyxl.Workbook(), io.BytesIO()
    sheet = made.create_sheet("more")
    if place == "very hidden sheet":
        sheet["A1"] = words
        sheet.sheet_state = "veryHidden"
    elif place == "hidden row":
        sheet["A1"] = words
        sheet.row_dimensions[1].hidden = True
    elif place == "comment":
        sheet["A1"].comment = Comment(words, "author")
    elif place == "sheet name":
        sheet.title = words
    else:
        setattr(made.properties, place, words)
    made.save(body)
    return body.getvalue()


def output(kind, body):
    return json.dumps({"cells": [{"outputs": [{"data": {kind: body}}]}]})


def embed(body, kind):
    return f'<img src="data:{kind};base64,{base64.b64encode(body).decode()}">'


DRAWING = f"<svg><desc>{CANARY}</desc></svg>".encode()
PICTURE = png(b"tEXt", b"Comment\0" + CANARY.encode())
PLANTED = {
    "text in a page": ("index.html", f"<p>Case {CANARY}.</p>"),
    "a comment": ("index.html", f"<p>Well</p><!-- {CANARY} -->"),
    "a data attribute": ("index.html", f'<div data-row="x{CANARY}"></div>'),
    "a word cut by tags": ("index.html", "<p>SYN-18-<b>000</b>1234</p>"),
    "a UUID in capitals": ("index.html", f"<p>{UUID.upper()}</p>"),
    "a word joined to others": ("index.html", f"<p>child{CANARY}_row</p>"),
    "a short id": ("index.html", "<p>see (a7f3c21)</p>"),
    "an SVG title": ("a.svg", f"<svg><title>{CANARY}</title></svg>"),
    "an SVG in a data address": ("index.html", embed(DRAWING, "image/svg+xml")),
    "a style sheet": ("a.css", f"/* {CANARY} */"),
    "a script": ("a.js", f"const rows=['{CANARY}'];"),
    "a search index": ("search.json", json.dumps([{"text": CANARY}])),
    "a notebook's output": ("a.ipynb", json.dumps({"cells": [{"outputs": [{"text": [CANARY]}]}]})),
    "a table": ("a.csv", f"id\n{CANARY}\n"),
    "plain text": ("a.txt", CANARY),
    "UTF-16 text": ("a.txt", CANARY.encode("utf-16")),
    "an unknown kind of file": ("a.bin", b"\x00\x01" + CANARY.encode() + b"\x00"),
    "a file's name": (f"{CANARY}.txt", "nothing"),
    "PDF text": ("a.pdf", pdf(text=CANARY)),
    "PDF title": ("a.pdf", pdf(title=f"About {CANARY}")),
    "PDF attachment": ("a.pdf", pdf(attachment=CANARY.encode())),
    "PDF XMP metadata": ("a.pdf", pdf(xmp=f"<x>{CANARY}</x>".encode())),
    "PNG text": ("a.png", png(b"tEXt", b"Comment\0" + CANARY.encode())),
    "PNG compressed text": ("a.png", png(b"zTXt", b"a\0\0" + zlib.compress(CANARY.encode()))),
    "PNG international text": ("a.png", png(b"iTXt", b"Comment\0\0\0\0\0" + CANARY.encode())),
    "a PNG in a data address": ("index.html", embed(PICTURE, "image/png")),
    "a Word document": ("a.docx", office(word__document_xml="<t>SYN-18</t><t>-0001234</t>")),
    "a Word comment": ("a.docx", office(word__comments_xml=f"<w><t>{CANARY}</t></w>")),
    "document properties": ("a.docx", office(docProps__core_xml=f"<c>{CANARY}</c>")),
    "a workbook's strings": ("b.zip", office(xl__sharedStrings_xml=f"<s><t>{CANARY}</t></s>")),
    "other signs between": ("index.html", "<p>SYN/18/0001234</p>"),
    "blanks between": ("a.pdf", pdf(text="see SYN 18 0001234 again")),
    "hidden signs within": ("a.txt", "SYN-18-00\u200b01\u00ad234"),
    "a style for print": ("index.html", f"<style>@media print {{/* {CANARY} */}}</style>"),
    "a hidden element": ("index.html", f"<template><i hidden>{CANARY}</i></template>"),
    "a notebook's metadata": ("a.ipynb", json.dumps({"metadata": {"papermill": {"x": CANARY}}})),
    "hidden text of a chart": ("a.svg", f"<svg><g id='{CANARY}'><defs/></g></svg>"),
    "metadata of a chart": (
        "a.svg", f"<svg><metadata><rdf><creator>{CANARY}</creator></rdf></metadata></svg>"
    ),
    "a workbook's properties": ("b.zip", office(docProps__app_xml=f"<p><c>{CANARY}</c></p>")),
    "a name in an archive": ("a.zip", office(**{f"{CANARY}.txt": "nothing"})),
    "a notebook's HTML output": (
        "a.ipynb",
        json.dumps({"cells": [{"outputs": [{"data": {"text/html": f"<td>{CANARY}</td>"}}]}]}),
    ),
    "a Word property of one's own": ("a.docx", office(docProps__custom_xml=f"<c>{CANARY}</c>")),
    "an Office part's name": ("a.docx", office(**{f"word/{CANARY}_xml": "<w/>"})),
    "an address in a page": ("index.html", f"<a href='#{CANARY}'>x</a>"),
    "matplotlib's hidden text": ("a.svg", chart("svg", CANARY)),
    "matplotlib's metadata in SVG": ("a.svg", chart("svg", "", Title=CANARY)),
    "matplotlib's metadata in PNG": ("a.png", chart("png", "", Comment=CANARY)),
    "matplotlib's metadata in PDF": ("a.pdf", chart("pdf", "", Title=CANARY)),
    "a picture in a notebook's output": (
        "a.ipynb", output("image/png", base64.b64encode(PICTURE).decode())
    ),
    "a drawing in a notebook's output": ("a.ipynb", output("image/svg+xml", DRAWING.decode())),
    "an attachment of a notebook": (
        "a.ipynb",
        json.dumps({"cells": [{"attachments": {"a.png": {
            "image/png": base64.b64encode(PICTURE).decode()}}}]}),
    ),
    "a PDF bookmark": ("a.pdf", marked_pdf(CANARY, "bookmark")),
    "a note in a PDF": ("a.pdf", marked_pdf(CANARY, "note")),
    "a script in a PDF": ("a.pdf", marked_pdf(CANARY, "script")),
    "a PDF property of one's own": ("a.pdf", marked_pdf(CANARY, "Source")),
    "a table attached to a PDF": ("a.pdf", pdf(attachment=f"id\n{CANARY}\n".encode("utf-16"))),
    **{
        f"a workbook's {place}": ("a.xlsx", book(CANARY, place))
        for place in ("very hidden sheet", "hidden row", "comment", "sheet name", "creator",
                      "description", "keywords", "lastModifiedBy")
    },
    "a folder's name": (f"{CANARY}/a.txt", "nothing"),
    "an archive in an archive": ("a.zip", office(**{"inner.zip": office(a_xml=CANARY)})),
}  # fmt: skip


def plant(folder, name, body):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(body if isinstance(body, bytes) else body.encode())


@pytest.mark.parametrize(("name", "body"), PLANTED.values(), ids=PLANTED)
def test_an_identifier_is_found_in(tmp_path, name, body):
    plant(tmp_path, name, body)
    problems = scan(tmp_path, IDENTIFIERS, None)
    assert [problem.code for problem in problems] == ["LEAK-IDENTIFIER"]
    told = " ".join(str(problem) for problem in problems).replace(name, "")
    assert CANARY not in told
    assert UUID not in told.lower()


def test_a_copy_is_read_for_what_its_own_place_says(tmp_path):
    known = Identifiers.from_words([CANARY], "salt")
    plant(tmp_path, "a/page.txt", b"nobody is named here")
    plant(tmp_path, f"{CANARY}/page.txt", b"nobody is named here")
    plant(tmp_path, "x/other.txt", CANARY.encode())
    plant(tmp_path, "y/other.txt", CANARY.encode())
    found = [problem.file for problem in scan(tmp_path, known, None)]
    assert found == [f"{CANARY}/page.txt", "x/other.txt", "y/other.txt"]


def test_a_checksum_that_holds_a_short_identifier_by_chance_is_no_leak(tmp_path):
    plant(tmp_path, "manifest.json", json.dumps({"sha256": "12f502c8a7f3c21b902ef5963a30019"}))
    assert scan(tmp_path, IDENTIFIERS, None) == []


def test_ordinary_words_and_numbers_are_no_identifiers(tmp_path):
    plant(tmp_path, "index.html", f"<p>{WORDS}</p>")
    plant(tmp_path, "a.pdf", pdf(text=WORDS, title="Report 2018"))
    plant(tmp_path, "font.woff2", CANARY)
    assert scan(tmp_path, IDENTIFIERS, None) == []


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsx", "a.zip"])
def test_a_file_that_cannot_be_read_is_not_cleared(tmp_path, name):
    plant(tmp_path, name, b"neither one thing nor the other")
    assert [problem.code for problem in scan(tmp_path, IDENTIFIERS, None)] == ["LEAK-UNREADABLE"]


@pytest.fixture(scope="module")
def exact(factory):
    places = {"amman": 300, "balqa": 70, "zarqa": 200, "madaba": 60, "irbid": 250, "mafraq": 240}
    places |= {"jerash": 55, "ajloun": 41, "karak": 47, "tafilah": 3, "maan": 64, "aqaba": 71}
    of = sum(places.values())
    rows = [("PR04", {"place": name}, count, of) for name, count in places.items()]
    more = [("CN01", {"concern": "neglect", "sex": sex}, n) for sex, n in (("F", 4), ("M", 60))]
    return factory.rows(
        *rows,
        ("PR04", {"place": "_U"}, 29),
        ("PR04", {}, of + 29),
        *more,
        ("CN01", {"concern": "neglect"}, 65),
    )


@pytest.fixture(scope="module")
def cells(exact, factory):
    return protect(exact, factory.settings()).cells


@pytest.fixture(scope="module")
def secrets(exact, cells, factory):
    return Secrets.of(exact, cells, factory.settings(), 2018)


def workbook():
    book, body = openpyxl.Workbook(), io.BytesIO()
    sheet = book.create_sheet("hidden")
    sheet.sheet_state = "hidden"
    for row in (["Children by governorate"], ["Governorate", "Children"], ["Tafilah", 3]):
        sheet.append(row)
    book.save(body)
    return body.getvalue()


HEAD = "indicator,year,sex,age,nationality,place,concern,category,value,base,percent,status\n"
TABLE = (
    "<table><tr><th>Governorate</th><th>Children</th></tr><tr><td>{}</td><td>{}</td></tr></table>"
)
TOLD = {
    "a published row": ("a.csv", HEAD + "PR04,2018,_T,_T,_T,tafilah,_T,_T,3,1401,0.2,published\n"),
    "a table for download": ("a.csv", "Governorate,Children\nTafilah,3\n"),
    "a page's table": ("a.html", TABLE.format("Tafilah", 3)),
    "a page's table in Arabic": ("a.html", TABLE.format("الطفيلة", "٣")),
    "a table of two dimensions": (
        "a.html",
        "<table><tr><th></th><th>Girls</th><th>Boys</th></tr>"
        "<tr><td>Neglect</td><td>4</td><td>c</td></tr></table>",
    ),
    "a Markdown table": ("a.md", "| Governorate | Children |\n|---|---:|\n| Tafilah | 3 |\n"),
    "a notebook's Markdown": (
        "a.ipynb",
        json.dumps(
            {"cells": [{"source": ["| Governorate | n |\n", "|--|--|\n", "| Tafilah | 3 |\n"]}]}
        ),
    ),
    "a record in JSON": ("a.json", json.dumps({"rows": [{"place": "tafilah", "value": 3}]})),
    "a data attribute": ("a.html", '<rect data-place="tafilah" data-value="3"></rect>'),
    "a tooltip": ("a.svg", "<svg><g><title>Tafilah: 3</title></g></svg>"),
    "alt text": ("a.html", '<img alt="Tafilah: 3 children">'),
    "a comment": ("a.html", "<p></p><!-- Tafilah: 3 -->"),
    "a sentence": ("a.html", "<p>Of all, 3 children in Tafilah were supported.</p>"),
    "a sentence the other way": ("a.txt", "For Tafilah we count 3 children. That is little."),
    "a sentence with a sex": ("a.md", "Neglect was the concern of 4 girls."),
    "a sentence in a PDF": ("a.pdf", pdf(text="Members supported 3 children in Tafilah.")),
    "a row of a table in a PDF": ("a.pdf", pdf(text="Tafilah 3")),
    "a hidden sheet": ("a.xlsx", workbook()),
    "matplotlib's hidden text": ("a.svg", chart("svg", "Tafilah: 3")),
    "matplotlib's metadata": ("a.png", chart("png", "", Description="Tafilah: 3")),
    "PNG text": ("a.png", png(b"tEXt", b"Comment\0Tafilah: 3")),
    "a PDF's title": ("a.pdf", pdf(title="Tafilah: 3")),
    "a text attached to a PDF": ("a.pdf", pdf(attachment=b"Governorates\nTafilah: 3\n")),
    "a PDF bookmark": ("a.pdf", marked_pdf("Tafilah: 3", "bookmark")),
    "a note in a PDF": ("a.pdf", marked_pdf("Tafilah: 3", "note")),
    "a workbook's properties": ("a.xlsx", book("Tafilah: 3", "description")),
    "a workbook's comment": ("a.xlsx", book("Tafilah: 3", "comment")),
    "a Word comment": ("a.docx", office(word__comments_xml="<w><t>Tafilah: 3</t></w>")),
    "document properties": ("a.docx", office(docProps__core_xml="<c><d>Tafilah: 3</d></c>")),
    "a notebook's output": ("a.ipynb", output("text/plain", ["Tafilah: 3"])),
    "a notebook's HTML output": ("a.ipynb", output("text/html", TABLE.format("Tafilah", 3))),
    "a file's name": ("tafilah-3.csv", "nothing"),
    "a Word table": (
        "a.docx",
        office(
            word__document_xml='<w:document xmlns:w="http://w"><w:tbl><w:tr><w:tc>Place</w:tc><w:tc>n</w:tc>'
            "</w:tr><w:tr><w:tc>Tafilah</w:tc><w:tc>3</w:tc></w:tr></w:tbl></w:document>"
        ),
    ),
}


@pytest.mark.parametrize(("name", "body"), TOLD.values(), ids=TOLD)
def test_the_value_of_a_suppressed_cell_is_found_in(tmp_path, secrets, name, body):
    plant(tmp_path, name, body)
    problems = scan(tmp_path, IDENTIFIERS, secrets)
    assert [problem.code for problem in problems] == ["LEAK-CELL"]
    assert "afilah" not in str(problems[0]).replace(name, "")


def test_the_value_of_an_internal_indicator_is_found(tmp_path, factory):
    settings = factory.settings()
    exact = factory.rows(("CL10", {"category": "three_plus"}, 37), ("CL01", {}, 300))
    secrets = Secrets.of(exact, protect(exact, settings).cells, settings, 2018)
    plant(tmp_path, "a.md", "| Agencies | n |\n|---|---|\n| Three agencies or more | 37 |\n")
    problems = scan(tmp_path, IDENTIFIERS, secrets)
    assert [problem.code for problem in problems] == ["LEAK-CELL"]


INNOCENT = {
    "another value": ("a.html", TABLE.format("Tafilah", 7)),
    "the symbol": ("a.html", TABLE.format("Tafilah", "c")),
    "another place": ("a.html", TABLE.format("Aqaba", 3)),
    "another year": ("a.html", TABLE.replace("Children", "2017").format("Tafilah", 3)),
    "another year, marked": (
        "a.html",
        TABLE.replace("Children", "2017 (synthetic)").format("Tafilah", 3),
    ),
    "a percent": ("a.html", TABLE.format("Tafilah", "3 %")),
    "a longer sentence": ("a.html", f"<p>{WORDS} Tafilah is one of 3 places in the south.</p>"),
    "a sentence about more": ("a.txt", "Of 3 children in the south, none lives in Tafilah."),
    "a sentence about others": ("a.txt", "Tafilah is one of 3 places. 300 children in Amman."),
    "a row of several numbers": ("a.txt", "Tafilah 3 12 15"),
    "a number without a place": ("a.md", "| Threshold | Value |\n|---|---|\n| least count | 3 |\n"),
}


@pytest.mark.parametrize(("name", "body"), INNOCENT.values(), ids=INNOCENT)
def test_there_is_no_false_alarm_at(tmp_path, secrets, name, body):
    plant(tmp_path, name, body)
    assert scan(tmp_path, IDENTIFIERS, secrets) == []


def test_the_ends_of_a_range_count_nobody(tmp_path, factory):
    settings = factory.settings()
    hidden = {frozenset({"age:0-5"}): frozenset({0, 5})}
    secrets = Secrets(2018, {}, hidden, {}, find_words(settings))
    assert secrets.tells(["0–5 years"], 5)
    plant(tmp_path, "a.svg", "<svg><text>0–5 years</text><text>6–11 years</text></svg>")
    assert scan(tmp_path, IDENTIFIERS, secrets) == []
    plant(tmp_path, "b.svg", "<svg><text>0–5 years: 5</text></svg>")
    assert [problem.code for problem in scan(tmp_path, IDENTIFIERS, secrets)] == ["LEAK-CELL"]


def test_the_published_cells_themselves_are_clean(tmp_path, cells, secrets):
    cells.to_csv(tmp_path / "indicators.csv", index=False)
    assert scan(tmp_path, IDENTIFIERS, secrets) == []


def test_a_clean_build_of_every_kind_of_file_passes(tmp_path, cells, factory, secrets):
    shown = cells[cells["status"].eq("published") & cells["place"].ne("_T")]
    label = {name: place.label.en for name, place in factory.settings().places.governorates.items()}
    pairs = [
        (label.get(p, "Unknown"), str(n))
        for p, n in zip(shown["place"], shown["value"], strict=True)
    ]
    pairs.append(("Tafilah", "c"))
    lines = "\n".join(f"{name}: {number}" for name, number in pairs)
    rows = "".join(f"<tr><td>{name}</td><td>{number}</td></tr>" for name, number in pairs)
    table = f"<table><tr><th>Governorate</th><th>Children</th></tr>{rows}</table>"
    plant(tmp_path, "12-places.html", f"<!-- {lines} -->{table}<p>{WORDS}</p>")
    plant(tmp_path, "a.svg", chart("svg", lines, Title="Children by governorate"))
    plant(tmp_path, "a.png", chart("png", lines, Description="Amman: 300"))
    plant(tmp_path, "a.pdf", pdf(text=WORDS, title="Report 2018", attachment=lines.encode()))
    plant(tmp_path, "a.xlsx", book("Amman: 300", "description"))
    plant(tmp_path, "a.docx", office(word__document_xml=f"<w>{WORDS}</w>"))
    plant(tmp_path, "a.ipynb", output("text/plain", lines.splitlines(keepends=True)))
    plant(tmp_path, "search.json", json.dumps([{"title": "Tafilah", "text": WORDS}]))
    plant(tmp_path, "figure-12.png", chart("png", "Tafilah"))
    cells.to_csv(tmp_path / "indicators.csv", index=False)
    assert len(list(tmp_path.iterdir())) == 10
    assert scan(tmp_path, IDENTIFIERS, secrets) == []


def test_a_build_with_a_leak_is_refused_with_the_name_of_the_file(tmp_path):
    workspace = Workspace(tmp_path)
    workspace.processed(2018).mkdir(parents=True)
    table = pd.DataFrame({"salt": "pinch", "hash": sorted(IDENTIFIERS.hashes)})
    table.to_parquet(workspace.processed(2018) / "identifiers.parquet")
    build = workspace.build(2018, "en")
    build.mkdir(parents=True)
    plant(build, "index.html", f"<p>{CANARY}</p>")
    with pytest.raises(DisclosureRefused, match=r"index\.html") as refusal:
        scan_build(build, workspace, 2018)
    assert refusal.value.exit_code == 4


def test_a_fork_without_raw_data_has_nothing_to_give_away(tmp_path):
    plant(tmp_path, "index.html", f"<p>{CANARY}</p>")
    scan_build(tmp_path, Workspace(tmp_path / "elsewhere"), 2018)


def test_two_editions_are_read_at_once(tmp_path):
    """PDFium ends the process where two threads use it."""
    code = """
        import sys
        from concurrent.futures import ThreadPoolExecutor
        from pathlib import Path
        from cpims_report.pdf_text import page_texts
        with ThreadPoolExecutor(4) as executor:
            texts = list(executor.map(page_texts, [Path(sys.argv[1])] * 20))
        print(len({tuple(each) for each in texts}))
    """
    long = PdfWriter()
    for _ in range(60):
        long.append(io.BytesIO(pdf(text=WORDS)))
    long.write(tmp_path / "a.pdf")
    command = [sys.executable, "-c", textwrap.dedent(code), str(tmp_path / "a.pdf")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "1\n")
