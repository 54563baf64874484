"""The files that the agencies sent, found and read once, safely."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cpims_report.config import Source
from cpims_report.errors import Problem
from cpims_report.records import refusals

SYNTHETIC = "synthetic"


@dataclass(frozen=True)
class Received:
    """One file as received: its content in memory, so that nothing can change while it is read."""

    agency: str
    profile: str
    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The fingerprint of the content."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def named_synthetic(self) -> bool:
        """Whether the file's name says that its data is made up."""
        return SYNTHETIC in PurePosixPath(self.name).name.lower()


def find_files(folder: Path, source: Source) -> tuple[list[Path], list[Problem]]:
    """Return the files of one source below `folder`, sorted, and the patterns that lead nowhere.

    Nothing outside the folder is ever opened: patterns with `..` and links that lead out are
    problems.
    """
    shown = f"data/raw/{folder.name}"
    home = folder.resolve()
    files: list[Path] = []
    problems: list[Problem] = []
    for pattern in source.files:
        parts = PurePosixPath(pattern.replace("\\", "/").strip() or "(no name)")
        if parts.is_absolute() or ".." in parts.parts or ":" in parts.parts[0]:
            problems.append(refusals.outside(source.agency, pattern, shown))
            continue
        matches = sorted(path for path in folder.glob(str(parts)) if not is_leftover(path))
        strays = [path for path in matches if not path.resolve().is_relative_to(home)]
        inside = [path for path in matches if path not in strays and path.is_file()]
        if strays:
            problems.append(refusals.outside(source.agency, pattern, shown))
        elif not inside:
            problems.append(refusals.no_file(source.agency, pattern, shown))
        files += [path for path in inside if path not in files]
    return files, problems


def is_leftover(path: Path) -> bool:
    """Return whether a file is what Excel or a desktop leaves beside an open document."""
    return path.name.startswith(("~$", ".", "._"))


def receive(
    folder: Path, sources: tuple[Source, ...]
) -> Iterator[tuple[Source, Received | Problem]]:
    """Yield each file of each source with its content, or the problem that stands in its way."""
    for source in sources:
        files, problems = find_files(folder, source)
        yield from ((source, problem) for problem in problems)
        for path in files:
            name = path.relative_to(folder).as_posix()
            try:
                content = path.read_bytes()
            except OSError as error:
                why = f"The file cannot be opened: {error.strerror}."
                yield (
                    source,
                    refusals.unreadable(source.agency, name, why, "Check its permissions."),
                )
                continue
            if content:
                yield source, Received(source.agency, source.profile, name, content)
            else:
                yield source, refusals.zero_bytes(source.agency, name)
