"""From a draft to a publication: who accepts what, what a draft says, what goes out."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from pathlib import Path
from statistics import median

import lxml.html
import openpyxl
import pytest
import yaml
from docx import Document
from pypdf import PdfReader
from pypdfium2 import PdfDocument

ROOT = Path(__file__).parent.parent.parent
NAME = "cpims-annual-report-2018-en"
WHO = "Reviewer of a test"
REWRITTEN = "A sentence that the reviewers have not seen."
pytestmark = [pytest.mark.build, pytest.mark.long]


@dataclass(frozen=True)
class Reviewed:
    """A workspace whose report was drafted, accepted, rewritten, and accepted again."""

    root: Path
    draft: Path
    """A copy of its first build."""
    said: dict[str, str]


@pytest.fixture(scope="module")
def reviewed(public_english, cpims, tmp_path_factory) -> Reviewed:
    root = tmp_path_factory.mktemp("reviewed") / "workspace"
    shutil.copytree(public_english, root)
    (root / "review" / "2018.yml").unlink()
    shutil.rmtree(root / "build" / "2018-ar")  # one language goes out
    said = {}

    def build(*formats: str) -> str:
        to = [word for each in formats for word in ("--to", each)]
        words = ("--from-published", "--engine", "builtin", *to, "--root", root)
        answer = cpims("build", 2018, *words)
        assert answer.returncode == 0, answer.stderr + answer.stdout
        return answer.stdout

    def review(*words: str) -> str:
        answer = cpims("review", 2018, *words, "--root", root)
        assert answer.returncode == 0, answer.stderr
        return answer.stdout

    said["first build"] = build("html", "pdf", "docx", "xlsx", "brief")
    draft = root.parent / "draft"
    shutil.copytree(root / "build" / "2018-en", draft)
    said["refused"] = cpims("publish", 2018, "--to", root.parent / "no", "--root", root).stderr
    said["first"] = review()
    said["comment"] = review("--comment", "Say why.", "--of", "30-concerns", "--by", WHO)
    said["accepted"] = review("--accept", "all", "--by", WHO)
    chapter = root / "notebooks" / "30-concerns.ipynb"
    notebook = json.loads(chapter.read_text("utf-8"))
    prose = [each for each in notebook["cells"] if each["cell_type"] == "markdown"]
    prose[1]["source"] = [*prose[1]["source"], f"\n\n{REWRITTEN}"]
    chapter.write_text(json.dumps(notebook, ensure_ascii=False), "utf-8")
    said["second build"] = build("html")
    said["reopened"] = review()
    review("--accept", "30-concerns", "--by", WHO)
    said["third build"] = build("html", "pdf")
    return Reviewed(root, draft, said)


def states(said: str) -> dict[str, str]:
    """Return item -> state as `review` tells them."""
    rows = re.findall(r"(?m)^(accepted|open|reopened|comment) +([\w-]+) ", said)
    return {item: state for state, item in rows}


def test_without_reviews_every_page_of_every_document_says_draft(reviewed):
    names = {path.name for path in reviewed.draft.iterdir() if path.name.startswith("cpims")}
    ends = (".pdf", ".docx", ".xlsx", "-summary.pdf", "-summary.docx")
    assert names == {f"{NAME}-draft{end}" for end in ends}
    for end in (".pdf", "-summary.pdf"):
        path = reviewed.draft / f"{NAME}-draft{end}"
        pages = [page.get_textpage().get_text_bounded() for page in PdfDocument(path)]
        assert pages
        assert all("draft" in page.lower() for page in pages)
        assert "draft" in PdfReader(path).metadata.title
    for path in (reviewed.draft / "site").rglob("*.html"):
        page = lxml.html.parse(str(path)).getroot()
        assert page.xpath("//p[@class='draft-banner']/text()")[0].startswith("Draft")
        assert "(draft)" in page.findtext(".//title")
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        links = page.xpath("//nav[@class='site-downloads']//a/@href")
        assert all("-draft" in link for link in links if link.endswith(("pdf", "docx", "xlsx")))
    for end in (".docx", "-summary.docx"):
        document = Document(str(reviewed.draft / f"{NAME}-draft{end}"))
        assert "draft" in document.core_properties.title
        assert document.core_properties.content_status.startswith("Draft")
        for section in document.sections:
            for foot in (section.footer, section.first_page_footer):
                assert "Draft" in foot.paragraphs[0].text
    book = openpyxl.load_workbook(reviewed.draft / f"{NAME}-draft.xlsx")
    assert all(str(sheet["A2"].value).startswith("Draft") for sheet in book)


def test_the_mark_is_not_among_what_is_accepted(reviewed):
    """Else acceptance would change the bytes that it is about."""
    drafted = json.loads((reviewed.draft / "review.json").read_text())
    final = json.loads((reviewed.root / "build" / "2018-en" / "review.json").read_text())
    assert (drafted["draft"], final["draft"]) == (True, False)
    differing = {name for name, mark in final["items"].items() if drafted["items"][name] != mark}
    assert differing == {"30-concerns"}


def test_review_lists_chapters_headline_method_and_disclosure_and_comments_keep_open(reviewed):
    first = states(reviewed.said["first"])
    listed = (ROOT / "_quarto.yml").read_text("utf-8")
    chapters = re.findall(r"- (?:notebooks/)?([\w-]+)\.(?:ipynb|qmd)", listed)
    assert set(first) <= {*chapters, "headline", "method", "disclosure"}
    assert {"30-concerns", "headline", "method", "disclosure"} <= set(first)
    assert set(first.values()) == {"open"}
    assert states(reviewed.said["comment"])["30-concerns"] == "comment"
    assert "Say why." in reviewed.said["comment"]
    assert set(states(reviewed.said["accepted"]).values()) == {"accepted"}


def test_a_changed_sentence_reopens_its_chapter_and_no_other(reviewed):
    found = states(reviewed.said["reopened"])
    assert [item for item, state in found.items() if state != "accepted"] == ["30-concerns"]
    assert "Draft" in reviewed.said["second build"]
    assert "Draft" not in reviewed.said["third build"]


def test_the_final_documents_say_draft_nowhere_and_no_draft_lies_beside_them(reviewed):
    build = reviewed.root / "build" / "2018-en"
    assert not list(build.rglob("*-draft*"))
    text = " ".join(p.get_textpage().get_text_bounded() for p in PdfDocument(build / f"{NAME}.pdf"))
    assert "draft" not in text.lower()
    pages = (path.read_text("utf-8") for path in (build / "site").rglob("*.html"))
    assert not [page for page in pages if "draft" in page.lower()]


def test_who_accepted_what_when_and_for_which_bytes_is_in_a_file(reviewed):
    content = yaml.safe_load((reviewed.root / "review" / "2018.yml").read_text("utf-8"))
    last = content["reviews"][-1]
    assert (last["item"], last["language"], last["by"]) == ("30-concerns", "en", WHO)
    items = json.loads((reviewed.root / "build" / "2018-en" / "review.json").read_text())["items"]
    assert last["accepted"] == items["30-concerns"]


def test_a_changed_number_touches_its_chapter_and_a_new_seal_disclosure_alone(reviewed, tmp_path):
    from cpims_report.report.review import fingerprints

    shutil.copytree(reviewed.draft / "book", tmp_path / "book")
    shutil.copytree(reviewed.root / "data" / "published", tmp_path / "published")
    sealed = tmp_path / "published" / "2018"
    before = fingerprints(tmp_path / "book", "en", sealed)
    drawn = tmp_path / "book" / "notebooks" / "figures" / "fig-violence.svg"
    drawn.write_text(drawn.read_text("utf-8").replace("<text", "<text ", 1), "utf-8")
    old = hashlib.sha256((sealed / "seal.json").read_bytes()).hexdigest()
    (sealed / "seal.json").write_text((sealed / "seal.json").read_text("utf-8") + "\n", "utf-8")
    new = hashlib.sha256((sealed / "seal.json").read_bytes()).hexdigest()
    for path in [*(tmp_path / "book").rglob("*.ipynb"), *(tmp_path / "book").glob("*.qmd")]:
        path.write_text(path.read_text("utf-8").replace(old[:12], new[:12]), "utf-8")
    after = fingerprints(tmp_path / "book", "en", sealed)
    assert {name for name in after if after[name] != before[name]} == {"30-concerns", "disclosure"}


def test_nobody_accepts_without_a_name_nor_what_is_not_there(reviewed, cpims):
    answer = cpims("review", 2018, "--accept", "30-concerns", "--root", reviewed.root)
    assert answer.returncode == 2
    assert "--by" in answer.stderr
    wrong = ("--accept", "30-concern", "--by", WHO, "--root", reviewed.root)
    answer = cpims("review", 2018, *wrong)
    assert answer.returncode == 2
    assert "Did you mean “30-concerns”?" in answer.stderr
    assert cpims("review", 2017, "--root", reviewed.root).returncode == 2


def test_comments_of_the_word_edition_come_back_by_chapter_and_paragraph(reviewed, cpims, tmp_path):
    document = Document(str(reviewed.draft / f"{NAME}-draft.docx"))
    heads = [p for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    head = next(p for p in heads if p.text.endswith("Protection concerns"))
    place = next(n for n, p in enumerate(document.paragraphs) if p._p is head._p)
    paragraph = next(p for p in document.paragraphs[place + 1 :] if p.text.strip() and p.runs)
    document.add_comment(paragraph.runs, text="Is this\nnew?", author="Amal")
    path = tmp_path / "commented.docx"
    document.save(str(path))
    said = cpims("review", 2018, "--from-docx", path, "--root", reviewed.root).stdout
    assert "1 comment." in said
    assert re.search(r"Protection concerns\n +paragraph 1 on “.+”: Is this new\? \(Amal", said)
    path.write_bytes(b"no document")
    answer = cpims("review", 2018, "--from-docx", path, "--root", reviewed.root)
    assert answer.returncode == 2
    assert "is no Word document" in answer.stderr


@pytest.fixture(scope="module")
def public(reviewed, cpims) -> tuple[Path, list[str]]:
    """The folder of a publication, and what the command said three times."""
    to = reviewed.root.parent / "public"
    first = cpims("publish", 2018, "--to", to, "--root", reviewed.root)
    assert first.returncode == 0, first.stderr
    kept = {path: path.read_bytes() for path in to.rglob("*") if path.is_file()}
    silent = cpims("publish", 2018, "--to", to, "--root", reviewed.root)
    assert silent.returncode == 2
    assert {path: path.read_bytes() for path in to.rglob("*") if path.is_file()} == kept
    told = ("--erratum", "Table <3> counted boys twice.")
    second = cpims("publish", 2018, "--to", to, *told, "--root", reviewed.root)
    assert second.returncode == 0, second.stderr
    return to, [first.stdout, silent.stderr, second.stdout]


def test_a_draft_is_not_published_and_nothing_is_left(reviewed, cpims):
    refused = reviewed.said["refused"]
    assert "A draft is not published" in refused
    assert "30-concerns is open" in refused
    assert not (reviewed.root.parent / "no").exists()
    held = reviewed.root / "review" / "2018.yml"
    before = held.read_text("utf-8")
    held.write_text("required: [headline]\nreviews: []\n")
    to = reviewed.root.parent / "no"
    answer = cpims("publish", 2018, "--to", to, "--root", reviewed.root)
    held.write_text(before)
    assert answer.returncode == 4
    assert "headline is open" in answer.stderr
    assert not to.exists()


def test_all_that_goes_out_is_laid_out_with_its_checksums(public):
    folder = public[0] / "2018"
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {
        "en/index.html",
        f"en/downloads/{NAME}.pdf",
        "data/datapackage.json",
        "data/seal.json",
        "manifest-en.json",
        "CITATION.cff",
    } <= names
    sums = dict(
        reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines()
    )
    assert set(sums) == names - {"SHA256SUMS"}
    assert all(
        hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
        for name, digest in sums.items()
    )


def test_a_second_edition_has_its_number_its_reason_and_its_citation(public):
    to, (_, silent, _) = public
    assert "--erratum" in silent
    cited = yaml.safe_load((to / "2018" / "CITATION.cff").read_text("utf-8"))
    assert cited["cff-version"] == "1.2.0"
    assert cited["version"] == "edition 2"
    seal = hashlib.sha256((to / "2018" / "data" / "seal.json").read_bytes()).hexdigest()
    assert cited["identifiers"][0]["value"] == f"sha256:{seal}"
    page = lxml.html.parse(str(to / "index.html")).getroot()
    assert "Table <3> counted boys twice." in page.text_content()


def test_the_page_of_all_editions_leads_to_files_that_are_there(public):
    to = public[0]
    page = lxml.html.parse(str(to / "index.html")).getroot()
    links = [*page.xpath("//a/@href"), *page.xpath("//link/@href")]
    assert len(links) > 5
    assert not [link for link in links if "://" in link or not (to / link).is_file()]
    assert page.get("lang") == "en"
    assert [int(h.tag[1]) for h in page.xpath("//h1|//h2|//h3")][:3] == [1, 2, 3]


@pytest.fixture(scope="module")
def drafts_compared(reviewed, cpims) -> lxml.html.HtmlElement:
    path = reviewed.root.parent / "drafts.html"
    build = reviewed.root / "build" / "2018-en"
    answer = cpims("compare", reviewed.draft, build, "--to", path, "--root", reviewed.root)
    assert answer.returncode == 0, answer.stderr
    return lxml.html.parse(str(path)).getroot()


@pytest.fixture(scope="module")
def years_compared(reviewed, cpims) -> lxml.html.HtmlElement:
    path = reviewed.root.parent / "years.html"
    answer = cpims("compare", 2017, 2018, "--to", path, "--root", reviewed.root)
    assert answer.returncode == 0, answer.stderr
    assert "2017 has no build" in answer.stdout
    return lxml.html.parse(str(path)).getroot()


def test_two_drafts_differ_by_the_sentence_that_was_written_and_nothing_else(drafts_compared):
    parts = drafts_compared.xpath("//section[contains(@class, 'part')]")
    assert [part.get("id") for part in parts] == ["part-30-concerns"]
    rows = parts[0].xpath(".//table[contains(@class, 'sentences')]/tbody/tr")
    assert [[cell.text_content() for cell in row] for row in rows] == [["–", REWRITTEN]]
    assert not parts[0].xpath(".//img")
    assert "No number changed." in drafts_compared.text_content()


def cells(year: int) -> dict[tuple[str, ...], dict[str, str]]:
    path = ROOT / "data" / "published" / str(year) / "indicators.csv"
    keys = ("indicator", "sex", "age", "nationality", "place", "concern", "category")
    with path.open(encoding="utf-8", newline="") as stream:
        return {tuple(row[name] for name in keys): row for row in csv.DictReader(stream)}


def test_every_number_that_differs_between_two_years_is_told_once_in_a_chapter(years_compared):
    old, new = cells(2017), cells(2018)
    told = ("value", "base", "percent", "status")
    blank = dict.fromkeys(told, "")
    differing = [
        key
        for key in old.keys() | new.keys()
        if any(old.get(key, blank)[name] != new.get(key, blank)[name] for name in told)
    ]
    rows = years_compared.xpath("//section[contains(@class, 'part')]//table/tbody/tr")
    assert len(rows) == len(differing) > 1000


def test_the_rank_is_the_change_over_what_is_usual_for_the_series(years_compared):
    series = [cells(year) for year in (2016, 2017, 2018)]
    key = ("CL01", "_T", "_T", "_T", "_T", "_T", "_T")
    a, b, c = (int(each[key]["value"]) for each in series)
    expected = abs(c - b) / max(median([abs(b - a)]), sqrt(b + c))
    row = next(
        row
        for row in years_compared.xpath("//section[contains(@class, 'part')]//table/tbody/tr")
        if row[0].text_content().startswith("CL01 ") and row[1].text_content() == "Total"
    )
    assert float(row[5].text_content().split()[0]) == pytest.approx(expected, abs=0.051)
    first = years_compared.xpath("//section[@aria-labelledby='numbers']//table")[0]
    ranked = [float(row[5].text_content().split()[0]) for row in first.xpath("./tbody/tr")]
    assert len(ranked) == 20
    assert all(one >= other for one, other in pairwise(ranked))


def test_the_page_stands_alone_and_all_can_read_it(years_compared, drafts_compared):
    for page in (years_compared, drafts_compared):
        addresses = [*page.xpath("//@src"), *page.xpath("//link/@href")]
        assert not [each for each in addresses if not each.startswith("data:")]
        assert "url(" not in page.xpath("string(//style)")
        assert not page.xpath("//section[contains(@class, 'part')][@hidden]")
        assert all(image.get("alt") for image in page.xpath("//img"))
        assert all(table.findtext("caption") for table in page.xpath("//table"))
        headings = [int(each.tag[1]) for each in page.xpath("//h1|//h2|//h3|//h4")]
        assert all(below - above <= 1 for above, below in pairwise(headings))
        parts = page.xpath("//section[contains(@class, 'part')]/@id")
        assert page.xpath("//select/option/@value")[1:] == parts
        order = page.xpath("//section/@aria-labelledby")
        assert order[:2] == ["method", "numbers"]


def test_what_is_neither_a_year_nor_a_build_is_named(reviewed, cpims, tmp_path):
    answer = cpims("compare", 2017, tmp_path, "--root", reviewed.root)
    assert answer.returncode == 2
    assert "is neither a year nor a finished build" in answer.stderr


def test_the_sample_edition_is_accepted_as_it_is_built(public_english: Path):
    """After a change of words, charts or numbers: build both languages and accept them again."""
    register = yaml.safe_load((ROOT / "review" / "2018.yml").read_text("utf-8"))
    last = {(e["item"], e.get("language", "")): e.get("accepted") for e in register["reviews"]}
    items = json.loads((public_english / "build" / "2018-en" / "review.json").read_text())["items"]
    data = ("headline", "method", "disclosure")
    stale = [
        name for name, mark in items.items() if last[name, "" if name in data else "en"] != mark
    ]
    assert stale == [], "see CONTRIBUTING.md: the sample's review"
    assert {name for name, lang in last if lang == "ar"} == set(items) - set(data)
