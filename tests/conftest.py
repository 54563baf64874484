"""What tests of several parts share: the slow oracle, and whole builds made once a session."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
Answer = subprocess.CompletedProcess[str]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep tests that share something costly together where they run side by side."""
    for item in items:
        shared = {"full_build", "public_build"} & set(getattr(item, "fixturenames", ()))
        item.add_marker(pytest.mark.xdist_group("builds" if shared else str(item.path)))


def beside(name: str) -> ModuleType:
    """Return the module of a file beside this one."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def oracle() -> ModuleType:
    """The slow second count of every indicator, `tests/oracle.py`."""
    return beside("oracle")


@pytest.fixture(scope="session")
def attacker() -> ModuleType:
    """The reader who tries to find out what editions withhold, `tests/attacker.py`."""
    return beside("attacker")


@pytest.fixture(scope="session")
def cpims() -> Callable[..., Answer]:
    """Return a function that runs the command as a person would."""

    def run(*words: object, cwd: Path = ROOT, **environment: str) -> Answer:
        command = [str(Path(sys.executable).with_name("cpims-report")), *map(str, words)]
        return subprocess.run(
            command,
            cwd=cwd,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def copy_of_the_repository(folder: Path, *data: str) -> Path:
    """Return a workspace with all but data and builds, and with the named folders of data."""
    for name in ("config", "notebooks", "_extensions", "locale", "data/reference", *data):
        if (ROOT / name).is_dir():
            leave = shutil.ignore_patterns(".ipynb_checkpoints", "figures")
            shutil.copytree(ROOT / name, folder / name, ignore=leave)
    for path in (*ROOT.glob("_quarto*.yml"), ROOT / "index.qmd", ROOT / "requirements.lock"):
        shutil.copy(path, folder / path.name)
    return folder


@pytest.fixture(scope="session")
def repository() -> Callable[..., Path]:
    """Return a function that makes a workspace like the repository, with the data it is told."""
    return copy_of_the_repository


@pytest.fixture(scope="session")
def public_build(tmp_path_factory: pytest.TempPathFactory, cpims: Callable[..., Answer]) -> Path:
    """A workspace with sealed data alone, and the report of 2018 built from it."""
    root = copy_of_the_repository(tmp_path_factory.mktemp("public"), "data/published")
    answer = cpims("build", 2018, "--from-published", "--engine", "builtin", "--root", root)
    assert answer.returncode == 0, answer.stderr + answer.stdout
    return root


@pytest.fixture(scope="session")
def full_build(tmp_path_factory: pytest.TempPathFactory, cpims: Callable[..., Answer]) -> Path:
    """A workspace with the sample of 2018 and of the year before, and the report built of it."""
    raw = ("data/raw/2017", "data/raw/2018")
    earlier = ("data/published/2016", "data/published/2017")
    root = copy_of_the_repository(tmp_path_factory.mktemp("full"), *raw, *earlier)
    shutil.copy(ROOT / "data" / "raw" / "sample-link-key.txt", root / "data" / "raw")
    answer = cpims("build", 2018, "--engine", "builtin", "--root", root)
    assert answer.returncode == 0, answer.stderr + answer.stdout
    return root
