"""Only what is stale runs, and the reason is told."""

from __future__ import annotations

import json
import os
from dataclasses import replace

import nbformat
import pytest

from cpims_report.errors import NotebookFailed
from cpims_report.pipeline import Step


@pytest.fixture
def one(root):
    """Return a step that copies a file."""
    (root / "in.csv").write_text("a\n1\n")
    source, copy = root / "in.csv", root / "out.csv"
    parameters = {"src": source, "dst": copy}
    return Step("one", parameters, (source,), (copy,), function="shutil:copyfile")


def test_nothing_runs_twice_without_a_change(one, start):
    assert start(one)[1].ran() == ["one"]
    outcomes, told = start(one)
    assert told.ran() == []
    assert [outcome.ran for outcome in outcomes] == [False]


def test_force_runs_what_is_fresh(one, start):
    start(one)
    assert start(one, force=True)[1].ran() == ["one"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda root: (root / "in.csv").write_text("a\n2\n"), "input in.csv changed"),
        (lambda root: (root / "in.csv").unlink(), "input in.csv is gone"),
        (lambda root: (root / "out.csv").unlink(), "output out.csv is missing"),
        (lambda root: (root / "out.csv").write_text("x"), "output out.csv was changed"),
        (
            lambda root: (root / "requirements.lock").write_text("pandas==2"),
            "requirements.lock changed",
        ),
    ],
)
def test_a_change_makes_a_step_stale_and_names_itself(one, start, ledger, root, change, reason):
    start(one)
    change(root)
    assert reason in ledger.stale(one)


def test_a_change_that_keeps_size_and_time_is_seen(one, start, ledger, root):
    """Also within the grain of the clock: the time of the file says nothing then."""
    source = root / "in.csv"
    for content in ("a\n2\n", "a\n3\n", "a\n4\n"):
        start(one)
        about = source.stat()
        source.write_text(content)
        os.utime(source, ns=(about.st_atime_ns, about.st_mtime_ns))
        assert "input in.csv changed" in ledger.stale(one)


def test_another_parameter_makes_a_step_stale(one, start, ledger):
    start(one)
    assert ledger.stale(replace(one, parameters={"src": 1, "dst": one.outputs[0]})) == (
        "parameter src changed"
    )


def test_the_code_of_a_notebook_counts_and_its_metadata_does_not(notebook, step, start, ledger):
    one = step("one", notebook("one", "print(year)"))
    start(one)
    book = nbformat.read(one.notebook, 4)
    book.metadata["authors"] = [{"name": "someone"}]
    nbformat.write(book, one.notebook)
    assert ledger.stale(one) == ""
    book.cells[1].source += "\nprint()"
    nbformat.write(book, one.notebook)
    assert ledger.stale(one).startswith("notebook one.ipynb changed")


def reworded(book):
    book.cells.insert(1, nbformat.v4.new_markdown_cell("## More", id="more"))
    book.cells[-1].source = "## Another end"
    book.cells[0].id = "renamed"
    book.cells[2].metadata["tags"] = ["remove-cell"]
    book.cells.insert(3, nbformat.v4.new_code_cell("look()", metadata={"tags": ["preview"]}))


def test_prose_alone_runs_no_kernel_and_gives_what_a_whole_run_gives(
    notebook, step, start, monkeypatch
):
    one = step("one", notebook("one", "print(year)", "display(year)"))
    book = nbformat.read(one.notebook, 4)
    book.cells.append(nbformat.v4.new_markdown_cell("## End"))
    nbformat.write(book, one.notebook)
    start(one)
    reworded(book)
    nbformat.write(book, one.notebook)
    monkeypatch.setattr("papermill.execute_notebook", None)
    assert start(one)[1].reasons == {"one": "prose one.ipynb changed"}
    renewed = one.executed.read_bytes()
    assert b"Another end" in renewed
    monkeypatch.undo()
    start(one, force=True)
    assert one.executed.read_bytes() == renewed


def test_a_copy_that_somebody_changed_is_not_renewed_but_made_anew(notebook, step, start, executed):
    one = step("one", notebook("one", "print(year)"))
    start(one)
    one.executed.write_text(one.executed.read_text().replace("2018", "2019"))
    book = nbformat.read(one.notebook, 4)
    book.cells.append(nbformat.v4.new_markdown_cell("## End"))
    nbformat.write(book, one.notebook)
    start(one)
    assert executed(one) == "2018\n"


def test_an_executed_copy_that_is_gone_makes_a_step_stale(notebook, step, start, ledger):
    one = step("one", notebook("one"))
    start(one)
    one.executed.unlink()
    assert ledger.stale(one) == "output out/one.ipynb is missing"


def test_a_module_that_the_notebook_reaches_counts(notebook, step, start, ledger):
    one = step("one", notebook("one", "from cpims_report.errors import CpimsError"))
    start(one)
    file = ledger.folder / "one.json"
    record = json.loads(file.read_text())
    record["key"]["code cpims_report.errors"] = "another"
    file.write_text(json.dumps(record))
    assert ledger.stale(one) == "code cpims_report.errors changed"


def test_an_input_that_changes_during_the_run_leaves_the_step_stale(
    notebook, step, start, ledger, root
):
    (root / "in.csv").write_text("before")
    book = notebook("one", "from pathlib import Path\nPath('in.csv').write_text('during')")
    one = step("one", book, inputs=(root / "in.csv",))
    start(one)
    assert ledger.stale(one) == "input in.csv changed"


def test_a_failed_step_is_stale(notebook, step, start, ledger):
    one = step("one", notebook("one", "print()"))
    start(one)
    notebook("one", "raise ValueError")
    with pytest.raises(NotebookFailed):
        start(one)
    notebook("one", "print()")
    assert ledger.stale(one) == "it has not run here yet"
