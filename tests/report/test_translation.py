"""Catalogues of the prose: made by the command, kept, marked, checked, read at staging."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from typer.testing import CliRunner

from cpims_report import cli, editions
from cpims_report.errors import AssemblyFailed, ConfigurationError
from cpims_report.pipeline import Ledger
from cpims_report.report.translation.book import check_coverage, coverage
from cpims_report.report.translation.fixed import fixed_words
from cpims_report.report.translation.pieces import messages, pieces
from cpims_report.report.translation.prose import Translation
from cpims_report.workspace import Workspace

ROOT = Path(__file__).parents[2]
CHAPTER = """# Key figures {#sec-key}

{% if compared %}They supported {{ cell("CL01") | count("child") }}, see @fig-one.{% endif %}

::: {.callout-note}
## Of note

- first item
- **second** item
:::

{{ mixed_note }}
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a workspace of one chapter, written as Jupyter does."""
    (tmp_path / "config").mkdir()
    (tmp_path / "notebooks").mkdir()
    chapters = "book:\n  chapters: [notebooks/10-key.ipynb]\n"
    (tmp_path / "_quarto.yml").write_text(f"lang: en\n{chapters}")
    (tmp_path / "_quarto-ar.yml").write_text("lang: ar\n")
    write(tmp_path, CHAPTER)
    return tmp_path


def write(book: Path, markdown: str) -> None:
    cell = {"cell_type": "markdown", "id": "all", "source": markdown.splitlines(keepends=True)}
    text = json.dumps({"cells": [cell], "nbformat": 4, "nbformat_minor": 5})
    (book / "notebooks" / "10-key.ipynb").write_text(text)


def told(messages: int, missing: int, fuzzy: int) -> str:
    """Return how much is translated of so many messages of a chapter, and of no fixed word."""
    fixed = len(set(fixed_words()))
    whole, translated = messages + fixed, messages - missing - fuzzy
    share = f"{100 * translated / whole:.1f} %"
    return f"{whole} messages, {share}; {missing + fixed} missing, {fuzzy} fuzzy"


def translate(book: Path) -> str:
    answer = CliRunner().invoke(cli.app, ["translate", "--root", str(book)])
    assert answer.exit_code == 0, answer.output
    return answer.output


def catalogue(book: Path) -> Path:
    return book / "locale" / "ar" / "10-key.po"


def fill_in(book: Path, message: str, translation: str) -> None:
    """Write a translation as a person does in a text editor."""
    text = catalogue(book).read_text("utf-8")
    before, found, after = text.partition(f'msgid "{message}"\nmsgstr ""')
    assert found, text
    filled = f'{before}msgid "{message}"\nmsgstr "{translation}"{after}'
    catalogue(book).write_text(filled, "utf-8")


def test_a_message_is_a_paragraph_a_heading_or_an_item_without_the_marks_around_it(book):
    assert [(each.kind, each.text) for each in messages(CHAPTER)] == [
        ("heading", "Key figures"),
        ("paragraph", 'They supported {{ cell("CL01") | count("child") }}, see @fig-one.'),
        ("heading", "Of note"),
        ("item", "first item"),
        ("item", "**second** item"),
    ]
    whole = (e if isinstance(e, str) else e.before + e.text + e.after for e in pieces(CHAPTER))
    assert "".join(whole) == CHAPTER
    assert told(5, 5, 0) in translate(book)


def test_the_command_keeps_marks_and_drops_nothing(book):
    translate(book)
    fill_in(book, "Key figures", "الأرقام الرئيسية")
    fill_in(book, "first item", "البند الأول")
    fill_in(book, "Of note", "ملاحظة")
    again = catalogue(book).read_text("utf-8")
    assert told(5, 2, 0) in translate(book)
    assert catalogue(book).read_text("utf-8") == again
    write(book, CHAPTER.replace("first item", "the first item").replace("## Of note\n", "\n"))
    assert told(4, 2, 1) in translate(book)
    with catalogue(book).open("rb") as file:
        changed = read_po(file)
    assert changed["the first item"].fuzzy
    assert changed["the first item"].user_comments == ["The message was:", "first item"]
    assert changed["the first item"].string == "البند الأول"
    assert changed.obsolete["Of note"].string == "ملاحظة"
    assert "1 fuzzy" in translate(book)
    assert "# first item" in catalogue(book).read_text("utf-8")
    write(book, CHAPTER)
    assert told(5, 2, 1) in translate(book)
    with catalogue(book).open("rb") as file:
        assert read_po(file)["Of note"].string == "ملاحظة"


def test_a_paragraph_left_in_english_says_so_and_a_fuzzy_one_is_left(book):
    translate(book)
    fill_in(book, "Of note", "ملاحظة")
    text = catalogue(book).read_text("utf-8")
    catalogue(book).write_text(text.replace('msgid "first', '#, fuzzy\nmsgid "first'), "utf-8")
    fill_in(book, "first item", "قديم")
    markdown = Translation(book / "locale" / "ar", "ar").translated(CHAPTER, "10-key")
    assert "\n## ملاحظة\n" in markdown
    assert '# [Key figures]{lang="en" dir="ltr"} {#sec-key}' in markdown
    assert '- [first item]{lang="en" dir="ltr"}' in markdown
    start = '{% if compared %}\n::: {lang="en" dir="ltr"}\nThey supported {{ cell("CL01")'
    assert start in markdown
    assert Translation(book / "locale" / "en", "en").translated(CHAPTER, "10-key") == CHAPTER


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ('دعموا {{ cell(\\"CL02\\") }}، انظر @fig-one.', "another placeholder"),
        ('دعموا {{ cell(\\"CL01\\") }}.', "another reference"),
        ('{% if x %}دعموا{% endif %} {{ cell(\\"CL01\\") }} @fig-one.', "another statement"),
        ('دعموا {{ cell(\\"CL01\\") }} و@fig-one.', "another reference"),
        ('دعموا {{ cell(\\"CL01\\") }} @fig-one {#sec-x}.', "another identifier"),
    ],
)
def test_a_translation_that_does_not_hold_what_its_message_holds_is_refused(book, given, told):
    translate(book)
    text = catalogue(book).read_text("utf-8")
    spoilt = re.sub(r'(see @fig-one\."\nmsgstr )""', lambda m: f'{m[1]}"{given}"', text)
    assert spoilt != text
    catalogue(book).write_text(spoilt, "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        coverage(book, "ar")
    assert [problem.code for problem in caught.value.problems] == ["TRN-HELD"]
    assert told in str(caught.value)
    assert "locale/ar/10-key.po" in str(caught.value)


def test_a_number_may_be_written_otherwise_in_another_language(book):
    translate(book)
    text = catalogue(book).read_text("utf-8")
    number = '{{ cell(\\"CL01\\") | number }}'
    noun = '{{ cell(\\"CL01\\") | plural(\\"child\\") }}'
    other = f"دعموا {number} {noun} @fig-one"
    filled = re.sub(r'(see @fig-one\."\nmsgstr )""', lambda m: f'{m[1]}"{other}"', text)
    catalogue(book).write_text(filled, "utf-8")
    assert coverage(book, "ar").translated == 1


@pytest.mark.parametrize("spoil", ["msgid unclosed\n", "\nmsgid 12"])
def test_a_file_that_is_no_catalogue_is_told_by_name(book, spoil):
    translate(book)
    with catalogue(book).open("a", encoding="utf-8") as file:
        file.write(spoil)
    with pytest.raises(ConfigurationError, match=r"10-key\.po"):
        coverage(book, "ar")


def test_a_statement_left_open_in_the_middle_of_a_paragraph_is_refused(book):
    write(book, "# A chapter\n\nWords {% if compared %} more words\n\nand more{% endif %} words.\n")
    answer = CliRunner().invoke(cli.app, ["translate", "--root", str(book)])
    assert isinstance(answer.exception, ConfigurationError)
    assert "TRN-STATEMENT" in str(answer.exception)


def test_strict_fails_a_build_before_anything_runs_and_names_what_is_missing(book):
    translate(book)
    command = ["build", "2018", "--language", "ar", "--strict", "--root", str(book)]
    answer = CliRunner().invoke(cli.app, command)
    assert isinstance(answer.exception, AssemblyFailed)
    assert answer.exception.exit_code == 6
    assert "notebooks/10-key.ipynb#all: first item" in str(answer.exception)
    assert not (book / "build").exists()


def test_the_committed_catalogues_are_complete_valid_and_up_to_date(repository, tmp_path):
    workspace = repository(tmp_path)
    check_coverage(ROOT, ["ar"])
    assert coverage(ROOT, "ar").messages > 150
    translate(workspace)
    for path in sorted((ROOT / "locale").rglob("*.po")):
        again = workspace / path.relative_to(ROOT)
        assert again.read_text("utf-8") == path.read_text("utf-8"), path.name


def test_the_committed_translations_are_arabic_with_arabic_punctuation():
    for path in sorted((ROOT / "locale" / "ar").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                if not message.id:
                    continue
                forms = message.string if isinstance(message.string, tuple) else [message.string]
                marks = r"\{\{.*?\}\}|\{%.*?%\}|\{\w+\}|@[\w-]+"
                bare = re.sub(marks, "", " ".join(map(str, forms)), flags=re.S)
                words = re.findall(r"[A-Za-z]+", bare)
                assert set(words) <= {"CPIMS", "Excel", "PDF", "Word"}, (path.name, words)
                assert not re.search(r"[,;?“”\"0-9٬]", bare), (path.name, bare)


def test_a_changed_catalogue_makes_the_assembly_of_its_language_stale_alone(repository, tmp_path):
    root = repository(tmp_path, "data/published")
    ledger = Ledger(root / "build" / ".steps", root, root / "requirements.lock")
    steps = editions.plan(Workspace(root), [2018], ["en", "ar"], ["html"], "builtin", True)
    before = {step.name: ledger.key(step) for step in steps}
    with (root / "locale" / "ar" / "index.po").open("a", encoding="utf-8") as file:
        file.write("\n# A remark.\n")
    changed = {step.name for step in steps if ledger.key(step) != before[step.name]}
    assert changed == {"2018-ar/assemble"}
