"""The house keeps its own rules: packages, lock, style, types, wall, no trace of a machine."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent


def tracked() -> list[Path]:
    """Return the files that git knows or would add."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def wanted_packages() -> list[str]:
    """Return all that pyproject.toml asks for, with its versions."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"].values()
    return [*project["dependencies"], *(entry for extra in extras for entry in extra)]


def test_conda_and_pip_users_get_the_same_packages_in_the_same_versions():
    wanted = wanted_packages()
    listed = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    pip = next(entry["pip"] for entry in listed if isinstance(entry, dict))
    conda = [entry for entry in listed if isinstance(entry, str)]
    given = {entry.replace(" ", "") for entry in [*conda, *pip]}
    extra = {"python>=3.11", "quarto>=1.9.17", "pip", "--editable."}
    assert given == {entry.replace(" ", "") for entry in wanted} | extra


def test_the_lock_holds_every_package_exact_and_hashed_with_no_address():
    wanted = wanted_packages()
    lock = (ROOT / "requirements.lock").read_text()
    locked = set(re.findall(r"(?m)^([a-z0-9.-]+)(?:\[[a-z,]+\])?==", lock))
    assert {re.split(r"[<>=]", entry)[0] for entry in wanted} <= locked
    entries = re.split(r"(?m)^(?=[a-z0-9.-]+(?:\[[a-z,]+\])?==)", lock)[1:]
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"https?://|--index|file:", lock)


def test_every_package_that_the_code_imports_is_asked_for():
    named = {re.split(r"[<>=\[]", entry)[0] for entry in wanted_packages()}
    asked = {
        module
        for module, packages in importlib.metadata.packages_distributions().items()
        if named & {re.sub("[-_.]+", "-", package).lower() for package in packages}
    }
    imported = {
        name.split(".")[0]
        for path in (ROOT / "src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in (
            [each.name for each in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and not node.level
            else []
        )
    }
    assert not imported - asked - sys.stdlib_module_names - {"cpims_report"}


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["importlinter.cli", "lint"],
    ],
    ids=["ruff finds nothing", "code is formatted", "types hold", "the wall holds"],
)
def test_checks_pass(command: list[str]):
    start = [sys.executable, "-m", *command]
    if command[0].startswith("importlinter"):
        start = [str(Path(sys.executable).with_name("lint-imports"))]
    result = subprocess.run(start, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_no_committed_file_names_a_machine_or_an_index():
    home = r"/(?:home|Users|root|work|opt)/[A-Za-z]"
    index = r"pypi\.org/simple|registry\.npmjs|files\.pythonhosted"
    trace = re.compile(f"(?<![\\w.]){home}|{index}")
    text = {
        ".py",
        ".md",
        ".yml",
        ".yaml",
        ".toml",
        ".ipynb",
        ".json",
        ".csv",
        ".qmd",
        ".lock",
        ".typ",
    }
    found = [
        path.relative_to(ROOT).as_posix()
        for path in tracked()
        if path.suffix in text
        and path != Path(__file__)
        and trace.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert found == []


def test_git_ignores_case_data_and_takes_what_is_sealed():
    def ignored(path: str) -> bool:
        command = ["git", "check-ignore", "--quiet", "--no-index", path]
        return subprocess.run(command, cwd=ROOT, check=False).returncode == 0

    assert ignored("data/raw/2019/imc/export.xlsx")
    assert ignored("data/raw/2018/imc/export.xlsx")
    assert ignored("data/raw/link-key.txt")
    assert ignored("data/processed/2018/cases.parquet")
    assert ignored("data/processed/2018/01-clean.ipynb")
    assert not ignored("data/published/2019/indicators.csv")


def test_the_door_is_small():
    help_text = subprocess.run(
        ["make", "--silent", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert 1 <= len(help_text.splitlines()) <= 12
    assert len((ROOT / "README.md").read_text().splitlines()) <= 120
