"""What Quarto will read: held to the facts that were tried with it."""

from __future__ import annotations

import re

import pytest
import yaml

from cpims_report.errors import AssemblyFailed
from cpims_report.report.assembly.settings import read_settings

CROSSREF = {"fig-title", "fig-prefix", "tbl-title", "tbl-prefix", "sec-prefix"}


@pytest.fixture
def specification(root):
    return yaml.safe_load((root / "_quarto.yml").read_text("utf-8"))


def test_the_specification_is_short_and_says_nothing_of_a_year(root):
    for name in ("_quarto.yml", "_quarto-ar.yml"):
        text = (root / name).read_text("utf-8")
        assert len(text.splitlines()) < 100
        assert not re.search(r"\b(?:19|20)\d\d\b|[٠-٩]", text)


def test_quarto_never_executes_a_cell(specification):
    assert specification["execute"] == {"enabled": False, "echo": False}


def test_the_book_has_an_author_and_a_file_name(specification):
    assert specification["book"]["author"]
    assert re.fullmatch(r"[a-z-]+", specification["book"]["output-file"])


def test_the_pdf_is_tagged_and_finds_its_fonts(specification, root):
    typst = specification["format"]["cpims-typst"]
    assert typst["pdf-standard"] == "ua-1"
    for path in typst["font-paths"]:
        assert list((root / path).glob("NotoSans-*.ttf"))
        assert list((root / path).glob("NotoNaskhArabic-*.ttf"))


def test_every_chapter_exists(specification, root):
    for chapter in specification["book"]["chapters"]:
        assert (root / chapter).is_file()


def test_every_format_of_the_book_is_one_of_the_extension(specification, root):
    extension = yaml.safe_load((root / "_extensions/cpims/_extension.yml").read_text("utf-8"))
    formats = extension["contributes"]["formats"]
    assert {f"cpims-{name}" for name in formats} == set(specification["format"])
    for content in formats.values():
        for name in [*content.get("template-partials", []), *content.get("filters", [])]:
            assert (root / "_extensions/cpims" / name).is_file()


def test_the_arabic_profile_uses_keys_that_quarto_accepts(root):
    profile = yaml.safe_load((root / "_quarto-ar.yml").read_text("utf-8"))
    assert (profile["lang"], profile["dir"]) == ("ar", "rtl")
    assert set(profile["crossref"]) <= CROSSREF
    assert set(profile["cpims"]) <= set(
        yaml.safe_load((root / "_quarto.yml").read_text("utf-8"))["cpims"]
    )


def test_the_show_partial_gives_only_what_the_template_takes(root):
    folder = root / "_extensions/cpims"
    show = (folder / "typst-show.typ").read_text("utf-8")
    template = (folder / "typst-template.typ").read_text("utf-8")
    taken = template.split("#let report(")[1].split(") = {")[0]
    for name in re.findall(r"^  ([a-z-]+):", show, re.MULTILINE):
        assert re.search(rf"^  {name}:", taken, re.MULTILINE), name
    assert "$" not in template


def test_numbering_defines_all_that_quarto_asks_for(root):
    text = (root / "_extensions/cpims/numbering.typ").read_text("utf-8")
    for name in (
        "equation-numbering",
        "callout-numbering",
        "subfloat-numbering",
        "theorem-inherited-levels",
        "theorem-numbering",
        "theorem-render",
    ):
        assert f"#let {name}" in text


def test_a_setting_that_is_not_supported_is_refused_by_name(desk):
    desk.setting(lambda content: content["book"].update(appendices=["x.qmd"]))
    desk.setting(lambda content: content.update({"bibliography": "x.bib"}))
    with pytest.raises(AssemblyFailed) as refusal:
        read_settings(desk.root, "en")
    assert "book: appendices" in str(refusal.value)
    assert "bibliography" in str(refusal.value)


def test_a_language_without_profile_is_refused_by_name(desk):
    with pytest.raises(AssemblyFailed, match=r"_quarto-es\.yml"):
        read_settings(desk.root, "es")


def test_arabic_settings_keep_what_the_profile_does_not_change(desk):
    settings = read_settings(desk.root, "ar")
    assert settings.direction == "rtl"
    assert settings.words["fig"] == "الشكل"
    assert settings.output_file == "cpims-annual-report"
