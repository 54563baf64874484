"""A change of a notebook reads as prose and code, whatever JupyterLab saved beside it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from traitlets.config import Config

from cpims_report import cli
from cpims_report.notebook_form import one_sentence_a_line, settle

ROOT = Path(__file__).parents[2]
BOOK = "notebooks/20-children.ipynb"
TWO_SENTENCES = re.compile(r"[a-z)][.?!] +[A-Z]")


@pytest.fixture
def clone(tmp_path):
    """Return a repository of one chapter, set up as `make setup` does."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / ".venv").symlink_to(sys.prefix)
    for name in (".gitattributes", ".gitdrivers", ".gitignore", BOOK):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / BOOK).write_text(settle((ROOT / BOOK).read_text("utf-8")), "utf-8")
    with (tmp_path / ".gitignore").open("a") as file:
        file.write(".venv\n_quarto.yml\n")
    (tmp_path / "_quarto.yml").touch()
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    setting = re.search(r"git config --local (\S+) (\S+)", (ROOT / "Makefile").read_text("utf-8"))
    git(tmp_path, "config", "--local", *setting.groups())
    commit(tmp_path, "one")
    return tmp_path


def git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@b.invalid")
    done = subprocess.run(
        ["git", *who, *words], cwd=folder, capture_output=True, text=True, check=False
    )
    assert not done.returncode, done.stderr + done.stdout
    return done.stdout


def commit(folder: Path, subject: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", subject)


def after_a_run(path: Path) -> nbformat.NotebookNode:
    """Return a notebook as JupyterLab has it after a run, with all that it adds."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.metadata["editable"] = True
        if cell.cell_type == "code":
            cell.execution_count = 7
            cell.outputs = [nbformat.v4.new_output("stream", text="1,234 children")]
    notebook.metadata.kernelspec.display_name = "Python 3 (ipykernel)"
    notebook.metadata.language_info["version"] = "3.99"
    return notebook


def saved_by_jupyterlab(path: Path, name: str = "") -> None:
    """Save a notebook after a run, by JupyterLab's server with the settings of `make setup`."""
    settings = json.loads((ROOT / ".jupyter" / "committed-form.json").read_text("utf-8"))
    manager = LargeFileManager(root_dir=str(path.parent), config=Config(settings))
    model = {"type": "notebook", "format": "json", "content": after_a_run(path)}
    manager.save(model, name or path.name)


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_run_in_jupyterlab_leaves_nothing_that_git_shows(clone):
    before = (clone / BOOK).read_bytes()
    saved_by_jupyterlab(clone / BOOK)
    assert (clone / BOOK).read_bytes() == before
    assert git(clone, "status", "--porcelain") == ""


def test_results_that_another_program_saved_never_become_a_change(clone):
    nbformat.write(after_a_run(clone / BOOK), clone / BOOK)
    assert git(clone, "diff") == ""
    git(clone, "add", "--all")
    assert git(clone, "status", "--porcelain") == ""


def test_a_scratch_notebook_keeps_its_results_and_git_does_not_see_it(clone):
    saved_by_jupyterlab(clone / BOOK, "scratch-ages.ipynb")
    assert "1,234 children" in (clone / "notebooks" / "scratch-ages.ipynb").read_text("utf-8")
    assert git(clone, "status", "--porcelain") == ""


def test_an_edit_of_four_words_shows_its_sentence_alone(clone):
    nbformat.write(after_a_run(clone / BOOK), clone / BOOK)
    replaced(clone / BOOK, "of school age", "who go to no school")
    shown = [
        line for line in git(clone, "diff").splitlines() if re.match(r"[-+](?![-+]{2} )", line)
    ]
    assert [line[0] for line in shown] == ["-", "+"]
    assert all(line[1:].startswith("# Outreach to markets") for line in shown)


def test_two_edits_of_neighbouring_cells_merge(clone):
    git(clone, "switch", "--quiet", "--create", "other")
    replaced(clone / BOOK, "of school age", "who go to no school")
    commit(clone, "two")
    git(clone, "switch", "--quiet", "main")
    replaced(clone / BOOK, "charts.age_sex_pyramid(edition)", "charts.ages(edition)")
    commit(clone, "three")
    git(clone, "merge", "--quiet", "--no-edit", "other")
    merged = nbformat.read(clone / BOOK, as_version=4)
    nbformat.validate(merged)
    sources = "\n".join(cell.source for cell in merged.cells)
    assert "who go to no school" in sources
    assert "charts.ages(edition)" in sources


def test_every_notebook_stands_in_the_committed_form_with_one_sentence_a_line():
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        text = path.read_text("utf-8")
        assert settle(text) == text, f"{path.name}: run cpims-report guard --fix"
        cells = [c for c in json.loads(text)["cells"] if c["cell_type"] == "markdown"]
        lines = [line for cell in cells for line in cell["source"] if line[0] not in "#|:-"]
        assert not [line for line in lines if TWO_SENTENCES.search(line)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("One. Two? Three!", "One.\nTwo?\nThree!"),
        ('A {{ cell("X. Y") }}. “So.” So.', 'A {{ cell("X. Y") }}.\n“So.”\nSo.'),
        (
            "Of e.g. Amman, i.e. No. 3 of St. Mary. So.",
            "Of e.g. Amman, i.e. No. 3 of St. Mary.\nSo.",
        ),
        ("## What? {#sec-what}", "## What? {#sec-what}"),
        ("| A. B | C. D |", "| A. B | C. D |"),
        ("- A. B", "- A. B"),
        ("One. {% if x %}Two. {% endif %}So.", "One.\n{% if x %}Two.\n{% endif %}So."),
    ],
)
def test_prose_is_cut_after_its_sentences_and_nowhere_else(one, other):
    assert one_sentence_a_line(one) == other
    assert one_sentence_a_line(other) == other


def test_a_command_brings_notebooks_into_the_committed_form(clone, monkeypatch, capsys):
    (clone / "config").mkdir()
    wanted = (clone / BOOK).read_text("utf-8")
    nbformat.write(after_a_run(clone / BOOK), clone / BOOK)
    for said in (f"Mended {BOOK}.\n", ""):
        monkeypatch.setattr("sys.argv", ["cpims-report", "guard", "--fix", "--root", str(clone)])
        with pytest.raises(SystemExit) as left:
            cli.main()
        assert not left.value.code
        assert capsys.readouterr().out == f"{said}1 files may be committed.\n"
    assert (clone / BOOK).read_text("utf-8") == wanted
