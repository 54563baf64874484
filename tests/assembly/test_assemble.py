"""Engines, formats, and what is left behind when something fails."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from lxml import html

from cpims_report.errors import AssemblyFailed
from cpims_report.report.assembly.assemble import assemble
from cpims_report.report.assembly.engines import choose

ROOT = Path(__file__).parents[2]
FAKE = """#!{python}
import pathlib, sys
from pypdf import PdfWriter
if sys.argv[1:] == ["--version"]:
    print("{version}")
    sys.exit(0)
here = pathlib.Path.cwd()
(here / "_book" / "notebooks").mkdir(parents=True)
(here / "_book" / "index.html").write_text(" ".join(sys.argv[1:]) + {page!r})
(here / "_book" / "asked.yml").write_text((here / "_quarto.yml").read_text())
pdf = PdfWriter()
pdf.add_blank_page(72, 72)
pdf.write(here / "_book" / "any-name.pdf")
print("a line of Quarto's")
print({said!r}, file=sys.stderr)
sys.exit({code})
"""
"""Stands in for Quarto where it cannot be had: what it writes and says is the test's."""


@pytest.fixture
def quarto(tmp_path, monkeypatch):
    def put(version="1.9.38", code=0, page="", said=""):
        path = tmp_path / "bin" / "quarto"
        path.parent.mkdir(exist_ok=True)
        text = FAKE.format(python=sys.executable, version=version, code=code, page=page, said=said)
        path.write_text(text, "utf-8")
        path.chmod(0o755)
        monkeypatch.setenv("QUARTO_PATH", str(path))
        return path

    return put


@pytest.fixture
def no_quarto(monkeypatch, tmp_path):
    monkeypatch.delenv("QUARTO_PATH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))


def left(desk):
    return sorted(path.name for path in desk.out.iterdir())


def test_auto_means_builtin_without_quarto_and_says_so(no_quarto):
    engine = choose("auto", ROOT)
    assert (engine.name, engine.command) == ("builtin", None)
    assert "Pandoc 3" in engine.version
    assert "Quarto was not found" in str(engine)


@pytest.mark.parametrize(
    ("version", "engine"),
    [
        ("1.9.38", "quarto"),
        ("1.10.2", "quarto"),
        ("2.0", "quarto"),
        ("1.9.17", "quarto"),
        ("1.9.16", "builtin"),
        ("1.8.27", "builtin"),
        ("?", "builtin"),
    ],
)
def test_auto_means_quarto_from_the_version_that_the_look_requires(quarto, version, engine):
    quarto(version)
    chosen = choose("auto", ROOT)
    assert chosen.name == engine
    assert engine == "quarto" or "1.9.17 or newer is needed" in str(chosen)


def test_quarto_that_is_asked_for_and_too_old_is_an_error(desk, quarto):
    quarto("1.9.2")
    desk.stage()
    with pytest.raises(AssemblyFailed, match=r"Quarto 1\.9\.2 was found, and 1\.9\.17"):
        assemble(desk.book, desk.out, ["html"], "quarto")


def test_quarto_that_is_asked_for_and_missing_is_an_error_that_says_what_to_do(desk, no_quarto):
    desk.stage()
    with pytest.raises(AssemblyFailed, match="--engine builtin"):
        assemble(desk.book, desk.out, ["html"], "quarto")
    assert left(desk) == ["book"]


def test_quarto_is_called_once_for_all_formats_and_its_output_moved(desk, quarto):
    quarto()
    desk.stage()
    made = assemble(desk.book, desk.out, ["html", "pdf"], "auto")
    assert made["html"].read_text("utf-8") == "render"
    assert made["pdf"].name == "cpims-annual-report-2031-en.pdf"
    asked = (desk.out / "site/asked.yml").read_text("utf-8")
    assert "cpims-html" in asked
    assert "cpims-typst" in asked
    assert "cpims-docx" not in asked
    assert left(desk) == ["book", "cpims-annual-report-2031-en.pdf", "site"]
    assert not (desk.book / "_book").exists()


def test_quarto_gets_the_profile_of_the_language(desk, quarto):
    quarto()
    desk.stage(lang="ar")
    made = assemble(desk.book, desk.out, ["html"], "quarto", "ar")
    assert made["html"].read_text("utf-8") == "render --profile ar"


def test_when_quarto_fails_its_last_words_are_told_and_nothing_is_left(desk, quarto):
    quarto(code=1)
    desk.stage()
    with pytest.raises(AssemblyFailed, match="a line of Quarto's"):
        assemble(desk.book, desk.out, ["html", "pdf"], "quarto")
    assert left(desk) == ["book"]


def test_an_error_of_quarto_is_told_without_colours_and_traces(desk, quarto):
    quarto(
        code=1,
        said="\x1b[91m\x1b[1mERROR: \x1b[39m\x1b[22mno such format\n\nStack trace:\n"
        "    at Object.render (file:///share/q.js:1:2)\n    at eventLoop (ext:core/01.js:3:4)",
    )
    desk.stage()
    with pytest.raises(AssemblyFailed, match="ERROR: no such format") as refusal:
        assemble(desk.book, desk.out, ["html"], "quarto")
    assert "\x1b" not in str(refusal.value)
    assert "q.js" not in str(refusal.value)


@pytest.mark.parametrize(
    "warning",
    [
        "WARNING (main.lua:1): Unable to resolve crossref @fig-gone",
        "[WARNING] Div at line 12 column 1 unclosed at line 30 column 1, closing implicitly.",
        "WARN: The following string was found in the document: :::\n\n"
        "This string usually indicates a problem with a fenced div in the document.",
        "\x1b[33mWARN\x1b[39m: [WARNING] Citation sec-x not found",
    ],
)
def test_what_quarto_warns_of_references_and_divisions_stops_the_build(desk, quarto, warning):
    quarto(said=f"[1/2] index.qmd\n{warning}\n\nOutput created: _book/index.html")
    desk.stage()
    with pytest.raises(AssemblyFailed, match="spoil the book") as refusal:
        assemble(desk.book, desk.out, ["html"], "quarto")
    assert warning.splitlines()[0][-20:] in str(refusal.value)
    assert left(desk) == ["book"]


def test_what_quarto_warns_of_otherwise_stops_nothing(desk, quarto):
    quarto(said="WARN: the cache is old\n\nOutput created: _book/index.html")
    desk.stage()
    assert assemble(desk.book, desk.out, ["html"], "quarto")["html"].is_file()


PAGE = """<!DOCTYPE html><html lang="en"><head>
<title>1 Tale – Child protection case management</title></head>
<body class="nav-sidebar"><nav id="quarto-sidebar"><div class="sidebar-title mb-0 py-0">
<a href="./">Child protection case management</a></div></nav>
<main class="content" id="quarto-document-content">
<figure class="quarto-float quarto-float-tbl figure">
<figcaption id="c-1">Table 1.1: Wide</figcaption>
<div aria-describedby="c-1"><table><tr><td>1</td></tr></table></div></figure>
</main></body></html>"""
"""A page in the shapes that Quarto 1.9 writes."""


def test_quartos_pages_get_year_skip_link_downloads_footer_and_reach_by_keyboard(desk, quarto):
    quarto(page=PAGE)
    desk.stage(downloads=[{"kind": "pdf", "path": "downloads/report.pdf"}])
    made = assemble(desk.book, desk.out, ["html"], "quarto")["html"]
    root = html.fromstring(made.read_text("utf-8").removeprefix("render"))
    whole = "Child protection case management: Annual report 2031"
    assert root.findtext(".//title") == f"1 Tale – {whole}"
    assert "2031" in root.find(".//div[@class='sidebar-title mb-0 py-0']").text_content()
    skip = root.find("body").find("a")
    assert root.get_element_by_id(skip.get("href")[1:]).tag == "main"
    assert root.find(".//nav[@class='site-downloads']//a").get("href") == "downloads/report.pdf"
    foot = root.find(".//footer").text_content()
    for said in (whole, "not prevalence", "ABC", "Synthetic data."):
        assert said in foot
    box = root.find(".//table").getparent()
    assert (box.get("tabindex"), box.get("role")) == ("0", "region")
    assert root.get_element_by_id(box.get("aria-labelledby")).text_content() == "Table 1.1: Wide"


def test_quarto_too_is_spared_references_to_nothing(tale, quarto):
    quarto()
    desk = tale("See @fig-gone.")
    with pytest.raises(AssemblyFailed, match="@fig-gone"):
        assemble(desk.book, desk.out, ["html"], "quarto")


def made_files(desk):
    return {
        path: path.read_bytes()
        for path in desk.out.rglob("*")
        if path.is_file() and desk.book not in path.parents
    }


def test_a_failed_build_leaves_the_earlier_one(desk):
    desk.stage()
    desk.assemble("html", "pdf")
    before = made_files(desk)
    (desk.book / "_extensions/cpims/page.typ").write_text("#panic()", "utf-8")
    with pytest.raises(AssemblyFailed):
        desk.assemble("html", "pdf")
    assert made_files(desk) == before


def test_a_failed_first_build_leaves_no_folder(desk, tmp_path):
    desk.stage()
    (desk.book / "_extensions/cpims/page.typ").write_text("#panic()", "utf-8")
    with pytest.raises(AssemblyFailed):
        assemble(desk.book, tmp_path / "elsewhere/out", ["pdf"], "builtin")
    assert not (tmp_path / "elsewhere/out").exists()


def test_only_the_formats_asked_for_are_made(tale):
    desk = tale("Words.")
    assert set(desk.assemble("html")) == {"html"}
    assert left(desk) == ["book", "site"]


def test_a_page_that_left_the_book_leaves_the_site(desk):
    desk.stage()
    desk.assemble("html")
    assert (desk.out / "site/notebooks/70-closure.html").is_file()
    desk.setting(lambda content: content["book"]["chapters"].remove("notebooks/70-closure.ipynb"))
    for name in ("10-key-figures", "20-children", "30-concerns", "40-separated", "90-methodology"):
        path = desk.executed / f"{name}.ipynb"
        path.write_text(
            path.read_text("utf-8").replace("@sec-closure", "no").replace("@tbl-closure", "no"),
            "utf-8",
        )
    desk.stage()
    desk.assemble("html")
    assert not (desk.out / "site/notebooks/70-closure.html").exists()


@pytest.mark.parametrize(("formats", "engine"), [(["xlsx"], "builtin"), (["html"], "latex")])
def test_unknown_formats_and_engines_are_named(desk, formats, engine):
    desk.stage()
    with pytest.raises(AssemblyFailed, match=r"xlsx|latex"):
        assemble(desk.book, desk.out, formats, engine)


def test_the_assembly_needs_no_network(desk, no_quarto, monkeypatch):
    desk.stage()
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert set(desk.assemble("html", "pdf", "docx")) == {"html", "pdf", "docx"}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_real_data_need_no_notice_and_no_members(desk, language):
    desk.stage(synthetic=False, members=[], lang=language)
    made = desk.assemble("html", "pdf", "docx", language=language)
    page = made["html"].read_text("utf-8")
    assert "site-footer" in page
    assert not any(word in page for word in ("Synthetic", "اصطناعية"))
