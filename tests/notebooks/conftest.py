"""Chapters as files, and the sealed data of this repository to read them with."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
CHAPTERS = [path for path in NOTEBOOKS if path.stem[:2] not in ("01", "02", "03")]


def stem(path: Path) -> str:
    return path.stem


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for name, paths in (("notebook", NOTEBOOKS), ("chapter", CHAPTERS)):
        if name in metafunc.fixturenames:
            read = [nbformat.read(path, as_version=nbformat.NO_CONVERT) for path in paths]
            metafunc.parametrize(name, read, ids=[stem(path) for path in paths])


@pytest.fixture(scope="session")
def published() -> Path:
    return Path(os.environ.get("CPIMS_PUBLISHED", ROOT / "data" / "published"))


@pytest.fixture(scope="session")
def cover() -> str:
    return (ROOT / "index.qmd").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def chapters() -> dict[str, nbformat.NotebookNode]:
    return {path.stem: nbformat.read(path, as_version=nbformat.NO_CONVERT) for path in CHAPTERS}
