"""The files that the agencies sent, found and read once, safely."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path, PurePosixPath

from cpims_report.config import Source
from cpims_report.errors import InputRefused, Problem
from cpims_report.records.issues import refusals
from cpims_report.records.read.filenames import call_file
from cpims_report.records.read.safety import read_steady

SYNTHETIC = "synthetic"
CROSSWALK = "crosswalk.csv"
"""Old and new ids of an agency that changed its system; it lies beside the export."""


@dataclass
class Received:
    """One file as received: its content in memory, so that nothing can change while it is read.

    `name` is the one under which it may be spoken of (`sources.filenames`).
    A large file fills the memory, so its bytes are let go as soon as they have been read.
    """

    agency: str
    profile: str
    name: str
    content: bytes
    digest: str = ""

    @property
    def sha256(self) -> str:
        """The fingerprint of the content, counted once."""
        self.digest = self.digest or hashlib.sha256(self.content).hexdigest()
        return self.digest

    def let_go(self) -> None:
        """Give the bytes back; name and fingerprint stay."""
        self.digest, self.content = self.sha256, b""

    def without_content(self) -> Received:
        """Return the file by its name and fingerprint alone, its bytes given back."""
        return replace(self, content=b"", digest=self.sha256)

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
    """Return whether a file is no delivery: what a desktop leaves beside one, or a crosswalk."""
    return path.name.startswith(("~$", ".", "._")) or path.name == CROSSWALK


def receive(
    folder: Path, sources: tuple[Source, ...], agency: str = ""
) -> Iterator[tuple[Source, Received | Problem]]:
    """Yield each file of each source with its content, or the problem that stands in its way.

    Those of one `agency` alone, where it is named.
    """
    for source, found in list_files(folder, sources):
        if agency not in ("", source.agency):
            continue
        try:
            yield source, found if isinstance(found, Problem) else open_file(*found, source)
        except InputRefused as refused:
            yield from ((source, problem) for problem in refused.problems)


def list_files(
    folder: Path, sources: tuple[Source, ...]
) -> Iterator[tuple[Source, tuple[Path, str] | Problem]]:
    """Yield each file of each source and what to call it, or the problem of one that is not."""
    numbers = count(1)
    for source in sources:
        files, problems = find_files(folder, source)
        yield from ((source, problem) for problem in problems)
        for path in files:
            known = (source.agency, source.profile, *source.files)
            yield (
                source,
                (path, call_file(path.relative_to(folder).as_posix(), known, next(numbers))),
            )


def open_file(path: Path, name: str, source: Source) -> Received | Problem:
    """Return a file with its content, which nothing else holds, or the problem of an empty one."""
    content = read_steady(path, source.agency, name)
    if not content:
        return refusals.zero_bytes(source.agency, name)
    return Received(source.agency, source.profile, name, content)
