"""The PDF: tagged, titled, with an outline, and the same bytes for the same book."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from cpims_report.errors import AssemblyFailed
from cpims_report.report.assembly.assemble import assemble
from cpims_report.report.assembly.pdf import write_pdf
from cpims_report.report.assembly.settings import read_settings


@pytest.mark.parametrize(
    ("edition", "lang", "title"),
    [
        ("english", "en", "Child protection case management: Annual report 2031"),
        ("arabic", "ar", "إدارة حالات حماية الطفل: التقرير السنوي ٢٠٣١"),
    ],
)
def test_the_pdf_has_title_author_language_and_tags(edition, lang, title, request):
    reader = PdfReader(request.getfixturevalue(edition).made["pdf"])
    assert reader.metadata.title == title
    assert reader.metadata.author
    assert reader.root_object["/Lang"] == lang
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in reader.root_object["/Metadata"].get_data().decode()


def test_the_arabic_book_is_numbered_in_the_digits_of_its_setting_alone(arabic, tmp_path):
    def numbers(path: Path) -> list[str]:
        """Return the numbers of headings, captions, contents and pages."""
        reader = PdfReader(path)
        outline = re.findall(r"'/Title': '(\S+)", str(reader.outline))
        sheets = [page.get_textpage().get_text_bounded() for page in PdfDocument(path)]
        captions = re.findall(r"(?:الشكل|الجدول)\s*([\d.]+)", " ".join(sheets))
        feet = [sheet.split()[-1] for sheet in sheets]
        # a chapter may begin below the contents: the number in its table is data
        contents = [each for each in sheets[1].split() if each != "5"]
        told = [*outline, *captions, *feet, *contents]
        return [each for each in told if re.search(r"\d", each)]

    found = numbers(arabic.made["pdf"])
    assert len(found) > 30
    assert not [each for each in found if re.search("[0-9]", each)]
    shutil.copytree(arabic.desk.book, tmp_path / "book")
    profile = tmp_path / "book" / "_quarto-ar.yml"
    settled = profile.read_text("utf-8").translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789"))
    profile.write_text(settled, "utf-8")
    latin = numbers(assemble(tmp_path / "book", tmp_path / "out", ["pdf"], "builtin", "ar")["pdf"])
    assert len(latin) > 30
    assert not [each for each in latin if re.search("[٠-٩]", each)]


def test_the_outline_lists_chapters_and_sections(english):
    outline = PdfReader(english.made["pdf"]).outline
    titles = [entry.title for entry in outline if not isinstance(entry, list)]
    assert any("About this report" in title for title in titles)
    assert any("About children" in title for title in titles)
    assert any(isinstance(entry, list) for entry in outline)


def test_the_pdf_tells_no_date(english):
    metadata = PdfReader(english.made["pdf"]).metadata
    assert metadata.creation_date is None
    assert metadata.modification_date is None


def test_the_same_book_gives_the_same_bytes(english, tmp_path):
    first = english.made["pdf"].read_bytes()
    shutil.copytree(english.desk.book, tmp_path / "elsewhere")
    again = assemble(tmp_path / "elsewhere", tmp_path / "out", ["pdf"], "builtin")["pdf"]
    assert again.read_bytes() == first


def test_the_cover_carries_notice_members_and_caveat(english):
    cover = " ".join(PdfReader(english.made["pdf"]).pages[0].extract_text().split())
    for words in ("Annual report 2031", "ABC · DEF", "Synthetic data", "not prevalence"):
        assert words in cover


def test_every_page_after_the_cover_has_its_number_and_the_caveat(english):
    for number, sheet in enumerate(PdfReader(english.made["pdf"]).pages[1:], start=2):
        text = " ".join(sheet.extract_text().split())
        assert "Children served, not prevalence" in text
        assert str(number) in text


def test_only_fonts_of_the_extension_are_used(english):
    fonts = set()
    for sheet in PdfReader(english.made["pdf"]).pages:
        for font in sheet["/Resources"].get("/Font", {}).values():
            fonts.add(font.get_object()["/BaseFont"])
    assert fonts
    assert all("NotoSans" in font for font in fonts)


def test_a_missing_font_is_an_error(desk, tmp_path):
    desk.stage()
    shutil.rmtree(desk.book / "_extensions/cpims/fonts")
    with pytest.raises(AssemblyFailed, match=r"(?i)font"):
        desk.assemble("pdf")


def test_a_book_that_typst_cannot_set_is_an_error_in_words(desk, tmp_path):
    desk.stage()
    template = desk.book / "_extensions/cpims/typst-template.typ"
    template.write_text(template.read_text("utf-8") + "\n#panic(1)\n", "utf-8")
    with pytest.raises(AssemblyFailed, match="Typst stopped"):
        write_pdf(read_settings(desk.book, "en"), [], tmp_path / "a.pdf")


UNSETTLED = """
#let settling = state("settling", 1)
#if sys.inputs.at("figures", default: "floating") != "in-text" [
  #context settling.update(settling.final() + 1)
]
"""


def test_figures_stand_in_the_text_where_the_pages_of_a_book_never_settle(english, tmp_path):
    book = shutil.copytree(english.desk.book, tmp_path / "book")
    template = book / "_extensions" / "cpims" / "typst-template.typ"
    template.write_text(template.read_text("utf-8") + UNSETTLED, "utf-8")
    made = assemble(book, tmp_path / "out", ["pdf"], "builtin")["pdf"]
    words = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(made).pages)
    before = " ".join(
        " ".join(page.extract_text().split()) for page in PdfReader(english.made["pdf"]).pages
    )
    assert sorted(set(words.split())) == sorted(set(before.split()))
    assert words != before
