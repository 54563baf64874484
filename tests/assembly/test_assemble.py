"""Engines, formats, and what is left behind when something fails."""

from __future__ import annotations

import sys

import pytest

from cpims_report.errors import AssemblyFailed
from cpims_report.report.assembly import assemble, chosen_engine

FAKE = """#!{python}
import os, pathlib, sys
if sys.argv[1:] == ["--version"]:
    print("{version}")
    sys.exit(0)
here = pathlib.Path.cwd()
(here / "_book" / "notebooks").mkdir(parents=True)
(here / "_book" / "index.html").write_text(" ".join(sys.argv[1:]))
(here / "_book" / "asked.yml").write_text((here / "_quarto.yml").read_text())
(here / "_book" / "any-name.pdf").write_text("%PDF fake")
print("a line of Quarto's")
sys.exit({code})
"""


@pytest.fixture
def quarto(tmp_path, monkeypatch):
    def put(version="1.9.38", code=0):
        path = tmp_path / "bin" / "quarto"
        path.parent.mkdir(exist_ok=True)
        path.write_text(FAKE.format(python=sys.executable, version=version, code=code), "utf-8")
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


def test_auto_means_builtin_without_quarto(no_quarto):
    assert chosen_engine("auto") == "builtin"


@pytest.mark.parametrize(
    ("version", "engine"),
    [
        ("1.9.38", "quarto"),
        ("1.10.2", "quarto"),
        ("2.0", "quarto"),
        ("1.8.27", "builtin"),
        ("?", "builtin"),
    ],
)
def test_auto_means_quarto_from_version_1_9(quarto, version, engine):
    quarto(version)
    assert chosen_engine("auto") == engine


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
