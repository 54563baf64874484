"""Reads every finished file for identifiers and for values of suppressed cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

import pandas as pd

from cpims_report.case_tables import CaseTables
from cpims_report.config import Settings
from cpims_report.disclosure.leaks.contents import Content, Unreadable, read_contents
from cpims_report.disclosure.leaks.identifiers import Identifiers
from cpims_report.disclosure.leaks.secrets import Secrets
from cpims_report.disclosure.leaks.statements import (
    Statement,
    find_statements,
    in_lines,
    in_workbook,
)
from cpims_report.errors import DisclosureRefused, Problem
from cpims_report.schema import CELL_KEY
from cpims_report.workspace import EXACT_FILE, Workspace

ACTION = "Do not share this build. Find where it comes from before building again."


def scan(folder: Path, identifiers: Identifiers, secrets: Secrets | None) -> list[Problem]:
    """Return what the files of a folder give away: one problem per file and kind of leak.

    A problem names the file and how many different things were found, never the things. A file
    that cannot be read is a problem too. What is looked for, and what not: docs/disclosure.md.
    Of a file that lies there twice, the second time its place alone is looked at.
    """
    problems: list[Problem] = []
    clear: set[tuple[str, bytes]] = set()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        copy = (path.name, sha256(path.read_bytes()).digest())
        if copy in clear and not identifiers.count_in(path.relative_to(folder).as_posix()):
            continue
        found = list(scan_file(path, folder, identifiers, secrets))
        problems += found
        if not found:
            clear.add(copy)
    return problems


def scan_file(
    path: Path, folder: Path, identifiers: Identifiers, secrets: Secrets | None
) -> Iterator[Problem]:
    """Yield the problems of one file."""
    name = path.relative_to(folder).as_posix()
    body = path.read_bytes()
    try:
        contents = list(read_contents(name, body))
        told = count_told(path, body, contents, secrets) if secrets else 0
    except (Unreadable, BadZipFile, KeyError):
        yield Problem(
            "LEAK-UNREADABLE", "The file cannot be read, so cannot be cleared.", file=name
        )
        return
    words = identifiers.count_in("\n".join([name, *(part.text for part in contents)]))
    if words:
        message = "The file holds identifiers of the raw data."
        yield Problem("LEAK-IDENTIFIER", message, file=name, count=words, action=ACTION)
    if told:
        message = "The file gives values of suppressed cells."
        yield Problem("LEAK-CELL", message, file=name, count=told, action=ACTION)


def count_told(path: Path, body: bytes, contents: Sequence[Content], secrets: Secrets) -> int:
    """Return how many different statements of a file give the value of a suppressed cell."""
    statements = [one for part in contents for one in find_statements(part.suffix, part.text)]
    statements += in_lines(re.sub(r"[-_]+", " ", path.stem))
    if path.suffix.lower() == ".xlsx":
        statements += in_workbook(body)
    return len({one for one in statements if is_told(one, secrets)})


def is_told(statement: Statement, secrets: Secrets) -> bool:
    """Return whether a statement gives the value of a suppressed cell."""
    record = dict(statement.record)
    if set(CELL_KEY) <= set(record):
        key = tuple(record[name] for name in CELL_KEY)
        return key in secrets.cells and str(secrets.cells[key]) == record.get("value", "")
    return secrets.tells(statement.words, statement.number)


def scan_build(build: Path, workspace: Workspace, year: int) -> None:
    """Raise DisclosureRefused if a finished build gives away anything of a year's raw data.

    Uses what there is of the confidential side: without it (a fork that has published data alone)
    there is nothing to give away.
    """
    processed = workspace.processed(year)
    hashes, exact = CaseTables.paths(processed)["identifiers"], processed / EXACT_FILE
    published = workspace.published(year) / "indicators.csv"
    identifiers = (
        Identifiers.of(pd.read_parquet(hashes))
        if hashes.is_file()
        else Identifiers("", frozenset())
    )
    secrets = None
    if exact.is_file() and published.is_file():
        settings = Settings(workspace.config)
        secrets = Secrets.of(pd.read_parquet(exact), read_published(published), settings, year)
    problems = scan(build, identifiers, secrets)
    if problems:
        raise DisclosureRefused(f"The build of {year} gives away what must stay inside.", problems)


def read_published(path: Path) -> pd.DataFrame:
    """Return published cells with codes as text, numbers as numbers."""
    cells = pd.read_csv(path, dtype=str, keep_default_na=False)
    numbers = {name: pd.to_numeric(cells[name]) for name in ("value", "base", "percent")}
    return cells.assign(year=cells["year"].astype(int), **numbers)
