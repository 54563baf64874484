"""Every notebook run by hand, in a plain kernel, in a copy of the workspace: as in the build."""

from __future__ import annotations

import atexit
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import nbformat
import papermill
import pytest
from jupyter_client.manager import KernelManager
from jupyter_core.utils import ensure_event_loop
from nbclient import NotebookClient
from nbformat import NotebookNode

from cpims_report import editions
from cpims_report.workspace import Workspace

pytestmark = [pytest.mark.build, pytest.mark.long]

ROOT = Path(__file__).parents[2]
CONFIDENTIAL = ("01-clean", "02-indicators", "03-protect")
STEMS = sorted(path.stem for path in (ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
IDS = re.compile(r"table_[0-9a-f]{8}|0x[0-9a-f]+")
PATIENT = {"timeout": 600, "startup_timeout": 300}
SCRATCH = nbformat.v4.new_notebook(
    cells=[nbformat.v4.new_code_cell("raise SystemExit('a scratch notebook ran in the build')")]
)


def git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@b.invalid")
    command = ["git", *who, *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def copy(full_build, tmp_path_factory):
    """Return a copy of the built workspace, all of it committed that git would take."""
    folder = tmp_path_factory.mktemp("hand") / "workspace"
    shutil.copytree(full_build, folder, ignore=shutil.ignore_patterns("build"))
    shutil.copy(ROOT / ".gitignore", folder)
    (folder / "docs").mkdir(exist_ok=True)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "as built")
    return folder


def outputs(notebook: NotebookNode) -> dict[str, list[dict[str, str]]]:
    """Return what each cell of a notebook shows, by its name; times and addresses apart."""
    shown = {}
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if cell.cell_type == "code" and "preview" not in tags and "injected-parameters" not in tags:
            shown[cell.id] = [
                {kind: IDS.sub("", str(words)) for kind, words in each.get("data", {}).items()}
                for each in cell.outputs
            ]
    return shown


@pytest.fixture(scope="module")
def by_hand(copy):
    """Return every notebook as it stands after “Run All” in a folder that is not its own.

    The confidential ones share a kernel and the chapters another, emptied between them: to start
    one for each would tell no more and take a minute. Nothing of a build is in their environment.
    """
    chapters = [stem for stem in STEMS if stem not in CONFIDENTIAL]
    # as the build found it: an edition that is there already is one more that the gate looks at
    shutil.rmtree(copy / "data" / "published" / "2018")
    return {stem: book for stems in (CONFIDENTIAL, chapters) for stem, book in run(stems, copy)}


def run(stems: Sequence[str], workspace: Path) -> Iterator[tuple[str, NotebookNode]]:
    """Yield notebooks after a run with their defaults, one after the other in a plain kernel."""
    manager = KernelManager(kernel_name="python3")
    place = {"metadata": {"path": str(workspace / "docs")}}
    manager.start_kernel(cwd=str(workspace / "docs"))
    # nbclient makes an event loop for this thread, and leaves it and its channels open
    with closing(ensure_event_loop()):
        try:
            for stem in stems:
                notebook = nbformat.read(workspace / "notebooks" / f"{stem}.ipynb", as_version=4)
                notebook.cells.insert(0, nbformat.v4.new_code_cell("%reset -f", id="emptied"))
                client = NotebookClient(notebook, km=manager, resources=place, **PATIENT)
                client.execute()
                client.kc.stop_channels()
                atexit.unregister(client._cleanup_kernel)
                yield stem, notebook
        finally:
            manager.shutdown_kernel(now=True)
            manager.cleanup_resources()


def built(workspace: Path, stem: str) -> NotebookNode:
    """Return the copy of a notebook that the build has run."""
    folder = "data/processed/2018" if stem in CONFIDENTIAL else "build/2018-en/executed"
    return nbformat.read(workspace / folder / f"{stem}.ipynb", as_version=4)


@pytest.mark.parametrize("stem", STEMS)
def test_a_notebook_run_by_hand_shows_what_the_build_shows(by_hand, full_build, stem):
    shown, wanted = outputs(by_hand[stem]), outputs(built(full_build, stem))
    del shown["emptied"]
    assert shown == wanted
    assert any(wanted.values())


@pytest.mark.parametrize("stem", [stem for stem in STEMS if stem not in CONFIDENTIAL])
def test_a_chapter_run_by_hand_ends_with_its_sentences(by_hand, stem):
    [preview] = by_hand[stem].cells[-1].outputs
    assert "{{" not in preview["data"]["text/markdown"]
    assert len(preview["data"]["text/markdown"]) > 200


def test_nothing_of_a_run_by_hand_is_anything_that_git_shows(by_hand, copy):
    assert by_hand
    assert (copy / "docs" / "figures").is_dir()
    assert git(copy, "status", "--porcelain") == ""


def test_every_table_of_the_pipeline_is_whole_and_has_a_caption(by_hand):
    for stem in CONFIDENTIAL:
        shown = [each for cell in outputs(by_hand[stem]).values() for each in cell]
        tables = [each["text/html"] for each in shown if "<table" in each.get("text/html", "")]
        assert len(tables) >= 8
        assert all("<caption>" in table for table in tables)
        assert not [table for table in tables if "<td>...</td>" in table or "…</td>" in table]
        assert [each for each in shown if "image/png" in each], f"{stem} has no plot"


def test_a_scratch_notebook_beside_the_chapters_takes_no_part_in_a_build(copy, cpims):
    nbformat.write(SCRATCH, copy / "notebooks" / "99-mine.ipynb")
    nbformat.write(SCRATCH, copy / "notebooks" / "scratch.ipynb")
    answer = cpims("build", 2018, "--dry-run", "--root", copy)
    assert answer.returncode == 0, answer.stderr
    assert "20-children" in answer.stdout
    assert "mine" not in answer.stdout
    assert "scratch" not in answer.stdout
    inputs = [path.name for path in editions.notebooks(Workspace.find(copy))]
    assert "20-children.ipynb" in inputs
    assert not {"99-mine.ipynb", "scratch.ipynb"} & set(inputs)


def test_a_chapter_runs_for_another_year_outside_of_any_workspace(tmp_path):
    target = tmp_path / "children-2017.ipynb"
    with closing(ensure_event_loop()):
        papermill.execute_notebook(
            str(ROOT / "notebooks" / "20-children.ipynb"),
            str(target),
            parameters={"year": 2017, "language": "ar"},
            cwd=str(tmp_path),
            progress_bar=False,
        )
    [preview] = nbformat.read(target, as_version=4).cells[-1].outputs
    assert "2017" in preview["data"]["text/markdown"] or "٢٠١٧" in preview["data"]["text/markdown"]
