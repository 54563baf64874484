"""Every chapter: two languages, a preview, and no number typed in its prose."""

import re

import pytest

PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
NO_NUMBER = re.compile(r"\{[#.].*?\}|@[a-z]+-[a-z-]+|`[^`]*`")


def prose(chapter):
    return [cell for cell in chapter.cells if cell.cell_type == "markdown"]


def typed(text):
    return re.findall(r"\w*\d\w*", NO_NUMBER.sub("", PLACEHOLDER.sub("", text)))


def calls(chapter):
    return [
        cell
        for cell in chapter.cells
        if cell.cell_type == "code" and "remove-cell" not in cell.metadata.get("tags", [])
    ]


def test_a_chapter_has_year_and_language_as_its_parameters(chapter):
    [cell] = [each for each in chapter.cells if "parameters" in each.metadata.get("tags", [])]
    names = [line.split(" = ")[0] for line in cell.source.splitlines()]
    assert names == ["year", "language"]


def test_a_chapter_opens_its_edition_in_the_set_up_cell(chapter):
    assert chapter.cells[2].source.endswith("edition = open_edition(year, language)")
    assert "remove-cell" in chapter.cells[2].metadata.tags


def test_a_chapter_that_compares_years_says_which_of_them_are_made_up(chapter):
    sources = [cell.source for cell in prose(chapter)]
    compares = any(word in source for source in sources for word in ("last_year", "change("))
    assert "{{ mixed_note }}" in sources or not compares


def test_a_chapter_is_prose_around_short_calls(chapter):
    assert all(len(cell.source.splitlines()) <= 3 for cell in calls(chapter))


def test_numbers_in_prose_are_placeholders(chapter):
    assert not [found for cell in prose(chapter) for found in typed(cell.source)]


def test_numbers_on_the_cover_are_placeholders(cover):
    assert not typed(cover)


@pytest.mark.parametrize("text", ["7,000 children", "34 %", "٣٤", "twice in 2018", "x2"])
def test_a_typed_number_is_found(text):
    assert typed(text)


@pytest.mark.parametrize("text", ['{{ cell("CL01") }}', "# A {#sec-2}", "see @tbl-a", "`CL01`"])
def test_a_placeholder_reference_or_code_is_no_typed_number(text):
    assert not typed(text)


def test_the_last_cell_of_a_chapter_previews_its_own_prose(chapters):
    for name, chapter in chapters.items():
        last = chapter.cells[-1]
        assert last.source == f'edition.preview("{name}")'
        assert last.metadata.tags == ["preview"]
