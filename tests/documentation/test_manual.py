"""The manual as a site: made by the command, read back as a reader gets it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from cpims_report.documentation.generated import CASE_TABLES
from cpims_report.documentation.meanings import COLUMNS, TABLES

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
Pages = dict[Path, lxml.html.HtmlElement]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, cpims: Callable) -> Path:
    into = tmp_path_factory.mktemp("manual") / "site"
    answer = cpims("docs", "--to", into)
    assert answer.returncode == 0, answer.stderr
    assert str(into / "index.html") in answer.stdout
    return into


@pytest.fixture(scope="module")
def pages(site: Path) -> Pages:
    return {path: lxml.html.parse(str(path)).getroot() for path in sorted(site.glob("*.html"))}


def test_every_page_of_docs_is_a_page_of_the_site_and_in_its_contents(pages):
    written = {path.stem for path in (ROOT / "docs").glob("*.md")}
    made = {path.stem for path in pages}
    assert written | {"catalogue", "dictionary", "glossary", "security", "contributing"} <= made
    for page in pages.values():
        listed = page.xpath("//nav[@id='quarto-sidebar']//a/@href")
        assert {Path(name).stem for name in listed} == made


def test_links_of_the_manual_lead_somewhere_and_nothing_is_asked_of_others(pages, site):
    inside = 0
    for path, page in pages.items():
        for element, _, link, _ in page.iterlinks():
            parts = urlsplit(link)
            if parts.netloc:
                assert element.tag == "a", f"{path.name} asks {link}"
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_relative_to(site), f"{path.name}: {link}"
            assert target.exists(), f"{path.name}: {link}"
            if parts.fragment and target in pages:
                assert pages[target].get_element_by_id(parts.fragment, None) is not None, link
                inside += 1
    assert inside > 50


def test_the_lists_have_every_indicator_column_and_term(pages, site):
    settings = {
        name: yaml.safe_load((ROOT / "config" / f"{name}.yml").read_text("utf-8"))
        for name in ("indicators", "glossary", "lookups")
    }
    text = {
        name: pages[site / f"{name}.html"].text_content().replace("’", "'")
        for name in ("catalogue", "glossary")
    }
    for name, entry in settings["indicators"]["indicators"].items():
        assert f"{name} {entry['name']['en']}" in text["catalogue"]
    assert all(entry["term"]["en"] in text["glossary"] for entry in settings["glossary"])
    cells = pages[site / "dictionary.html"].xpath("//table//tr/*[1]")
    listed = {cell.text_content().strip() for cell in cells}
    assert {str(name) for table in CASE_TABLES for name in table.columns} <= listed
    assert {code for codes in settings["lookups"].values() for code in codes} <= listed


def test_each_column_of_a_case_table_has_a_meaning_and_no_meaning_lacks_its_column():
    assert set(COLUMNS) == {str(name) for table in CASE_TABLES for name in table.columns}
    assert set(TABLES) == {table.name for table in CASE_TABLES}


def test_every_promise_against_a_threat_names_its_tests(pages, site):
    rows = pages[site / "threats.html"].xpath("//tbody/tr")
    assert len(rows) > 15
    for row in rows:
        assert re.search(r"tests/\S+\.py::test_", row[-1].text_content()), row[0].text_content()


def a_workspace(folder: Path, page: str) -> Path:
    """Return a workspace whose manual has one page."""
    for name in ("config", "_extensions"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "_quarto.yml", folder)
    (folder / "docs").mkdir()
    (folder / "tests").mkdir()
    (folder / "docs" / "index.md").write_text(f"# Manual\n\n{page}\n", "utf-8")
    (folder / "docs" / "site.yml").write_text(
        "title: A\nsubtitle: B\nwords: {menu: C, search: D}\npages: [index.md]\n", "utf-8"
    )
    return folder


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("See [there](other.md).", "other.md"),
        ("See [below](#nowhere).", "#nowhere"),
        ("Held by `tests/test_gone.py::test_gone`.", "tests/test_gone.py::test_gone"),
        ("{{ figure }}", "{{"),
    ],
)
def test_a_manual_that_promises_what_is_not_there_is_not_made(tmp_path, cpims, page, told):
    root = a_workspace(tmp_path / "workspace", page)
    answer = cpims("docs", "--to", tmp_path / "site", "--root", root)
    assert answer.returncode == 6, answer.stderr
    assert told in answer.stderr
    assert not (tmp_path / "site").exists()


EACH_KIND = {"index", "architecture", "suppression", "threats", "glossary", "run-a-year"}
"""Pages with all that the manual is made of; axe is slow on the long ones."""


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="CHROMIUM IS ABSENT: the manual was not looked at")
def test_axe_finds_no_barrier_in_the_manual_and_no_page_scrolls_sideways(site, pages):
    assert {path.stem for path in pages} > EACH_KIND
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        for path in pages:
            page.goto(path.as_uri())
            for width in (390, 1280):
                page.set_viewport_size({"width": width, "height": 844})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name
            if path.stem not in EACH_KIND:
                continue
            found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
            assert [(each["id"], each["nodes"][0]["target"]) for each in found] == [], path.name
        page.goto((site / "index.html").as_uri())
        page.get_by_role("searchbox").type("insiders")
        page.locator(".site-search ol li").first.wait_for(timeout=5000)
        browser.close()
