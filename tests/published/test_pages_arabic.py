"""The Arabic edition of the sample, read back: one language, one kind of digits."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest
from pypdfium2 import PdfDocument

pytestmark = [pytest.mark.build, pytest.mark.long]
CODES = re.compile(r"\b[A-Z]{2}\d\d\b|\b\d\d[A-Z]{2}\b|\b[0-9a-f]{12}\b")
"""Indicators, as the PDF has them too, and the seal."""


@pytest.fixture(scope="module")
def edition(public_build: Path, cpims: Callable[..., object]) -> Path:
    command = ["build", 2018, "--from-published", "--engine", "builtin", "--language", "ar"]
    answer = cpims(*command, "--strict", "--root", public_build)
    assert answer.returncode == 0, answer.stderr + answer.stdout
    assert re.search(r"Translated \(ar\): (\d+) of \1 messages, 100\.0 %", answer.stdout)
    return public_build / "build" / "2018-ar"


def pages(edition: Path) -> dict[str, lxml.html.HtmlElement]:
    found = {
        path.stem: lxml.html.parse(str(path)).getroot()
        for path in sorted((edition / "site").rglob("*.html"))
    }
    for page in found.values():
        for hidden in page.xpath("//script | //style | //code"):
            hidden.drop_tree()
    return found


def test_pages_have_arabic_digits_alone(edition):
    for name, page in pages(edition).items():
        said = [page.text_content(), *page.xpath("//@alt | //@aria-label | //@title")]
        text = CODES.sub("", "\n".join(said))
        assert re.findall(r".{0,20}[0-9].{0,20}", text) == [], name
        assert len(re.findall("[٠-٩]", text)) > 10, name


def test_the_pdf_has_arabic_digits_alone(edition):
    document = PdfDocument(edition / "cpims-annual-report-2018-ar.pdf")
    for number, page in enumerate(document, 1):
        text = page.get_textpage().get_text_bounded()
        left = re.sub(r"[A-Za-z]*\d+[A-Za-z][A-Za-z\d]*|[A-Za-z]+\d+", "", text, flags=re.ASCII)
        assert re.findall(r".{0,20}[0-9].{0,20}", left) == [], number


def test_no_paragraph_of_the_prose_is_english(edition):
    for name, page in pages(edition).items():
        assert page.xpath("//main//*[@lang='en']") == [], name
        for paragraph in page.xpath("//main//p | //main//h2 | //main//li"):
            text = CODES.sub("", paragraph.text_content())
            assert not re.search("[a-z]{3}", text), (name, text[:80])


def test_the_manifest_tells_how_much_is_translated(edition):
    told = json.loads((edition / "manifest.json").read_text("utf-8"))["translation"]
    assert told["messages"] > 150
    assert told["missing"] == told["fuzzy"] == []
