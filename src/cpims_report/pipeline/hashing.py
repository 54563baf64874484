"""Fingerprints of files, folders and notebooks, by content alone."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path
from typing import Any

from cpims_report.pipeline.step import PREVIEW

GRAIN = 2_000_000_000
"""The coarsest grain, in nanoseconds, that a file system's clock may have."""
SEEN: dict[tuple[str, int, int, int, int], str] = {}
"""What the system tells of a file -> the hash that it had then."""


def sha256(data: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's content.

    A file that is asked for again is not read again while the system says that it is the same. One
    that was written a moment ago is: a clock of coarse grain would not show the next change.
    """
    about = path.stat()
    mark = (str(path), about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns)
    if mark in SEEN:
        return SEEN[mark]
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if time.time_ns() - max(about.st_mtime_ns, about.st_ctime_ns) > GRAIN:
        SEEN[mark] = digest
    return digest


def hash_tree(path: Path) -> dict[str, str]:
    """Return path -> SHA-256 of a file, or of all files below a folder but hidden ones."""
    if path.is_file():
        return {str(path): hash_file(path)}
    return {
        str(file): hash_file(file)
        for file in sorted(path.rglob("*"))
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(path).parts)
    }


def hash_value(value: Any) -> str:
    """Return the SHA-256 of a JSON-like value, whatever the order of its keys."""
    return sha256(json.dumps(value, sort_keys=True, default=str).encode())


def notebook_code(path: Path) -> list[str]:
    """Return the sources of a notebook's code cells that run in a build, in order.

    The cell that parameters are injected after is marked, for moving the mark changes what runs.
    """
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [
        "# parameters\n" * ("parameters" in tags) + "".join(cell["source"])
        for cell in cells
        if cell["cell_type"] == "code" and PREVIEW not in (tags := cell["metadata"].get("tags", []))
    ]


def notebook_prose(path: Path) -> list[list[str]]:
    """Return what of a notebook does not run: prose, and all cells' order, names and tags."""
    return [
        [
            cell["cell_type"],
            cell.get("id", ""),
            *(tags := cell["metadata"].get("tags", [])),
            "" if cell["cell_type"] == "code" and PREVIEW not in tags else "".join(cell["source"]),
        ]
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
    ]
