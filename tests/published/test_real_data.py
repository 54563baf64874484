"""A year whose files nowhere say that they are synthetic, beside two years that are."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from lxml import html

pytestmark = [pytest.mark.build, pytest.mark.long]
MARKED = {"en": " (synthetic)", "ar": " (اصطناعي)"}
WORD = {"en": "synthetic", "ar": "اصطناعي"}
NOTE = {"en": "Synthetic and real years stand side by side", "ar": "هنا أعوام اصطناعية"}
LANGUAGES = ["en", "ar"]


@pytest.fixture(scope="session")
def real_build(walk) -> Path:
    """The report of a small year of real data, in English from raw files."""
    return walk.root


@pytest.fixture
def told(real_build: Path, build_real, language: str) -> tuple[Path, str]:
    """The workspace and the language of its report; Arabic is built from sealed data."""
    if language == "ar" and not (real_build / "build" / "2018-ar").is_dir():
        build_real(real_build, "--from-published", "--language", "ar")
    return real_build, language


def pages(root: Path, language: str) -> dict[str, str]:
    site = root / "build" / f"2018-{language}" / "site"
    return {p.name: html.parse(p).getroot().text_content() for p in sorted(site.rglob("*.html"))}


def test_the_sealed_data_say_that_they_are_real(real_build):
    package = real_build / "data" / "published" / "2018" / "datapackage.json"
    assert json.loads(package.read_text("utf-8"))["cpims"]["synthetic"] is False


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_calls_the_year_synthetic_and_each_comparison_says_which_year_is(told):
    root, language = told
    texts = pages(root, language)
    assert len(texts) == 14
    compared = {name for name, text in texts.items() if f"{MARKED[language]}" in text}
    assert {"10-key-figures.html", "30-concerns.html", "70-closure.html"} <= compared
    for name, text in texts.items():
        noted = NOTE[language] in text
        assert noted or name not in compared, name
        if not noted:
            assert WORD[language] not in text.lower(), name
        years = re.findall(rf"([\d٠-٩]{{4}}){re.escape(MARKED[language])}", text)
        assert set(years) <= {"2016", "2017", "٢٠١٦", "٢٠١٧"}
    assert NOTE[language] not in texts["index.html"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_and_word_document_are_there_and_have_no_notice(told):
    root, language = told
    build = root / "build" / f"2018-{language}"
    cover = pypdfium2.PdfDocument(build / f"cpims-annual-report-2018-{language}.pdf")[0]
    assert WORD[language] not in cover.get_textpage().get_text_bounded().lower()
    with zipfile.ZipFile(build / f"cpims-annual-report-2018-{language}.docx") as archive:
        text = re.sub(r"<[^>]+>", " ", archive.read("word/document.xml").decode())
    assert "made up by a programme" not in text
    assert "أنشأه برنامج" not in text
    assert NOTE[language] in " ".join(text.split())


def test_the_manifest_names_the_engine_and_its_version(real_build):
    manifest = json.loads((real_build / "build" / "2018-en" / "manifest.json").read_text("utf-8"))
    assert manifest["engine"]["name"] == "builtin"
    assert re.fullmatch(r"Pandoc 3[\d.]*, Typst 0[\d.]*", manifest["engine"]["version"])
