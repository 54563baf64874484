"""Each step needs what it declares and no more; a change of anything declared is seen."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cpims_report import cli, editions
from cpims_report.building import ledger_of
from cpims_report.case_tables import CaseTables
from cpims_report.pipeline import Step
from cpims_report.pipeline.hashing import hash_tree
from cpims_report.pipeline.run import execute
from cpims_report.workspace import Workspace

pytestmark = pytest.mark.build
KINDS = (
    "2018/indicators",
    "2018-en/10-key-figures",
    *(
        pytest.param(name, marks=pytest.mark.long)
        for name in (
            "2018/clean",
            "2018/protect",
            "2018-en/15-comparability",
            "2018-en/90-methodology",
            "2018-en/assemble",
        )
    ),
)


def planned(root: Path) -> dict[str, Step]:
    steps = editions.plan(Workspace(root), [2018], ["en"], ["html", "pdf"], "builtin")
    return {step.name: step for step in steps}


def status(root: Path, **environment: str) -> dict[str, str]:
    """Return what the command says of every step: an empty reason where it is fresh."""
    answer = CliRunner().invoke(cli.app, ["status", "2018", "--root", str(root)], env=environment)
    assert answer.exit_code == 0, answer.output
    lines = [x for x in answer.output.splitlines() if x.startswith(("fresh", "stale"))]
    told = ((line[:5], *line[7:].partition(": ")) for line in lines)
    return {name: reason if state == "stale" else "" for state, name, _, reason in told}


def moved(step: Step, old: Path, new: Path) -> Step:
    """Return the same step in another workspace."""

    def move(thing: object) -> object:
        if isinstance(thing, Path):
            return new / thing.relative_to(old)
        if isinstance(thing, tuple):
            return tuple(move(each) for each in thing)
        return thing.replace(str(old), str(new)) if isinstance(thing, str) else thing

    places = {name: move(getattr(step, name)) for name in ("inputs", "outputs")}
    files = {name: move(getattr(step, name)) for name in ("notebook", "executed", "cwd")}
    given = {name: move(value) for name, value in step.environment.items()}
    parameters = {name: move(value) for name, value in step.parameters.items()}
    return replace(step, **places, **files, environment=given, parameters=parameters)


def shown(notebook: Path) -> list[object]:
    """Return sources and results of a notebook's cells, without what tells of one run."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [(cell["source"], cell.get("outputs")) for cell in cells]


def files(root: Path) -> dict[str, str]:
    return {str(Path(name).relative_to(root)): hash_ for name, hash_ in hash_tree(root).items()}


@pytest.mark.long
@pytest.mark.parametrize("name", KINDS)
def test_a_step_alone_with_what_it_declares_gives_the_same(full_build, tmp_path, name):
    step = planned(full_build)[name]
    alone = moved(step, full_build, tmp_path)
    for path, copy in zip(step.inputs, alone.inputs, strict=True):
        copy.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.copytree(path, copy, dirs_exist_ok=True)
        elif path.is_file():
            shutil.copyfile(path, copy)
    (tmp_path / "config").mkdir(exist_ok=True)
    (tmp_path / "_quarto.yml").touch()  # a workspace is known by this name
    if step.notebook:
        alone.notebook.parent.mkdir(exist_ok=True)
        shutil.copyfile(step.notebook, alone.notebook)
    before = files(tmp_path)
    execute(alone)
    made = {name: digest for name, digest in files(tmp_path).items() if name not in before}
    told = [
        path.relative_to(full_build).as_posix() for path in (*step.outputs, step.executed) if path
    ]
    assert not [name for name in made if not name.startswith(tuple(told))], "all is declared"
    if step.executed:
        assert shown(alone.executed) == shown(step.executed)
        made.pop(alone.executed.relative_to(tmp_path).as_posix())
    assert made or step.executed
    assert made == {name: files(full_build)[name] for name in made}


@pytest.fixture
def changed(full_build):
    """Return a function that changes a file, or makes one, and puts it back after the test."""
    kept: list[tuple[Path, bytes | None]] = []

    def change(path: Path, content: bytes | None) -> None:
        kept.append((path, path.read_bytes() if path.is_file() else None))
        path.unlink(missing_ok=True)
        if content is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def restore() -> None:
        while kept:
            path, content = kept.pop()
            path.unlink(missing_ok=True)
            if content is not None:
                path.write_bytes(content)

    change.back = restore
    yield change
    restore()


def test_a_change_of_anything_declared_is_seen(full_build, changed):
    """All at once, each by the name of its own file in the keys of the steps that declare it."""
    steps, ledger = planned(full_build), ledger_of(Workspace(full_build))
    files = {
        path: next((each for each in sorted(path.rglob("*")) if each.is_file()), path)
        for step in steps.values()
        for path in step.inputs
    }
    before = {name: ledger.key(step) for name, step in steps.items()}
    for file in set(files.values()):
        changed(file, file.read_bytes() + b" " if file.is_file() else b"new")
    now = {name: ledger.key(step) for name, step in steps.items()}
    assert all(ledger.stale(step) for step in steps.values())
    changed.back()
    unseen = [
        (name, str(path))
        for name, step in steps.items()
        for path in step.inputs
        for part in [f"input {ledger.shown(files[path])}"]
        if before[name].get(part) == now[name].get(part)
    ]
    assert not unseen
    assert not any(reason for name, reason in status(full_build).items() if "assemble" not in name)


@pytest.mark.parametrize("name", CaseTables.paths(Path()))
def test_a_case_table_that_is_gone_is_made_again(full_build, changed, name):
    changed(CaseTables.paths(full_build / "data" / "processed" / "2018")[name], None)
    told = status(full_build)
    assert told["2018/clean"] == f"output data/processed/2018/{name}.parquet is missing"


def test_a_link_key_that_comes_is_seen_in_the_environment_and_as_a_file(full_build, changed):
    def stale(**environment: str) -> dict[str, str]:
        told = status(full_build, **environment).items()
        return {name: reason for name, reason in told if reason and "assemble" not in name}

    both = {"2017/clean": "link key is new", "2018/clean": "link key is new"}
    assert stale(CPIMS_LINK_KEY="a key that the Task Force drew") == both
    changed(full_build / "data" / "raw" / "link-key.txt", b"a key that the Task Force drew\n")
    assert stale() == both


def test_a_changed_day_of_receipt_is_seen(full_build, changed):
    settings = full_build / "config" / "2018.yml"
    text = settings.read_text(encoding="utf-8")
    assert "received: 2019" in text
    changed(settings, text.replace("received: 2019", "received: 2020", 1).encode())
    assert status(full_build)["2018/clean"] == "input config/2018.yml changed"
