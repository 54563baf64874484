"""The whole way on two workers of which one is killed: the bytes of a build on one machine."""

from __future__ import annotations

import json
import shutil
import threading
import time
from pathlib import Path

import pytest

pytestmark = [pytest.mark.build, pytest.mark.long]


def kill_when(there: Path, process) -> None:
    """Kill a process once a file is there."""
    while not there.exists():
        time.sleep(0.05)
    process.kill()


def test_the_report_is_the_same_from_two_workers_of_which_one_is_killed(
    full_build, repository, machines, cpims, tmp_path
):
    there = ("raw/2017", "raw/2018", "published/2016", "published/2017")
    root = repository(tmp_path / "w", *(f"data/{name}" for name in there))
    shutil.copy(full_build / "data/raw/sample-link-key.txt", root / "data/raw")
    for name in ("one", "two"):
        machines.worker(name, "--resources", "confidential=1")
    # the data are sealed: the worker dies while chapters run
    sealed = root / "data/published/2018/seal.json"
    victim = machines.processes["one"]
    threading.Thread(target=kill_when, args=(sealed, victim), daemon=True).start()
    where = ("--executor", "dask", "--scheduler", machines.address)
    answer = cpims("build", 2018, "--engine", "builtin", *where, "--root", root)
    assert answer.returncode == 0, answer.stderr + answer.stdout
    assert victim.poll() is not None
    made, here = (
        json.loads((each / "build/2018-en/manifest.json").read_text())
        for each in (root, full_build)
    )
    assert made["outputs"] == here["outputs"]
    assert made["inputs"] == here["inputs"]
    chapters = sorted((full_build / "build/2018-en/executed").glob("*.ipynb"))
    assert chapters
    for path in chapters:
        assert (root / path.relative_to(full_build)).read_bytes() == path.read_bytes(), path.name
    told = machines.logs() + answer.stdout + answer.stderr
    key = (root / "data/raw/sample-link-key.txt").read_text().splitlines()[-1]
    assert key not in told
    assert "Traceback" not in answer.stderr
