"""The same steps on the workers of a cluster: same bytes whoever dies, and the wall stands."""

from __future__ import annotations

import os
import pickle
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cpims_report import cli
from cpims_report.editions import plan
from cpims_report.errors import ConfigurationError
from cpims_report.pipeline import Step, run
from cpims_report.pipeline import standing as common
from cpims_report.pipeline.cluster import Cluster
from cpims_report.pipeline.standing import standing
from cpims_report.workspace import Workspace

ROOT = Path(__file__).parents[2]
KEY = "a key that the Task Force drew"
SHOW_KEY = "import os; print(os.environ.get('CPIMS_LINK_KEY'))"
DIES_ONCE = """
    import os, time
    from pathlib import Path
    if not Path("worker").exists():
        Path("number").write_text(str(os.getppid()))
        Path("number").rename("worker")
        time.sleep(60)
"""


@contextmanager
def cluster(machines, root: Path, *steps: Step) -> Iterator[Cluster]:
    """Yield the connection to the workers, for some steps."""
    made = Cluster(machines.address, root, root / ".steps", steps)
    try:
        yield made
    finally:
        made.shutdown()


@pytest.fixture
def silent():
    names = ("started", "finished", "fresh", "failed")
    return type("Silent", (), dict.fromkeys(names, lambda *_: None))()


def kill_worker(machines, file: Path) -> None:
    """Kill the worker whose number a step writes into a file."""
    while not file.exists():
        time.sleep(0.05)
    number = int(file.read_text())
    (process,) = [each for each in machines.processes.values() if each.pid == number]
    process.kill()


def works_in(root: Path) -> bool:
    """Return whether a process works in a folder."""
    places = Path("/proc").glob("[0-9]*/cwd")
    return str(root) in {os.path.realpath(place) for place in places}


def test_the_same_bytes_come_whichever_worker_dies_and_no_key_travels(
    machines, notebook, step, start, root, ledger, silent, monkeypatch
):
    monkeypatch.setenv("CPIMS_LINK_KEY", KEY)
    for name in ("one", "two"):
        machines.worker(name, "--resources", "confidential=1", CPIMS_LINK_KEY=KEY)
    inside = step("inside", notebook("inside", SHOW_KEY))
    inside = replace(inside, secrets=("CPIMS_LINK_KEY",), side="confidential")
    public = step("public", notebook("public", SHOW_KEY), after=("inside",))
    once = step("once", notebook("once", textwrap.dedent(DIES_ONCE).strip()))
    places = {"src": root / "out" / "once.ipynb", "dst": root / "out" / "zopy"}
    copy = Step("copy", places, after=("once",), function="shutil:copyfile", cwd=root)
    steps = (inside, public, once, copy)
    killer = threading.Thread(target=kill_worker, args=(machines, root / "worker"), daemon=True)
    killer.start()
    with cluster(machines, root, *steps) as there:
        run(steps, ledger, there, silent)
    assert len([each for each in machines.processes.values() if each.poll() is not None]) == 1
    made = [path.read_bytes() for path in sorted((root / "out").iterdir())]
    assert [KEY.encode() in book for book in made] == [True, False, False, False]
    start(*steps, force=True)
    assert made == [path.read_bytes() for path in sorted((root / "out").iterdir())]
    assert KEY not in machines.logs()
    assert not list(root.glob(".steps/.witness-*"))


def test_a_cluster_that_would_give_other_bytes_is_refused_before_anything_runs(
    machines, notebook, step, root, monkeypatch
):
    monkeypatch.setattr("cpims_report.pipeline.cluster.PATIENCE", 0.1)
    with pytest.raises(ConfigurationError, match="start some with `dask worker tcp://127"):
        Cluster(machines.address, root, root / ".steps", [])
    monkeypatch.undo()
    machines.worker("one", CPIMS_LINK_KEY="another")
    one = step("one", notebook("one", "open('begun', 'w')"))
    with pytest.raises(ConfigurationError, match='--resources "confidential=1"'):
        Cluster(machines.address, root, root / ".steps", [replace(one, side="confidential")])
    monkeypatch.setattr(common, "code", lambda: "another commit")
    with pytest.raises(ConfigurationError, match="runs other code of cpims-report"):
        Cluster(machines.address, root, root / ".steps", [one])
    monkeypatch.undo()
    monkeypatch.setenv("CPIMS_LINK_KEY", KEY)
    keyed = replace(one, secrets=("CPIMS_LINK_KEY",))
    with cluster(machines, root, keyed) as there:
        told = there.submit(print, keyed, False).exception(60)
    assert isinstance(told, ConfigurationError)
    assert "another CPIMS_LINK_KEY in its environment" in str(told)
    assert KEY not in str(told)
    assert not (root / "begun").exists()


def test_steps_that_read_case_data_go_to_workers_alone_that_have_declared_it(
    machines, root, tmp_path, monkeypatch
):
    monkeypatch.setenv("CPIMS_LINK_KEY", KEY)
    machines.worker("public", CPIMS_LINK_KEY="another")
    machines.worker("inside", "--resources", "confidential=1", CPIMS_LINK_KEY=KEY)
    while machines.logs().count("Registered to") < 2:
        time.sleep(0.1)
    steps = [
        Step(
            name,
            {"src": str(root / "requirements.lock"), "dst": str(tmp_path / name)},
            function="shutil:copyfile",
            side="confidential",
            secrets=("CPIMS_LINK_KEY",),
        )
        for name in ("one", "two", "three")
    ]
    with cluster(machines, root, *steps) as there:
        for told in [there.submit(print, each, False) for each in steps]:
            assert told.exception(60) is None, "the public worker would refuse it for its key"


@pytest.mark.long
def test_a_build_that_is_stopped_ends_its_steps_on_the_workers(machines, notebook, step, root):
    machines.worker("one")
    sleeping = "import os, time; os.rename(open('number', 'w').name, 'begun'); time.sleep(60)"
    with cluster(machines, root) as there:
        future = there.submit(print, step("one", notebook("one", sleeping)), False)
        while not (root / "begun").exists():
            time.sleep(0.05)
        assert works_in(root)
        begun = time.monotonic()
        there.shutdown(wait=False, cancel_futures=True)
        assert time.monotonic() - begun < 2
        assert future.exception(5)
    while works_in(root):
        assert time.monotonic() - begun < 5
    assert machines.processes["one"].poll() is None


def test_a_worker_says_what_it_has_not_in_common(root, tmp_path):
    with standing(root, tmp_path / "steps") as wanted:
        assert wanted.missing() == []
        other = replace(wanted, versions={**wanted.versions, "pandas": "0.1"})
        assert other.missing()[0].startswith("has pandas 3.")
        assert "and 0.1 is needed" in other.missing()[0]
        wanted.witness.write_text("of another folder")
        assert wanted.missing()[0].startswith(f"sees another folder under {root}")
        wanted.witness.unlink()
        assert wanted.missing()[0].startswith(f"does not see {root}")


def test_no_step_of_a_plan_holds_a_key_and_public_steps_need_no_confidential_worker(monkeypatch):
    monkeypatch.setenv("CPIMS_LINK_KEY", KEY)
    steps = plan(Workspace(ROOT), [2018], ["en"], ["html"], "builtin")
    assert KEY.encode() not in pickle.dumps(steps)
    inside = {step.name for step in steps if step.side == "confidential"}
    raw, processed = (str(ROOT / "data" / name) for name in ("raw", "processed"))
    reads = {
        step.name
        for step in steps
        if any(str(path).startswith((raw, processed)) for path in step.inputs)
    }
    assert reads
    assert reads == inside
    assert [step.name for step in steps if step.secrets] == ["2017/clean", "2018/clean"]


def test_a_scheduler_that_does_not_answer_is_told(root, monkeypatch):
    monkeypatch.setattr("cpims_report.pipeline.cluster.PATIENCE", 0.5)
    with pytest.raises(ConfigurationError, match=r"No scheduler answers at tcp://127\.0\.0\.1:9 "):
        Cluster("tcp://127.0.0.1:9", root, root / ".steps", [])
    answer = CliRunner().invoke(cli.app, ["build", "2018", "--executor", "dask"])
    assert answer.exit_code == 2
    assert "go together" in answer.output


def test_without_dask_it_is_said_what_to_install(root, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'cpims-report\[scale\]'"):
        Cluster("tcp://127.0.0.1:9", root, root / ".steps", [])
