"""The pages of both PDFs, measured as printed: how full, how large, what stands together."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from ctypes import c_float
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium
import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject
from pypdfium2 import PdfDocument

pytestmark = pytest.mark.build
MILLIMETRE = 72 / 25.4
HEAD, FOOT = 18 * MILLIMETRE, 17 * MILLIMETRE
SMALLEST = 7.95
"""Points: eight, and what a picture loses that is a hair wider than the column."""
CAPTION = re.compile(r"((?:Figure|Table|الشكل|الجدول) [\d٠-٩]+\.[\d٠-٩]+):")
LATIN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
NUMBER = r"(?P<number>[\d٠-٩]+\.[\d٠-٩]+)"
DRAWN = re.compile(rf"(?:Figure|الشكل)\s(?=:|[\d٠-٩.]+:):?{NUMBER}")
NAMED = re.compile(rf"(?:Figure|الشكل)\s{NUMBER}(?![\d٠-٩:])")
COLON_FIRST = re.compile(r"(الشكل|الجدول) :([٠-٩]+\.[٠-٩]+)")
"""How a reader of lines from right to left gives a number and the colon after it."""
PAGES = range(24, 33)
"""From the cover to the annex of tables, which is for looking things up."""
ANNEXES = 2
"""The chapters at the end that are no report: statistical tables and glossary."""
LANGUAGES = ("en", "ar")


@pytest.fixture(scope="module", params=LANGUAGES)
def path(full_build: Path, public_build: Path, request: pytest.FixtureRequest) -> Path:
    language = request.param
    root = full_build if language == "en" else public_build
    return root / f"build/2018-{language}/cpims-annual-report-2018-{language}.pdf"


@pytest.fixture(scope="module")
def paper(path: Path) -> PdfDocument:
    return PdfDocument(path)


@pytest.fixture(scope="module")
def texts(paper: PdfDocument) -> list[str]:
    read = (" ".join(page.get_textpage().get_text_bounded().split()) for page in paper)
    return [COLON_FIRST.sub(r"\1 \2:", text) for text in read]


@pytest.fixture(scope="module")
def headings(path: Path) -> list[tuple[int, int, float]]:
    """Level, page from 0, and points above the page's lower edge of every heading."""
    reader = PdfReader(path)

    def walk(entries: list[Any], level: int) -> Iterator[tuple[int, int, float]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry, level + 1)
            else:
                page = reader.get_destination_page_number(entry)
                assert page is not None
                yield level, page, float(entry.top)

    return list(walk(reader.outline, 1))


@dataclass(frozen=True)
class Tag:
    """An element of the tagged document: its kind, the pages it is on, what it holds."""

    kind: str
    alt: str
    pages: frozenset[int]
    parts: tuple[Tag, ...]

    def all(self, kind: str) -> Iterator[Tag]:
        """Return this and all parts of a kind."""
        if self.kind == kind:
            yield self
        for part in self.parts:
            yield from part.all(kind)


@pytest.fixture(scope="module")
def tags(path: Path) -> Tag:
    reader = PdfReader(path)
    numbers = {
        page.indirect_reference.idnum: number
        for number, page in enumerate(reader.pages)
        if page.indirect_reference
    }

    def read(element: Any, page: int | None) -> Tag:
        element = element.get_object() if isinstance(element, IndirectObject) else element
        if not isinstance(element, dict):
            return Tag("", "", frozenset() if page is None else frozenset({page}), ())
        if "/Pg" in element:
            page = numbers[element.raw_get("/Pg").idnum]
        held = element.get("/K", [])
        held = held.get_object() if isinstance(held, IndirectObject) else held
        marked = element.get("/Type") in ("/MCR", "/OBJR")
        parts = () if marked else tuple(read(k, page) for k in _listed(held))
        own = frozenset({page}) if marked and page is not None else frozenset()
        pages = own.union(*(part.pages for part in parts))
        return Tag(str(element.get("/S", ""))[1:], str(element.get("/Alt", "")), pages, parts)

    return read(reader.trailer["/Root"]["/StructTreeRoot"], None)


def _listed(held: Any) -> list[Any]:
    return list(held) if isinstance(held, list) else [held]


def fill(paper: PdfDocument, number: int) -> float:
    """Return how far down something is printed between head and foot of a page, 0 to 1."""
    page = paper[number]
    seen = page.render(scale=0.5, grayscale=True).to_pil()
    high = seen.height / page.get_height()
    body = seen.crop((0, int(HEAD * high), seen.width, int(seen.height - FOOT * high)))
    box = body.point(lambda light: 255 if light < 235 else 0).getbbox()
    return box[3] / body.height if box else 0.0


@pytest.fixture(scope="module")
def chapters(headings) -> list[int]:
    """The pages, from 0, on which chapters begin."""
    return [page for level, page, _ in headings if level == 1]


def test_the_report_has_no_more_pages_than_it_needs_before_its_annex(chapters):
    assert chapters[-ANNEXES] in PAGES


def test_the_summary_is_two_pages_that_stand_alone(chapters):
    summary, after = chapters[1:3]
    assert after - summary == 2


def test_no_page_is_under_half_full_but_the_last_of_a_chapter(paper, chapters):
    fills = {number: fill(paper, number) for number in range(2, chapters[-ANNEXES])}
    ends = {number - 1 for number in chapters}
    assert {n + 1: full for n, full in fills.items() if full < 1 / 2 and n not in ends} == {}
    assert sum(fills.values()) / len(fills) > 0.82


def test_nothing_is_printed_in_less_than_eight_points(paper):
    found = set()
    for number, page in enumerate(paper):
        text = page.get_textpage()
        for at in range(text.count_chars()):
            if chr(pdfium.FPDFText_GetUnicode(text, at)).isspace():
                continue
            matrix = pdfium.FS_MATRIX()
            if pdfium.FPDFText_GetMatrix(text, at, matrix):
                scale = (matrix.c**2 + matrix.d**2) ** 0.5
                size = c_float(pdfium.FPDFText_GetFontSize(text, at)).value * scale
                if 0 < size < SMALLEST:
                    found.add((number + 1, round(size, 2)))
    assert found == set()


def test_a_heading_has_its_text_below_it_on_the_same_page(headings):
    assert len(headings) > 40
    low = [(page + 1, top) for _, page, top in headings if top < FOOT + 14 * MILLIMETRE]
    assert low == []


def test_headings_of_chapters_leave_room_for_their_beginning(headings):
    low = [page + 1 for level, page, top in headings if level == 1 and top < 50 * MILLIMETRE]
    assert low == []


def places(paper: PdfDocument, pattern: re.Pattern[str]) -> Iterator[tuple[str, float]]:
    """Yield what a pattern finds in the text, its number and how many pages below the first."""
    for number, page in enumerate(paper):
        page_text = page.get_textpage()
        for found in pattern.finditer(page_text.get_text_range()):
            top = page_text.get_charbox(found.start())[3]
            yield found["number"].translate(LATIN), number + 1 - top / page.get_height()


@pytest.fixture(scope="module")
def figures(paper, chapters) -> dict[str, float]:
    """Where each figure of the report begins, in pages, by its number."""
    drawn = {name: at for name, at in places(paper, DRAWN) if at < chapters[-ANNEXES]}
    assert len(drawn) > 25
    return drawn


def test_a_figure_stands_below_the_heading_of_its_chapter_and_above_that_of_the_next(
    paper, headings, figures
):
    high = paper[0].get_height()
    begins = [page + 1 - top / high for level, page, top in headings if level == 1]
    for name, at in figures.items():
        chapter = int(name.split(".")[0])  # the first, without a number, is chapter 0
        assert begins[chapter] < at < begins[chapter + 1], name


def test_most_figures_stand_within_half_a_page_of_the_words_about_them(paper, figures):
    told: dict[str, list[float]] = {}
    for name, at in places(paper, NAMED):
        told.setdefault(name, []).append(at)
    far = {
        name: min(abs(at - mention) for mention in told[name])
        for name, at in figures.items()
        if name in told
    }
    assert len(far) > 20
    assert sorted(far.values())[len(far) // 2] < 0.55, far
    assert sum(distance > 1 for distance in far.values()) <= len(far) / 7, far
    assert max(far.values()) < 2.75, far


def test_a_table_is_split_only_if_it_is_longer_than_a_page(tags):
    tables = list(tags.all("Table"))
    assert len(tables) > 15
    split = [table for table in tables if len(table.pages) > 1]
    assert [len(list(table.all("TR"))) for table in split if len(list(table.all("TR"))) < 45] == []
    rows = [row for table in tables for row in table.all("TR")]
    assert [row for row in rows if len(row.pages) > 1 and not list(row.all("TH"))] == []


def test_tables_have_headers_and_pictures_have_words_in_the_tags(tags):
    for table in tags.all("Table"):
        assert list(table.all("TH"))
    figures = [figure for figure in tags.all("Figure") if not list(figure.all("Table"))]
    assert len(figures) > 20
    assert [figure for figure in figures if len(figure.alt) < 40] == []


def test_figures_stand_in_the_order_of_their_numbers(texts):
    for kind in (("Figure", "الشكل"), ("Table", "الجدول")):
        numbers = [
            tuple(map(int, name.split()[1].split(".")))
            for text in texts
            for name in CAPTION.findall(text)
            if name.split()[0] in kind
        ]
        assert all(a < b for a, b in itertools.pairwise(numbers)), numbers
