"""The built pages and the PDF, read back as a reader gets them."""

from __future__ import annotations

import csv
import itertools
import json
import re
import struct
import zipfile
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest
import yaml
from pypdf import PdfReader
from pypdfium2 import PdfDocument

ROOT = Path(__file__).parent.parent.parent
CAVEAT = "not prevalence"
pytestmark = pytest.mark.build


@pytest.fixture(scope="module")
def site(full_build: Path) -> Path:
    return full_build / "build" / "2018-en" / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, lxml.html.HtmlElement]:
    return {path: lxml.html.parse(str(path)).getroot() for path in sorted(site.rglob("*.html"))}


@pytest.fixture(scope="module")
def pdf(full_build: Path) -> PdfReader:
    return PdfReader(full_build / "build" / "2018-en" / "cpims-annual-report-2018-en.pdf")


@pytest.fixture(scope="module")
def sheets(full_build: Path) -> list[str]:
    """The text of every page of the PDF."""
    path = full_build / "build" / "2018-en" / "cpims-annual-report-2018-en.pdf"
    texts = [page.get_textpage().get_text_bounded() for page in PdfDocument(path)]
    return [" ".join(text.split()) for text in texts]


@pytest.fixture(scope="module")
def pdf_text(sheets: list[str]) -> str:
    return " ".join(sheets)


def test_every_chapter_is_a_page(pages):
    chapters = yaml.safe_load((ROOT / "_quarto.yml").read_text("utf-8"))["book"]["chapters"]
    assert {path.stem for path in pages} == {Path(chapter).stem for chapter in chapters}


def test_every_table_has_the_caveat_below_it_and_every_figure_in_the_picture(pages):
    tables = [
        table
        for page in pages.values()
        for table in page.xpath("//div[starts-with(@id, 'tbl-')]")
        if page.xpath(f"//a[@href='figures/{table.get('id')}.csv']")
    ]
    assert len(tables) > 10
    for table in tables:
        [below] = table.xpath("following::span[contains(@class, 'key-caveat')][1]")
        assert CAVEAT in below.text_content()
        assert below.getparent().getprevious() is table
    captions = [
        caption.text_content()
        for page in pages.values()
        for caption in page.xpath("//figcaption[contains(@class, 'float-tbl')]")
    ]
    assert [text for text in captions if CAVEAT in text] == []
    figures = [each for page in pages.values() for each in page.xpath("//svg[@role='img']")]
    assert len(figures) > 40
    for figure in figures:
        words = " ".join(" ".join(text.text_content() for text in figure.iter("text")).split())
        assert CAVEAT in words
        assert "Synthetic records" in words


def test_the_caption_of_a_figure_is_the_finding_alone_and_stands_above(pages):
    captions = [
        caption
        for page in pages.values()
        for caption in page.xpath("//figcaption[contains(@class, 'float-fig')]")
    ]
    assert len(captions) > 20
    for caption in captions:
        assert CAVEAT not in caption.text_content()
        assert caption.getnext() is not None


def test_every_table_of_numbers_has_a_caption(pages):
    for path, page in pages.items():
        for table in page.iter("table"):
            assert table.xpath("ancestor::figure//figcaption | .//caption"), path.name


def test_every_cell_of_a_table_that_heads_others_says_which(pages):
    tables = [table for page in pages.values() for table in page.iter("table")]
    for table in tables:
        heads = {cell.get("scope") for cell in table.iter("th") if cell.text_content().strip()}
        assert heads == {"col", "row"}
        assert all(cell.getparent().find("th") is not None for cell in table.iter("td"))


def test_every_picture_has_a_text_for_those_who_cannot_see_it(pages):
    pictures = [image for page in pages.values() for image in page.xpath("//svg | //img")]
    assert len(pictures) >= 40
    for image in pictures:
        assert len(image.get("aria-label") or image.get("alt", "")) > 40
    drawn = pages[next(path for path in pages if "30-concerns" in path.name)].xpath("//svg")[0]
    assert drawn.get("aria-label").count("Child labour") == 3, "all children, girls and boys"


def test_pages_and_figures_are_light(pages, site):
    for path in pages:
        assert path.stat().st_size < 500_000, path.name
    drawn = list(site.rglob("fig-*.svg"))
    assert len(drawn) > 20
    assert max(path.stat().st_size for path in drawn) < 60_000


def test_words_of_charts_can_be_searched_in_pages_and_pdf(pages, pdf_text):
    page = pages[next(path for path in pages if "50-case" in path.name)]
    words = [text.text_content() for svg in page.iter("svg") for text in svg.iter("text")]
    assert "Assessed within the standard time" in words
    assert "Assessed within the standard time" in pdf_text


def test_links_lead_somewhere_and_nothing_is_asked_of_other_hosts(pages, site):
    for path, page in pages.items():
        for element, _, link, _ in page.iterlinks():
            parts = urlsplit(link)
            if parts.scheme == "data":
                continue
            assert not parts.netloc, f"{path.name}: {link}"
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_relative_to(site), f"{path.name}: {link}"
            assert target.exists(), f"{path.name}: {element.tag} {link}"
            if parts.fragment and target in pages:
                assert pages[target].get_element_by_id(parts.fragment, None) is not None, link


def sealed_cells(year: str) -> dict[tuple[str, ...], list[str]]:
    """The published cells of a year as they stand in its file, by their key."""
    path = ROOT / "data" / "published" / year / "indicators.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))[1:]
    return {tuple(row[:8]): row[8:12] for row in rows}


def test_the_data_of_every_figure_are_the_sealed_cells_with_symbols(pages, site):
    sealed = {year: sealed_cells(year) for year in ("2016", "2017", "2018")}
    symbols, files = set(), sorted(site.rglob("notebooks/figures/*.csv"))
    for path in files:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert rows, path.name
        for row in rows:
            cells = list(row.values())
            value, base, percent, status = sealed[row["year"]][tuple(cells[:8])]
            shown = [float(each) if each else None for each in (value, base, percent)]
            told = [float(each) if each else None for each in cells[8:11]]
            assert told == shown, (path.name, cells)
            assert row["status"] == status
            assert bool(row["symbol"]) == (status not in {"published", "rounded"})
            assert row["indicator_name"]
            symbols.add(row["symbol"])
    drawn = {path.stem for path in site.rglob("fig-*.svg") if not path.stem.endswith("-narrow")}
    assert drawn <= {path.stem for path in files}, "every figure has its data"
    assert "c" in symbols, "withheld cells are there, without their numbers"


def test_below_every_figure_stand_its_data_its_definitions_and_its_address(pages):
    seen = 0
    for page in pages.values():
        for links in page.xpath("//div[@class='float-links']"):
            data, *definitions, _, here = links.xpath(".//a/@href")
            name = Path(data).stem
            assert page.get_element_by_id(name) is not None
            assert here == f"#{name}"
            assert all("#indicator-" in each for each in definitions)
            seen += bool(definitions)
    assert seen > 30


def test_from_a_number_to_indicator_definition_cell_hash_of_input_and_commit_in_three_clicks(
    pages, site, full_build
):
    """Each is one click from the figure or table that shows the number."""
    seen = 0
    for path, page in pages.items():
        for links in page.xpath("//div[@class='float-links']"):
            data, *definitions, manifest, _ = (
                path.parent / each for each in links.xpath(".//a/@href")
            )
            told = json.loads(manifest.resolve().read_text(encoding="utf-8"))
            with data.open(encoding="utf-8-sig", newline="") as stream:
                used = {row["indicator"] for row in csv.DictReader(stream)}
            for each in definitions:
                chapter, _, anchor = str(each).partition("#")
                assert anchor.removeprefix("indicator-") in used
                place = pages[Path(chapter).resolve()].get_element_by_id(anchor)
                assert place.text_content().strip()
            seen += 1
    assert seen > 30
    sealed = "data/published/2018/indicators.csv"
    content = (full_build / sealed).read_bytes()
    assert told["inputs"][sealed] == sha256(content).hexdigest()
    assert told["inputs"]["config/indicators.yml"]
    assert "git_commit" in told
    assert told == json.loads((full_build / "build/2018-en/manifest.json").read_text("utf-8"))


def test_every_page_offers_what_this_build_made_and_the_sealed_data(pages, site, full_build):
    for path, page in pages.items():
        offered = page.xpath("//nav[@class='site-downloads']//a/@href")
        files = [(path.parent / each).resolve() for each in offered]
        assert [each.suffix for each in files] == [".pdf", ".csv", ".zip"]
    pdf, data, package = files
    assert pdf.read_bytes() == (full_build / "build" / "2018-en" / pdf.name).read_bytes()
    published = ROOT / "data" / "published" / "2018"
    assert data.read_bytes() == (published / "indicators.csv").read_bytes()
    with zipfile.ZipFile(package) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert held == {path.name: path.read_bytes() for path in published.iterdir()}


def test_every_page_has_a_picture_of_its_own_for_where_it_is_shared(pages, site):
    for path, page in pages.items():
        [card] = page.xpath("//meta[@property='og:image']/@content")
        picture = (path.parent / card).resolve().read_bytes()
        assert struct.unpack(">II", picture[16:24]) == (1200, 630)
        told = " ".join(page.xpath("//meta[starts-with(@property, 'og:')]/@content"))
        assert "2018" in told
        assert "Synthetic data" in told
        [icon] = page.xpath("//link[@rel='icon']/@href")
        assert b"<svg" in (path.parent / icon).resolve().read_bytes()


def test_headings_go_down_one_step_at_a_time(pages):
    for path, page in pages.items():
        levels = [int(e.tag[1]) for e in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels.count(1) == 1, path.name
        steps = [after - before for before, after in itertools.pairwise(levels)]
        assert max(steps, default=0) <= 1, path.name


def test_every_page_says_that_the_data_are_synthetic(pages, pdf_text):
    assert all("synthetic" in page.text_content().lower() for page in pages.values())
    assert "Synthetic data" in pdf_text


def test_no_placeholder_was_left_unfilled(pages, pdf_text):
    shown = [page.text_content() for page in pages.values()]
    for text in (*shown, pdf_text):
        assert not re.search(
            r"\{\{|\}\}|\bnan\b|\bNone\b(?! (?:is )?recorded)|<NA>|undefined", text
        )


def test_the_headline_is_the_sealed_number(pages, pdf_text):
    path = ROOT / "data" / "published" / "2018" / "indicators.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        cells = [row for row in csv.DictReader(stream) if row["indicator"] == "CL01"]
    total = next(cell for cell in cells if list(cell.values())[2:8] == ["_T"] * 6)
    headline = f"{int(total['value']):,}"
    key_figures = next(page for path, page in pages.items() if "key-figures" in path.name)
    assert headline in key_figures.text_content()
    assert headline in pdf_text


def test_figures_have_the_same_numbers_in_html_and_pdf(pages, pdf_text):
    labels = [
        " ".join(label.split())
        for page in pages.values()
        for caption in page.iter("figcaption", "caption")
        for label in re.findall(r"^\s*((?:Figure|Table)\s\d+\.\d+)", caption.text_content())
    ]
    assert len(labels) == len(set(labels)) > 20
    assert [label for label in labels if label not in pdf_text] == []


def test_the_pdf_can_be_read_by_machines_and_aloud(pdf):
    catalog = pdf.trailer["/Root"]
    assert pdf.metadata is not None
    assert "2018" in str(pdf.metadata.title) or "Child protection" in str(pdf.metadata.title)
    assert catalog["/Lang"] == "en"
    assert catalog["/MarkInfo"]["/Marked"]
    assert len(pdf.outline) > 6
    assert "/EmbeddedFiles" not in catalog.get("/Names", {})


def test_every_pdf_page_carries_the_caveat_in_short(pdf, sheets):
    assert len(sheets) == len(pdf.pages)
    assert [number for number, text in enumerate(sheets, 1) if CAVEAT not in text] == []


def test_pictures_carry_no_hidden_text_of_the_machine(site):
    for path in site.rglob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert "<metadata>" not in text or "<dc:date>" not in text
        assert not re.search(r"(?<![\w.])/(?:home|tmp|root|Users)/", text), path.name
