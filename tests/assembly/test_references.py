"""Numbers and references: the same in site, PDF and Word, and never to nowhere."""

from __future__ import annotations

import re
import zipfile

import pytest
from lxml import html
from pypdf import PdfReader

from cpims_report.errors import AssemblyFailed


def page(report, name):
    return html.parse(str(report.site / name)).getroot()


def words(element):
    return " ".join(element.text_content().replace("\u00a0", " ").split())


def pdf_words(report):
    return " ".join(
        " ".join(sheet.extract_text() for sheet in PdfReader(report.made["pdf"]).pages)
        .replace("\u00a0", " ")
        .split()
    )


def captions(report):
    return {
        words(caption)
        for path in report.pages
        for caption in html.parse(str(path)).getroot().iter("figcaption")
    }


def test_captions_have_the_same_numbers_in_site_and_pdf(english):
    pdf = pdf_words(english)
    found = captions(english)
    assert "Figure 2.1: Most of children are blue." in found
    assert "Table 5.1: Table of closure." in found
    for caption in found:
        assert caption in pdf


def test_references_read_the_same_in_site_and_pdf(english):
    sentence = "See Figure 3.1, Table 3.1 and 6.1; Figure 3.1, Table 2.1."
    assert sentence in words(page(english, "notebooks/30-concerns.html"))
    assert sentence in pdf_words(english)


def test_references_lead_across_pages_to_what_they_name(english):
    links = 0
    for path in english.pages:
        for link in html.parse(str(path)).getroot().iterfind(".//a[@class='quarto-xref']"):
            target, _, anchor = link.get("href").partition("#")
            there = html.parse(str((path.parent / target) if target else path)).getroot()
            assert there.get_element_by_id(anchor) is not None
            links += 1
    assert links > 20


def test_a_chapter_is_called_chapter_and_a_section_section(tale):
    desk = tale("## One {#sec-one}\n\nSee @sec-tale and @sec-one.")
    made = desk.assemble("html", "pdf")
    text = (made["html"].parent / "notebooks/10-key-figures.html").read_text("utf-8")
    assert ">Chapter\u00a01</a> and" in text
    assert ">Section\u00a01.1</a>" in text
    sheets = " ".join(sheet.extract_text() for sheet in PdfReader(made["pdf"]).pages)
    assert "See Chapter 1 and Section 1.1" in sheets.replace("\u00a0", " ")


def test_arabic_words_stand_before_arabic_numbers(arabic):
    assert any(caption.startswith("الشكل ٢.١:") for caption in captions(arabic))
    assert "الفصل" in words(page(arabic, "notebooks/20-children.html"))


def test_sections_are_numbered_by_chapter_in_both(english):
    headings = [
        words(each) for each in page(english, "notebooks/20-children.html").iter("h2", "h3")
    ]
    assert "2.1 First things" in headings
    assert "2.2.1 Deeper" in headings
    assert re.search(r"2\.2\.1\s+Deeper", pdf_words(english))


def test_sections_of_an_unnumbered_chapter_have_no_number(english):
    assert "How to read it" in [words(each) for each in page(english, "index.html").iter("h2")]
    assert not re.search(r"0\.1\s+How to read it", pdf_words(english))


def test_word_has_the_same_numbers(english):
    with zipfile.ZipFile(english.made["docx"]) as archive:
        text = re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode())
    assert "Figure\u00a02.1: Most of children are" in text
    assert "2.2.1 Deeper" in text


def test_a_reference_to_nothing_is_an_error_that_names_it_and_its_chapter(tale):
    desk = tale("See @fig-gone and @tbl-gone.")
    with pytest.raises(AssemblyFailed) as refusal:
        desk.assemble("html")
    assert "@fig-gone" in str(refusal.value)
    assert "@tbl-gone" in str(refusal.value)
    assert "10-key-figures" in str(refusal.value)


def test_a_reference_to_a_section_without_number_is_an_error_in_both_engines(tale):
    """Quarto sets “?@sec-u” for it, which no reader can follow."""
    desk = tale("See @sec-u.\n\n## Aside {#sec-u .unnumbered}\n\nWords.")
    with pytest.raises(AssemblyFailed, match="@sec-u points to a section without number"):
        desk.assemble("html")


def test_an_id_given_twice_is_an_error_that_names_it(tale):
    desk = tale("## A {#sec-a}\n\n## B {#sec-a}\n")
    with pytest.raises(AssemblyFailed, match="sec-a"):
        desk.assemble("html")


def test_an_id_given_in_two_chapters_is_an_error_that_names_it(desk):
    path = desk.executed / "20-children.ipynb"
    text = path.read_text("utf-8").replace("tbl-children", "tbl-closure")
    path.write_text(text, "utf-8")
    for other in desk.executed.glob("*.ipynb"):
        other.write_text(other.read_text("utf-8").replace("@tbl-children", "no"), "utf-8")
    desk.stage()
    with pytest.raises(AssemblyFailed, match=r"#tbl-closure is given 2 times"):
        desk.assemble("html")


def test_a_figure_in_a_chapter_without_number_is_an_error_that_names_it(desk):
    (desk.root / "index.qmd").write_text(
        "# A {.unnumbered}\n\n![B](notebooks/figures/fig.svg){#fig-b}\n", "utf-8"
    )
    desk.stage()
    with pytest.raises(AssemblyFailed, match="#fig-b"):
        desk.assemble("html")


def test_a_missing_image_is_an_error_that_names_it(tale):
    desk = tale("![A](figures/gone.svg){#fig-a}")
    with pytest.raises(AssemblyFailed, match=r"figures/gone\.svg"):
        desk.assemble("html")


def test_words_left_in_english_say_so_in_page_and_word(tale):
    mark = '{lang="en" dir="ltr"}'
    desk = tale(f"## [One part]{mark} {{#sec-one}}\n\n::: {mark}\nA **whole** paragraph.\n:::\n")
    desk.stage(lang="ar")
    made = desk.assemble("html", "docx", language="ar")
    root = html.parse(str(made["html"].parent / "notebooks/10-key-figures.html")).getroot()
    assert root.xpath("//h2/span[@lang='en'][@dir='ltr']/text()") == ["One part"]
    assert root.xpath("string(//div[@lang='en'][@dir='ltr']/p)") == "A whole paragraph."
    assert root.xpath("//section[@lang]") == []
    with zipfile.ZipFile(made["docx"]) as archive:
        document = archive.read("word/document.xml").decode()
    assert 'w:lang w:val="en"' in document


@pytest.mark.parametrize("marked", ["[{}]", "::: MARK\n{}\n:::"])
def test_the_pdf_knows_the_language_of_words_and_paragraphs_left_in_english(tale, marked):
    mark = '{lang="en" dir="ltr"}'
    text = marked.format("English words.")
    desk = tale(text.replace("MARK", mark) if "MARK" in text else f"نص {text}{mark}")
    desk.stage(lang="ar")
    reader = PdfReader(desk.assemble("pdf", language="ar")["pdf"])
    numbers = {*reader.xref_objStm, *(each for table in reader.xref.values() for each in table)}
    objects = (reader.get_object(number) for number in sorted(numbers - {0}))
    said = {str(each["/Lang"]) for each in objects if isinstance(each, dict) and "/Lang" in each}
    drawn = b"".join(page.get_contents().get_data() for page in reader.pages)
    assert said | {word.decode() for word in re.findall(rb"/Lang ?\((\w+)\)", drawn)} >= {
        "ar",
        "en",
    }
