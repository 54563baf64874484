"""The command line speaks plainly and ends with the exit code of the error."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cpims_report import cli

ROOT = Path(__file__).parent.parent


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return a workspace with the real settings and no data."""
    shutil.copytree(ROOT / "config", tmp_path / "config")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    for name in ("_quarto.yml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


@dataclass(frozen=True)
class Answer:
    """What the command said and with which code it ended."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def within(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Answer]:
    """Return the command without the start of a process of its own, which takes seconds."""

    def run(*words: object) -> Answer:
        monkeypatch.setattr("sys.argv", ["cpims-report", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            cli.main()
        said = capsys.readouterr()
        return Answer(int(left.value.code or 0), said.out, said.err)

    return run


def cpims(*words: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would."""
    command = [str(Path(sys.executable).with_name("cpims-report")), *map(str, words)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_help_lists_the_commands():
    answer = cpims("--help")
    assert answer.returncode == 0
    for command in ("build", "check", "compare", "publish", "review", "sample", "status", "verify"):
        assert command in answer.stdout


def test_outside_a_workspace_the_command_says_what_one_is(tmp_path):
    answer = cpims("build", 2018, cwd=tmp_path)
    assert answer.returncode == 2
    assert "is not in a workspace" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_year_without_settings_is_a_configuration_error(workspace, within):
    answer = within("build", 2031, "--root", workspace)
    assert answer.returncode == 2
    assert "config/2031.yml is missing" in answer.stderr


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("agency: imc", "agency: icm", "“icm”. Expected one of imc, unhcr"),
        ("profile: unhcr_csv", "profile: unhcr_cvs", "Did you mean “unhcr_csv”?"),
        ("cut_off:", "cutoff:", "Did you mean “cut_off”?"),
        ("year: 2018", "year: [", "not readable YAML"),
    ],
)
def test_a_slip_in_the_settings_is_named_with_the_nearest_known_word(
    workspace, old, new, told, within
):
    path = workspace / "config" / "2018.yml"
    path.write_text(path.read_text().replace(old, new, 1))
    answer = within("build", 2018, "--root", workspace)
    assert answer.returncode == 2
    assert told in answer.stderr
    assert "Traceback" not in answer.stderr


def test_words_that_are_more_than_words_are_told_before_work_starts(workspace, within):
    """A picture in a note is told as a picture, not as a file that is missing."""
    notes = workspace / "config" / "2018.yml"
    kept = notes.read_text("utf-8")
    notes.write_text(kept.replace("notes: {}", 'notes: {CL01: "As ![drawn](plan.png)."}'), "utf-8")
    answer = within("build", 2018, "--root", workspace)
    assert answer.returncode == 2
    assert "config/2018.yml: “notes.CL01.en”: the text holds a picture (“![”)" in answer.stderr
    notes.write_text(kept, "utf-8")
    lists = workspace / "config" / "lookups.yml"
    marked = 'en: "Girls <script>alert(1)</script>"'
    lists.write_text(lists.read_text("utf-8").replace('en: "Girls"', marked, 1), "utf-8")
    answer = within("build", 2018, "--root", workspace)
    assert answer.returncode == 2
    assert (
        "config/lookups.yml, sex, female: “label.en”: the text holds a tag of HTML" in answer.stderr
    )
    assert "Traceback" not in answer.stderr


def test_raw_files_that_are_not_there_are_all_named_and_nothing_is_written(workspace, within):
    answer = within("build", 2018, "--root", workspace)
    assert answer.returncode == 3
    for agency in ("imc", "unhcr", "jrf", "tdhl", "nhf", "irc"):
        assert f"{agency}/*" in answer.stderr
    assert not list((workspace / "data").rglob("*.parquet"))
    assert not (workspace / "data" / "published").exists()


def test_a_new_year_starts_from_the_year_before(workspace, within):
    assert within("new-year", 2019, "--root", workspace).returncode == 0
    text = (workspace / "config" / "2019.yml").read_text()
    assert "year: 2019" in text
    assert "cut_off: 2020-01-31" in text
    assert "2018" not in text
    assert (workspace / "data" / "raw" / "2019" / "unhcr").is_dir()
    again = within("new-year", 2019, "--root", workspace)
    assert again.returncode == 2
    assert "there already; nothing was changed" in again.stderr


def test_status_says_why_each_step_would_run(workspace, within):
    answer = within("status", 2018, "--root", workspace)
    assert answer.returncode == 0
    assert "stale  2018/clean: it has not run here yet" in answer.stdout


@pytest.mark.parametrize(
    ("code", "slow"),
    [
        ("from cpims_report import cli", {"pandas", "papermill", "pydantic", "grimp"}),
        (
            "from typer.testing import CliRunner; from cpims_report import cli; "
            "assert not CliRunner().invoke(cli.app, ['status', '2018']).exit_code",
            {"pandas", "papermill", "nbformat", "matplotlib"},
        ),
        ("import cpims_report.report", {"nbformat", "papermill"}),
        ("import cpims_report.pipeline.notebook", {"lark"}),
        ("import cpims_report.records.quality", {"pandera", "scipy", "nbformat"}),
        ("import cpims_report.records.quality.searching", {"pandera", "nbformat"}),
    ],
    ids=["command", "status", "chapter", "notebook", "reading", "searching"],
)
def test_what_should_be_quick_imports_nothing_slow(workspace, code, slow):
    told = subprocess.run(
        [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"],
        cwd=workspace,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert not slow & set(told.split())


def test_the_template_is_written_where_asked_and_only_as_a_workbook(tmp_path, within):
    assert within("template", tmp_path / "new" / "cases.xlsx").returncode == 0
    assert (tmp_path / "new" / "cases.xlsx").is_file()
    answer = within("template", tmp_path / "cases.csv")
    assert answer.returncode == 2
    assert "ends in .xlsx" in answer.stderr


def test_what_the_file_system_refuses_is_told_without_a_traceback(tmp_path):
    (tmp_path / "file").touch()
    answer = cpims("template", tmp_path / "file" / "cases.xlsx")
    assert answer.returncode == 2
    assert "file" in answer.stderr
    assert "Traceback" not in answer.stderr
