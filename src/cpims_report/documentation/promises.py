"""Tests that the manual names, and whether they are there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from cpims_report.errors import AssemblyFailed, Problem
from cpims_report.report.assembly.chapters import Chapter

_TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def check_promises(chapters: Sequence[Chapter], root: Path) -> None:
    """Raise one error that names every test which a page tells of and which is not there.

    A workspace without tests, such as a country's own, cannot be asked.
    """
    if not (root / "tests").is_dir():
        return
    problems = [
        Problem(
            "A-TEST",
            f"The test {path}{'::' if name else ''}{name} is not there.",
            file=chapter.path,
            action="Name the test that holds the promise now, or write it.",
        )
        for chapter in chapters
        for path, name in _TEST.findall(chapter.markdown)
        if not _there(root / path, name)
    ]
    if problems:
        raise AssemblyFailed("The manual names tests that do not exist.", problems)


def _there(path: Path, name: str) -> bool:
    if not path.is_file():
        return False
    return not name or f"def {name}(" in path.read_text("utf-8")
