"""A chapter's last cell: its own prose with the numbers in place."""

import nbformat
import pytest

from cpims_report.errors import NotebookFailed


@pytest.fixture
def chapter(tmp_path, monkeypatch):
    book = nbformat.v4.new_notebook()
    book.cells = [
        nbformat.v4.new_markdown_cell("# Title {#sec-title}"),
        nbformat.v4.new_code_cell("edition"),
        nbformat.v4.new_markdown_cell('{{ cell("CL01") | number }} children'),
    ]
    (tmp_path / "notebooks").mkdir()
    nbformat.write(book, tmp_path / "notebooks" / "10-title.ipynb")
    monkeypatch.chdir(tmp_path / "notebooks")
    return tmp_path


def test_a_preview_is_the_prose_with_its_numbers(chapter, edition):
    shown = edition.preview("10-title")
    assert shown.markdown == "# Title {#sec-title}\n\n7,000 children"


def test_a_preview_finds_the_notebook_from_the_workspace_as_well(chapter, edition, monkeypatch):
    monkeypatch.chdir(chapter)
    assert edition.preview("10-title.ipynb").markdown.endswith("7,000 children")


def test_a_preview_of_a_chapter_that_is_not_there_says_so(chapter, edition):
    with pytest.raises(NotebookFailed, match=r"11-title\.ipynb"):
        edition.preview("11-title")
