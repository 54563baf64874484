"""The Word document: opened as reviewers open it, by a reader that did not write it."""

from __future__ import annotations

import re
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Inches
from matplotlib.ft2font import FT2Font

from cpims_report.errors import AssemblyFailed
from cpims_report.report.assembly.assemble import assemble
from cpims_report.report.assembly.word_lists import number_lists
from cpims_report.report.numerals import digits

ROOT = Path(__file__).parents[2]
FAKE = """#!{python}
import pathlib, shutil, sys
if sys.argv[1:] == ["--version"]:
    print("1.9.38")
    sys.exit(0)
here = pathlib.Path.cwd() / "_book"
here.mkdir(exist_ok=True)
shutil.copy({made!r}, here / "any.docx")
"""
"""Stands in for Quarto: what it hands over is the test's."""


@pytest.fixture
def parts(english):
    with zipfile.ZipFile(english.made["docx"]) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(params=["english", "arabic"])
def document(request):
    return Document(request.getfixturevalue(request.param).made["docx"])


def of_language(document):
    return "ar" if document.core_properties.language == "ar" else "en"


def test_pictures_are_png_with_alternative_text(parts):
    media = [name for name in parts if name.startswith("word/media/")]
    assert media
    assert all(name.endswith(".png") for name in media)
    told = re.findall(
        r'<(?:wp:docPr|pic:cNvPr)[^>]* descr="([^"]*)"', parts["word/document.xml"].decode()
    )
    assert len(told) == 10
    assert all(each.startswith("Two bars: ") for each in told)


def test_pages_are_a4_with_title_and_year_above_and_caveat_notice_and_number_below(document):
    title, year, caveat, notice = {
        "en": ("Child protection case management", "2031", "not prevalence", "Synthetic data."),
        "ar": ("إدارة حالات حماية الطفل", "٢٠٣١", "لا معدّل انتشار", "بيانات اصطناعية"),
    }[of_language(document)]
    for section in document.sections:
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        head = section.header.paragraphs[0].text
        assert title in head
        assert year in head
        for foot in (section.footer, section.first_page_footer):
            assert caveat in foot.paragraphs[0].text
            assert notice in foot.paragraphs[0].text
            assert "PAGE" in foot.paragraphs[0]._p.xpath("string(.//w:instrText)")


def test_properties_say_what_the_document_is_and_no_time_of_making(document):
    about = document.core_properties
    assert {"en": "2031", "ar": "٢٠٣١"}[of_language(document)] in about.title
    assert about.author
    assert re.search("prevalence|انتشار", about.comments)
    assert about.created == about.modified == datetime(2000, 1, 1, tzinfo=about.created.tzinfo)


def test_contents_are_filled_in_and_every_line_leads_to_its_heading(document):
    body = document.element.body
    lines = body.xpath("//w:sdt//w:p[w:hyperlink]")
    shown = ["".join(line.xpath(".//w:t/text()")) for line in lines]
    headings = [
        " ".join(p.text.split())
        for p in document.paragraphs
        if p.style.name in {"Heading 1", "Heading 2"}
    ]
    assert shown == headings
    assert len(shown) > 10
    marks = set(body.xpath("//w:bookmarkStart/@w:name"))
    assert set(body.xpath("//w:sdt//w:hyperlink/@w:anchor")) <= marks
    assert body.xpath("//w:fldChar[@w:dirty]") == [], "Word would ask before it opens the file"
    assert body.xpath("count(//w:sdt//w:fldChar)") == 3


def formats(document):
    return {
        form.get(qn("w:val")) for form in document.part.numbering_part.element.iter(qn("w:numFmt"))
    }


def test_lists_are_numbered_in_the_digits_of_the_book(document):
    other = {"en": "hindiNumbers", "ar": "decimal"}[of_language(document)]
    assert other not in formats(document)
    book = Document()
    assert "decimal" in formats(book)
    number_lists(book, digits("ar"))
    assert "hindiNumbers" in formats(book)
    assert "decimal" not in formats(book)


def test_styles_are_ours(document):
    heading = document.styles["Heading 1"]
    assert str(heading.font.color.rgb) == "00587C"
    assert heading.element.rPr.rFonts.get(qn("w:cs")) == "Arial"
    assert heading.element.rPr.rFonts.get(qn("w:ascii")) == "Calibri"
    assert heading.paragraph_format.keep_with_next
    table = document.styles.element.xpath("w:style[@w:styleId='Table']//w:tblBorders/*")
    assert [each.tag for each in table] == [qn("w:top"), qn("w:bottom"), qn("w:insideH")]


def test_key_figures_are_a_table_with_a_head(document):
    table = next(t for t in document.tables if len(t.columns) == 3 and "7,012" in t.cell(1, 1).text)
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1:] == [["children", "7,012", "+3 %"], ["cases", "12", ""]]
    assert rows[0][0] == {"en": "Key figure", "ar": "الرقم الرئيسي"}[of_language(document)]
    assert table._tbl.xpath("w:tr[1]/w:trPr/w:tblHeader")


def test_the_same_book_gives_the_same_bytes(english, tmp_path):
    again = assemble(english.desk.book, tmp_path / "again", ["docx"], "builtin")["docx"]
    assert again.read_bytes() == english.made["docx"].read_bytes()


def measured(word, size):
    """Width of a word in points in bold Noto Sans, whose letters are wider than Calibri's."""
    font = FT2Font(str(ROOT / "_extensions/cpims/fonts/NotoSans-Bold.ttf"))
    font.set_size(size * 10, 72)
    font.set_text(word)
    return font.get_width_height()[0] / 640


def test_no_number_or_word_of_a_table_is_broken(tale):
    heads = " | ".join(["Unaccompanied", *(f"Year {year}" for year in range(2011, 2019))])
    cells = " | ".join(
        ["A governorate with a long name", *["1,234,567"] * 7, "+12\u00a0345.6\u00a0%"]
    )
    rule = "|".join([":--", *["--:"] * 8])
    desk = tale(f"| {heads} |\n|{rule}|\n| {cells} |\n\n: Numbers. {{#tbl-wide}}\n")
    table = Document(desk.assemble("docx")["docx"]).tables[0]
    widths = [int(column.get(qn("w:w"))) / 20 for column in table._tbl.tblGrid.gridCol_lst]
    assert sum(widths) <= 170 / 25.4 * 72 + 1
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            size = cell.paragraphs[0].runs[0].font.size.pt
            assert size >= 7
            for word in cell.text.split(" "):
                assert measured(word, size) <= width - 8, (word, size, width)


def test_the_page_banner_is_for_the_site_alone(parts):
    assert "identified, referred and served" not in parts["word/document.xml"].decode()


def test_arabic_paragraphs_tables_and_margins_run_from_the_right(arabic):
    document = Document(arabic.made["docx"])
    assert document.element.body.xpath("//w:p/w:pPr/w:bidi")
    assert all(table._tbl.tblPr.xpath("w:bidiVisual") for table in document.tables)
    assert document.sections[0].footer.paragraphs[0]._p.xpath("w:pPr/w:bidi")


@pytest.fixture
def from_quarto(tale, tmp_path, monkeypatch):
    """Return what becomes of a document with one picture, as Quarto hands it over."""

    def finish(picture):
        document = Document()
        document.add_heading("Tale", level=1)
        (tmp_path / "fig.png").write_bytes(next(ROOT.glob("docs/images/*.png")).read_bytes())
        document.add_picture(str(tmp_path / "fig.png"), Inches(2))
        [inner] = document.element.body.xpath("//pic:cNvPr")
        inner.set("descr", picture)
        document.save(str(tmp_path / "made.docx"))
        command = tmp_path / "quarto"
        made = str(tmp_path / "made.docx")
        command.write_text(FAKE.format(python=sys.executable, made=made), "utf-8")
        command.chmod(0o755)
        monkeypatch.setenv("QUARTO_PATH", str(command))
        desk = tale('![Seen.](figures/fig.svg){#fig-a fig-alt="Bars of Zarqa"}')
        return assemble(desk.book, desk.out, ["docx"], "quarto")["docx"]

    return finish


def test_quartos_document_gets_alternative_texts_notice_and_no_path_or_time(from_quarto):
    made = from_quarto("/tmp/quarto-session/book/notebooks/figures/fig.png")
    document = Document(made)
    told = document.element.body.xpath("//wp:docPr/@descr | //pic:cNvPr/@descr")
    assert told == ["Bars of Zarqa"] * 2
    assert "Synthetic data." in document.paragraphs[0].text
    assert "not prevalence" in document.sections[0].footer.paragraphs[0].text
    assert document.core_properties.created.year == 2000
    with zipfile.ZipFile(made) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any(b"quarto-session" in archive.read(name) for name in archive.namelist())


def test_a_picture_that_nobody_can_describe_stops_the_build(from_quarto):
    with pytest.raises(AssemblyFailed, match="no alternative text"):
        from_quarto("/tmp/quarto-session/other.png")
