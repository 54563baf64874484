"""The recipe of docs/extend.md, put into a chapter as a researcher would, in every format."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from lxml import html

from cpims_report.pdf_text import page_texts

ROOT = Path(__file__).parents[2]
CHAPTER = "50-case-management"
FINDING = "Boys work, girls are married"
pytestmark = pytest.mark.build


def recipe() -> str:
    """Return the cell that docs/extend.md shows to researchers."""
    text = (ROOT / "docs" / "extend.md").read_text(encoding="utf-8")
    return re.search(r"```python\n(.*?)```", text, re.DOTALL)[1]


def with_a_cell(root: Path, code: str) -> Path:
    """Return a workspace of one chapter, at whose end stands a cell of one's own."""
    book = root / "_quarto.yml"
    lines = [
        line
        for line in book.read_text("utf-8").splitlines()
        if not re.match(r"\s*- (recommendations|notebooks/)", line) or CHAPTER in line
    ]
    book.write_text("\n".join(lines), "utf-8")
    (root / "index.qmd").write_text("# About {.unnumbered}\n\nOne chapter.\n", "utf-8")
    path = root / "notebooks" / f"{CHAPTER}.ipynb"
    # the table that it speaks of stands in the annex, which this book does not have
    notebook = json.loads(path.read_text("utf-8").replace("@tbl-case-steps-place", "Its table"))
    told = {"cell_type": "markdown", "id": "told", "metadata": {}, "source": "As @fig-mine shows."}
    own = {"cell_type": "code", "id": "own", "metadata": {}, "source": code}
    notebook["cells"] += [told, own | {"outputs": [], "execution_count": None}]
    path.write_text(json.dumps(notebook), "utf-8")
    return root


@pytest.fixture(scope="module")
def built(tmp_path_factory, repository, cpims):
    """The folder of a build of that chapter, with the documented cell."""
    root = with_a_cell(repository(tmp_path_factory.mktemp("own"), "data/published"), recipe())
    formats = (word for form in ("html", "pdf", "docx") for word in ("--to", form))
    options = ("--from-published", "--engine", "builtin", "--root", root)
    answer = cpims("build", 2018, *formats, *options)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return root / "build" / "2018-en"


def test_the_page_has_both_drawings_in_letters_and_the_data(built):
    page = html.parse(built / "site" / "notebooks" / f"{CHAPTER}.html")
    figure = page.xpath("//*[@id='fig-mine']")[0]
    assert FINDING in figure.text_content()
    drawings = figure.xpath(".//*[local-name()='svg']")
    assert len(drawings) == 2
    for drawing in drawings:
        words = " ".join(drawing.itertext())
        assert "Child labour" in words
        assert "Children served in 2018, not prevalence" in words
    assert any("fig-mine.csv" in link for link in page.xpath("//a/@href"))
    assert (built / "site" / "notebooks" / "figures" / "fig-mine.csv").is_file()


def test_the_pdf_has_it_as_letters(built):
    text = " ".join(page_texts(next(built.glob("*.pdf")).read_bytes()))
    assert FINDING in " ".join(text.split())
    assert text.count("Child labour") >= 1


def test_the_word_document_has_it_in_pixels_with_its_words(built):
    with zipfile.ZipFile(next(built.glob("*.docx"))) as archive:
        text = archive.read("word/document.xml").decode()
        pictures = [name for name in archive.namelist() if name.endswith(".png")]
    assert FINDING in text
    assert 'descr="…"' in text
    assert len(pictures) == 2


@pytest.mark.long
def test_a_cell_that_fills_what_is_withheld_stops_the_build(tmp_path, repository, cpims):
    filled = recipe().replace("shares[::-1]", "shares.fillna(1.5)[::-1]")
    root = with_a_cell(repository(tmp_path, "data/published"), filled)
    options = ("--to", "html", "--from-published", "--engine", "builtin", "--root", root)
    answer = cpims("build", 2018, *options)
    assert answer.returncode == 4
    assert "FIG-WITHHELD" in answer.stdout + answer.stderr
    assert not list((root / "build").rglob("*.html"))
