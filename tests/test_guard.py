"""What must not enter the history is refused before it is committed, and is not in it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import yaml

from cpims_report import cli

ROOT = Path(__file__).parent.parent


@pytest.fixture
def guard(tmp_path, monkeypatch, capsys):
    """Return what `cpims-report guard` says of one file of a workspace, and its exit code."""
    (tmp_path / "config").mkdir()
    (tmp_path / "_quarto.yml").touch()

    def look(name: str, body: str) -> tuple[int, str]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
        monkeypatch.setattr("sys.argv", ["cpims-report", "guard", name, "--root", f"{tmp_path}"])
        with pytest.raises(SystemExit) as left:
            cli.main()
        return int(left.value.code or 0), capsys.readouterr().err

    return look


def notebook(**cell: object) -> str:
    return json.dumps({"cells": [{"cell_type": "code", "source": "1", **cell}]})


PHONE = "+962" + "791234567"
RECORD = "0a1b2c3d-1111-4222-8333-0123456789ab"
UNHCR = "831-16" + "C01234"


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("notebooks/20-children.ipynb", notebook(outputs=[{"text": "7"}]), "GUARD-OUTPUT"),
        ("notebooks/20-children.ipynb", notebook(execution_count=1, outputs=[]), "GUARD-OUTPUT"),
        ("data/raw/2019/imc/export.csv", "case_id\n1", "GUARD-DATA"),
        ("data/processed/2018/cases.parquet", "PAR1", "GUARD-DATA"),
        ("docs/note.md", "x" * 5_000_001, "GUARD-SIZE"),
        ("docs/note.md", f"Call {PHONE}.", "GUARD-IDENTIFIER"),
        ("config/2019.yml", f"decide: {RECORD}", "GUARD-IDENTIFIER"),
        ("src/one.py", f"case = '{UNHCR}'", "GUARD-IDENTIFIER"),
    ],
)
def test_what_must_stay_out_is_refused_and_not_shown(guard, name, body, code):
    left, said = guard(name, body)
    assert left == 2
    assert f"[{code}] {name}" in said
    assert not [each for each in (PHONE, RECORD, UNHCR) if each in said]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("notebooks/20-children.ipynb", notebook(outputs=[], execution_count=None)),
        ("data/raw/2018/imc/imc-2018-synthetic.csv", RECORD),
        ("data/raw/README.md", "Files as received."),
        ("docs/note.md", "sha256 12f502c8a7f3c21b902ef5963a30019, 2018-01-31, 962 children"),
    ],
)
def test_what_may_go_in_passes(guard, name, body):
    assert guard(name, body) == (0, "")


def test_the_repository_itself_passes_and_the_hook_calls_the_same_command(monkeypatch, capsys):
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    names = [name for name in listed.stdout.decode().split("\0") if name]
    monkeypatch.setattr("sys.argv", ["cpims-report", "guard", *names, "--root", str(ROOT)])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert not left.value.code, capsys.readouterr().err
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    assert [repo["repo"] for repo in hooks] == ["local"]
    assert any("cpims-report guard" in hook["entry"] for repo in hooks for hook in repo["hooks"])
