"""Whatever stops a run: a plain message, nothing half-written, nothing left behind."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import pytest

from cpims_report import cli
from cpims_report.errors import ConfigurationError, NotebookFailed
from cpims_report.pipeline import kernels
from cpims_report.pipeline.lock import locked

WARM = ((), ("json",)) if sys.platform == "linux" else ((),)


@pytest.mark.parametrize("warm", WARM)
def test_a_kernel_that_dies_is_told_with_its_cell(notebook, step, start, root, warm):
    book = notebook("dies", "year", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(NotebookFailed, match=r"dies stopped .* died in code cell 4"):
        start(step("dies", book, warm=warm))
    assert not list((root / "out").iterdir())


@pytest.mark.parametrize("warm", WARM)
def test_a_notebook_that_hangs_is_ended_at_its_limit(notebook, step, start, root, warm):
    book = notebook("hangs", "import time; time.sleep(60)")
    begun = time.monotonic()
    with pytest.raises(NotebookFailed, match=r"more than 2 s .* code cell 3\. .*--timeout"):
        start(step("hangs", book, warm=warm, limit=2))
    assert time.monotonic() - begun < 20
    assert not list((root / "out").iterdir())


def test_a_full_disk_is_told_with_the_step_and_nothing_half_written_stays(
    notebook, step, start, root, monkeypatch
):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("papermill.execute.write_ipynb", full)
    with pytest.raises(ConfigurationError, match=r"one stopped\. .*out: No space left on device"):
        start(step("one", notebook("one")))
    assert not list((root / "out").iterdir())


def test_sockets_find_a_short_folder_where_the_temporary_one_has_a_long_path(
    notebook, step, start, executed, tmp_path, monkeypatch
):
    deep = tmp_path / ("deep" * 30)
    deep.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(deep))
    one = step("one", notebook("one", "print(year)"))
    start(one)
    assert executed(one) == "2018\n"
    monkeypatch.setattr(kernels, "LONGEST_PLACE", 3)
    with pytest.raises(ConfigurationError, match="Set TMPDIR"):
        start(replace(one, parameters={"year": 2019}))


def test_a_second_build_waits_and_says_for_whom(tmp_path):
    code = """
        import sys, time
        from pathlib import Path
        from cpims_report.pipeline.lock import locked
        with locked(Path(sys.argv[1]), print):
            print("holds", flush=True)
            time.sleep(1)
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "holds\n"
        told: list[str] = []
        with locked(tmp_path, told.append):
            assert other.wait(5) == 0
    assert told
    assert f"(process {other.pid})" in told[0]


@pytest.fixture
def slow(root: Path, notebook) -> Path:
    """Return a workspace whose first confidential notebook takes a minute, and all others too."""
    repository = Path(__file__).parents[2]
    for name in ("config", "_quarto.yml"):
        (root / name).symlink_to(repository / name)
    (root / "notebooks").mkdir()
    sleeping = "import time; open('begun', 'w').close(); time.sleep(60)"
    for stem in ("01-clean", "02-indicators", "03-protect", "05-summary"):
        notebook(f"notebooks/{stem}", sleeping)
    (root / "data" / "raw" / "2018").mkdir(parents=True)
    return root


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (signal.SIGINT, "warm"),
        (signal.SIGTERM, "ordinary"),
        (signal.SIGKILL, "warm"),
        (signal.SIGKILL, "ordinary"),
    ],
)
def test_a_stopped_build_ends_at_once_and_leaves_no_kernel_and_no_socket(
    slow, number, kind, tmp_path_factory
):
    temporary = tmp_path_factory.mktemp("t")
    command = [Path(sys.executable).with_name("cpims-report"), "build", "2018", "--kernels", kind]
    environment = {**os.environ, "TMPDIR": str(temporary)}
    with subprocess.Popen(
        command,
        cwd=slow,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as build:
        wait_for((slow / "begun").exists, 30)
        build.send_signal(number)
        begun = time.monotonic()
        _, said = build.communicate(timeout=10)
        assert time.monotonic() - begun < 3
    wait_for(lambda: not kernels_of(slow), 5)
    if number == signal.SIGKILL:
        return
    assert build.returncode == 130
    assert said.startswith("Stopped. Finished steps are kept")
    assert not list(temporary.iterdir())
    assert not list(slow.rglob("*.running.ipynb"))


def test_what_would_run_is_told_and_nothing_runs(slow, capsys, monkeypatch):
    monkeypatch.setattr(
        "sys.argv", ["cpims-report", "build", "2018", "--dry-run", "--root", f"{slow}"]
    )
    with pytest.raises(SystemExit):
        cli.main()
    said = capsys.readouterr().out.splitlines()
    assert "stale  2018/clean: it has not run here yet" in said
    assert len(said) == 5
    assert not (slow / "begun").exists()


def test_a_quiet_build_says_only_what_failed_and_its_log_tells_all(slow, notebook):
    notebook("notebooks/01-clean", "raise ValueError('secret')")
    command = [Path(sys.executable).with_name("cpims-report"), "build", "2018", "--quiet"]
    build = subprocess.run(
        [*command, "--log", "build.log"], cwd=slow, capture_output=True, text=True, check=False
    )
    assert build.returncode == NotebookFailed.exit_code
    assert build.stdout == ""
    assert "2018/clean stopped with ValueError in code cell 3" in build.stderr
    log = (slow / "build.log").read_text()
    assert "run    2018/clean  (it has not run here yet)" in log
    assert "FAILED 2018/clean" in log
    assert "secret" not in log + build.stderr


def kernels_of(workspace: Path) -> list[int]:
    """Return the processes that run in the workspace."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == workspace:
                found.append(int(process.name))
        except OSError:
            continue
    return found


def wait_for(condition, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)
