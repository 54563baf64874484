"""The Arabic prose as readers get it: filled, in one language, in one kind of digits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cpims_report.report import numerals, tables
from cpims_report.report.prose import fill
from cpims_report.report.translation.book import chapters, sources
from cpims_report.report.translation.prose import Translation

ROOT = Path(__file__).parents[2]
MARKS = re.compile(r"\{[^{}]*\}|@[\w-]+|\(figures/[^)]*\)|:::.*")
CODES = re.compile(r"\b[A-Z]{2}\d\d\b|\b[0-9a-f]{12}\b")
WRITTEN = dict.fromkeys(
    (
        "recommended",
        "recommended_before",
        "contact",
        "next_release",
        "coverage_table",
        "glossary_table",
    ),
    "",
)


def read(chapter: str, edition) -> str:
    """Return what readers see of a chapter's own words: no ids, references and codes."""
    translation = Translation(ROOT / "locale" / "ar", "ar")
    stem = Path(chapter).stem
    texts = [
        fill(translation.translated(markdown, stem), edition, chapter, WRITTEN)
        for _, markdown in sources(ROOT / chapter, chapter)
    ]
    noted = "\n".join(texts).replace(edition.reason("CL01"), "")  # the fixture's, in English
    return CODES.sub("", MARKS.sub("", noted))


@pytest.fixture(scope="module")
def texts(arabic) -> dict[str, str]:
    return {chapter: read(chapter, arabic) for chapter in chapters(ROOT, "ar")}


def test_every_chapter_is_arabic_once_its_numbers_are_in_place(texts, arabic):
    names = {*arabic.members, "CPIMS", *arabic.policy["symbols"].values()}
    for chapter, text in texts.items():
        words = set(re.findall(r"[A-Za-z]+", text)) - names
        assert words == set(), chapter
    assert sum(map(len, texts.values())) > 20_000


def test_prose_and_tables_have_arabic_digits_alone(texts, arabic):
    shown = [getattr(tables, name)(arabic) for name in tables.__all__ if name != "Table"]
    parts = [re.sub(r"\{.*?\}", "", str(getattr(each, "markdown", each))) for each in shown]
    for text in (*texts.values(), *parts):
        assert re.findall(r".{0,20}[0-9%].{0,20}", CODES.sub("", text)) == []
    assert sum(len(re.findall("[٠-٩]+", text)) for text in texts.values()) > 100


def test_with_the_other_setting_they_have_latin_digits_alone(arabic, monkeypatch):
    monkeypatch.setitem(numerals.SYSTEMS, "ar", "latn")
    shown = [getattr(tables, name)(arabic) for name in tables.__all__ if name != "Table"]
    texts = [read(chapter, arabic) for chapter in chapters(ROOT, "ar")]
    for text in (*texts, *(str(each) for each in shown)):
        assert re.findall(r".{0,20}[٠-٩٪].{0,20}", text) == []
    assert sum(len(re.findall("[0-9]+", text)) for text in texts) > 100


@pytest.mark.parametrize(
    ("count", "written"),
    [(0, "طفل"), (1, "طفل"), (2, "طفل"), (3, "أطفال"), (11, "طفلاً"), (100, "طفل"), (103, "أطفال")],
)
def test_a_noun_agrees_with_its_number(arabic, count, written):
    assert fill(f'{{{{ {count} | plural("child") }}}}', arabic) == written


def test_a_noun_of_a_hidden_number_tells_nothing_of_it(arabic):
    hidden = '{{ cell("PR04", place="maan") | plural("child") }}'
    assert fill(hidden, arabic) == "أطفال"
