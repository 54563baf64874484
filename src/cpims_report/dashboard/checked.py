"""What the last check said of each agency's files: how many refusals, of which bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cpims_report.beside import write_beside
from cpims_report.config import Source
from cpims_report.pipeline.hashing import hash_file
from cpims_report.workspace import Workspace

FILE = "checked.json"
"""CONFIDENTIAL, in `processed`: fingerprints of files, and counts."""


@dataclass(frozen=True)
class Checked:
    """What was said of one agency's files, and of which: their names and fingerprints."""

    files: Mapping[str, str]
    refused: int


def received_files(workspace: Workspace, year: int, sources: Iterable[Source]) -> list[Path]:
    """Return the files that some sources of a year name, those that are there."""
    raw = workspace.raw(year)
    found = {path for each in sources for glob in each.files for path in raw.glob(glob)}
    return sorted(path for path in found if path.is_file())


def fingerprints(paths: Iterable[Path]) -> dict[str, str]:
    """Return name -> SHA-256 of files."""
    return {path.name: hash_file(path) for path in paths}


def keep_checked(
    workspace: Workspace, year: int, sources: Iterable[Source], refused: Mapping[str, int]
) -> None:
    """Write down that a check has looked at the files that are there, and what it refused."""
    listed = list(sources)
    told = {
        agency: {
            "files": fingerprints(
                received_files(workspace, year, [s for s in listed if s.agency == agency])
            ),
            "refused": refused.get(agency, 0),
        }
        for agency in dict.fromkeys(source.agency for source in listed)
    }
    write_beside(workspace.processed(year) / FILE, json.dumps(told, indent=1) + "\n")


def find_checked(workspace: Workspace, year: int) -> dict[str, Checked]:
    """Return what the last check said, by agency; nothing where none was, or it is damaged."""
    path = workspace.processed(year) / FILE
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {
            str(agency): Checked(dict(each["files"]), int(each["refused"]))
            for agency, each in told.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
