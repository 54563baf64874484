"""What must not enter the history of the repository: refused before it is committed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from cpims_report.errors import ConfigurationError, Problem
from cpims_report.notebook_form import settle

MOST_BYTES = 5_000_000
INVENTED = ("data/raw/truth/", "tests/")
"""Where invented names and numbers stand for real ones; so do the sample's files by their names."""
SAMPLE = re.compile(r"data/raw/\d{4}/[^/]+/[^/]+-synthetic\.[\w.]+$")
KEPT = re.compile(r"(^|/)(\.gitignore|README\.md|sample-link-key\.txt)$")
LOOKS_LIKE = {
    "a telephone number": re.compile(r"(?<![\w.+-])(\+|00)9\d{2}[ -]?\d([ -]?\d){7,8}(?![\w-])"),
    "a UNHCR case number": re.compile(r"(?<![\w-])\d{3}-\d{2}C\d{5}(?!\w)"),
    "an id of a record": re.compile(
        r"(?<![\w-])(?![0-9a-f-]*5e1f0000)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    ),
}
"""Ids with 5e1f0000 are those of the sample."""


def guard(root: Path, names: Iterable[str]) -> int:
    """Return how many files were looked at; raise ConfigurationError for what must stay out.

    `names` are paths relative to `root`. What was found is never shown, only where and what kind.
    """
    seen = list(names)
    problems = [problem for name in seen for problem in refused(root / name, name)]
    if problems:
        raise ConfigurationError("This must not be committed. Take it out, then commit.", problems)
    return len(seen)


def mend(root: Path, names: Iterable[str]) -> list[str]:
    """Bring notebooks into the form in which they are committed; return the names of those changed.

    Nothing is lost but outputs, counts and the settings of a machine.
    """
    changed = []
    for name in names:
        path = root / name
        if path.suffix != ".ipynb" or not path.is_file() or is_case_data(name):
            continue
        before = path.read_text("utf-8")
        after = settle(before)
        if after != before:
            path.write_text(after, encoding="utf-8", newline="\n")
            changed.append(name)
    return changed


def refused(path: Path, name: str) -> list[Problem]:
    """Return why one file must stay out of the history."""
    if not path.is_file():
        return []
    body = path.read_bytes()
    found = [problem(name, "GUARD-SIZE", "The file has more than 5 MB.")] * (len(body) > MOST_BYTES)
    if is_case_data(name):
        found.append(problem(name, "GUARD-DATA", "The file lies where case data lie."))
    elif name.endswith(".ipynb") and has_outputs(body):
        found.append(problem(name, "GUARD-OUTPUT", "The notebook holds outputs; clear them."))
    elif not name.startswith(INVENTED) and not SAMPLE.search(name):
        text = body.decode("utf-8", errors="ignore")
        for what, pattern in LOOKS_LIKE.items():
            if match := pattern.search(text):
                row = text.count("\n", 0, match.start()) + 1
                found.append(problem(name, "GUARD-IDENTIFIER", f"This looks like {what}.", row))
    return found


def is_case_data(name: str) -> bool:
    """Return whether a path is one of raw or processed data, the sample's own files apart."""
    if name.startswith("data/processed/"):
        return not KEPT.search(name)
    if name.startswith("data/raw/"):
        return not (KEPT.search(name) or SAMPLE.search(name) or name.startswith(INVENTED))
    return False


def has_outputs(body: bytes) -> bool:
    """Return whether a notebook holds results of a run, or is no notebook."""
    try:
        cells = json.loads(body)["cells"]
    except (ValueError, KeyError, TypeError):
        return True
    return any(cell.get("outputs") or cell.get("execution_count") for cell in cells)


def problem(name: str, code: str, message: str, row: int | None = None) -> Problem:
    """Return one problem of a file."""
    return Problem(code, message, file=name, row=row)
