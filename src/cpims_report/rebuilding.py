"""An edition made once more from the same sealed data, and compared byte by byte."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from cpims_report import editions
from cpims_report.building import attend
from cpims_report.errors import AssemblyFailed, Problem
from cpims_report.workspace import Workspace

APART = ("build", ".git", ".venv")
"""What a workspace has that an edition is not made from."""


def rebuild(workspace: Workspace, build: Path, console: Console) -> str:
    """Return a line that says that a new build has the same bytes, documents and notebooks.

    The new one is made in a folder of its own that is gone afterwards. Raises AssemblyFailed with
    the first byte that differs of each file that is not the same.
    """
    about = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    year, language, engine = about["year"], about["language"], about["engine"]["name"]
    with TemporaryDirectory(prefix="cpims-again-") as folder:
        again = Workspace(Path(folder))
        for path in workspace.root.iterdir():
            if path.name not in APART:
                (again.root / path.name).symlink_to(path)
        steps = editions.plan(again, [year], [language], about["formats"], engine, True)
        attend(again, steps, 2, True, console)
        names = [*about["outputs"], *executed(build)]
        other = again.build(year, language)
        differing = [name for name in names if differs(build / name, other / name) is not None]
        if not differing:
            return f"{len(names)} files have the same bytes when they are made again"
        problems = [
            Problem(
                "VER-REBUILD",
                f"Byte {differs(build / name, other / name)} is another one when the file is made "
                "again.",
                file=name,
            )
            for name in differing
        ]
    raise AssemblyFailed(f"{build.name} is not what its sealed data give.", problems)


def executed(build: Path) -> list[str]:
    """Return the names of the executed chapters of a build."""
    return [path.relative_to(build).as_posix() for path in build.glob("executed/*.ipynb")]


def differs(one: Path, other: Path) -> int | None:
    """Return the place of the first byte, counted from 1, that differs, or None where none does."""
    first, second = (path.read_bytes() if path.is_file() else b"" for path in (one, other))
    if first == second:
        return None
    both = zip(first, second, strict=False)
    return 1 + next(
        (place for place, (a, b) in enumerate(both) if a != b), min(len(first), len(second))
    )
