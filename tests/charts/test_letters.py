"""Words of Arabic, searched for as a reader would: in the text and in the charts of a PDF."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import typst
from pypdfium2 import PdfDocument

from cpims_report.report.charts.key_trend import key_trend
from cpims_report.report.charts.style import look_folder

VOWELLED = {"عمّان": "عمان", "أطفالًا": "أطفالا"}
WORDS = ("الأطفال", "الإحالات", "المنفصلين", "لا", "الاستغلال", "الآن", "غير المصحوبين")
DRAWN = ("الأطفال", "الحالات")
PAGE = """#import "typst-template.typ": report
#show: doc => report(title: "ق", authors: ("م",), lang: "ar", dir: rtl, brief: true, doc)
{words}

*{words}*

#image("{picture}", alt: "صورة")
"""


def searched(path: Path, word: str) -> dict[str, int]:
    """Return how often each reader finds a word."""
    found = {"pdfium": 0}
    for page in PdfDocument(path):
        hits = page.get_textpage().search(word)
        while hits.get_next():
            found["pdfium"] += 1
    if shutil.which("pdftotext"):
        told = subprocess.run(
            ["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, check=True
        )
        found["poppler"] = " ".join(told.stdout.decode().split()).count(word)
    return found


@pytest.fixture
def printed(make_edition, tmp_path: Path) -> Path:
    """A tagged PDF of Arabic words, plain and bold, and of a chart as it is published."""
    picture = key_trend(make_edition("ar"))
    numbers = '#let one = "1"\n#let one-one = "1.1"\n'  # of numbering.typ, which a book puts before
    template = (look_folder() / "typst-template.typ").read_text("utf-8")
    (tmp_path / "typst-template.typ").write_text(numbers + template, "utf-8")
    source = PAGE.format(words=" ".join((*WORDS, *VOWELLED)), picture=picture.path.as_posix())
    (tmp_path / "page.typ").write_text(source, "utf-8")
    typst.compile(
        tmp_path / "page.typ",
        output=tmp_path / "page.pdf",
        root=tmp_path,
        font_paths=[look_folder() / "fonts"],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )
    return tmp_path / "page.pdf"


def test_arabic_words_are_found_in_text_and_charts_of_a_pdf(printed):
    for word in (*WORDS, *VOWELLED.values()):
        assert min(searched(printed, word).values()) >= 2, (word, searched(printed, word))
    for word in DRAWN:
        said = 2 * WORDS.count(word)
        assert min(searched(printed, word).values()) > said, (word, searched(printed, word))
