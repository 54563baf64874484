"""The fixed words: said in every language that the workspace has a catalogue of, and only there."""

from pathlib import Path

import pytest

from cpims_report.report.translation.book import coverage
from cpims_report.report.words import WORDS, counted, unit, word
from cpims_report.spoken import languages

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("language", languages(ROOT)[1:])
def test_every_catalogue_is_complete(language):
    assert coverage(ROOT, language).lines() == []


def test_units_follow_the_plural_rules_of_the_language():
    assert counted(1, "child", "en") == "1 child"
    assert [counted(n, "child", "ar").split()[-1] for n in (3, 11, 100)] == ["أطفال", "طفلاً", "طفل"]
    assert unit("child", "ar") == "أطفال"


def test_a_message_is_written_once_in_english_alone():
    assert all(isinstance(text, str) for text in WORDS.values())


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder that has one more language, of which two messages are translated."""
    catalogue = tmp_path / "locale" / "fr" / "words.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgctxt "total"\nmsgid "Total"\nmsgstr "Ensemble"\n\n'
        '#, fuzzy\nmsgctxt "sex"\nmsgid "Sex"\nmsgstr "Sexe ?"\n\n'
        'msgid "child"\nmsgid_plural "children"\nmsgstr[0] "enfant"\nmsgstr[1] "enfants"\n',
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_further_language_needs_a_catalogue_and_nothing_else(folder):
    assert languages(folder) == ["en", "fr"]
    assert word("total", "fr") == "Ensemble"
    assert counted(0, "child", "fr") == "0 enfant"
    assert counted(1234, "child", "fr").replace("\u202f", " ") == "1 234 enfants"


def test_what_is_fuzzy_or_not_translated_stays_english(folder):
    assert word("sex", "fr") == "Sex"
    assert word("age", "fr") == "Age"
