"""The Word document shows the PNG beside each SVG, and says what the others say."""

from __future__ import annotations

import zipfile

import pytest


@pytest.fixture
def parts(english):
    with zipfile.ZipFile(english.made["docx"]) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_pictures_are_png_with_alternative_text(parts):
    media = [name for name in parts if name.startswith("word/media/")]
    assert media
    assert all(name.endswith(".png") for name in media)
    assert 'descr="Two bars: children"' in parts["word/document.xml"].decode()


def test_title_author_and_notice_are_in_the_document(parts):
    core = parts["docProps/core.xml"].decode()
    assert "Child protection case management" in core
    assert "CPIMS Task Force" in core
    assert "Synthetic data." in parts["word/document.xml"].decode()


def test_no_time_of_making_is_in_the_document(parts):
    assert "2000-01-01T00:00:00Z" in parts["docProps/core.xml"].decode()


def test_the_page_banner_is_for_the_site_alone(parts):
    assert "identified, referred and served" not in parts["word/document.xml"].decode()


def test_arabic_paragraphs_run_from_the_right(arabic):
    with zipfile.ZipFile(arabic.made["docx"]) as archive:
        assert "<w:bidi" in archive.read("word/document.xml").decode()
