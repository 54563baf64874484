"""One of two things compared: its sealed data, and its book where one was built."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cpims_report.errors import ConfigurationError
from cpims_report.report.assembly.chapters import Chapter, read_chapters
from cpims_report.report.assembly.specification import read_specification
from cpims_report.report.sealed import SEAL, Sealed, read_sealed
from cpims_report.workspace import RECORD


@dataclass(frozen=True, eq=False)
class Side:
    """A year, or one build of it."""

    name: str
    sealed: Sealed
    language: str
    build: Path | None

    @property
    def year(self) -> int:
        """The year that the data are of."""
        return self.sealed.year

    @property
    def book(self) -> Path | None:
        """The staged book, where there is one."""
        return self.build / "book" if self.build else None

    @property
    def draft(self) -> bool:
        """Whether the build is a draft."""
        return self.build is not None and bool(record_of(self.build)["draft"])

    @cached_property
    def chapters(self) -> Sequence[Chapter]:
        """The chapters of the book, in its order."""
        if self.book is None:
            return ()
        paths = read_specification(self.book, self.language)["book"]["chapters"]
        return read_chapters(self.book, paths)


def open_side(named: str, root: Path, language: str) -> Side:
    """Return what a person named: a year, with its build of now, or the folder of a build."""
    published = root / "data" / "published"
    if named.isdigit() and len(named) == 4:
        sealed = read_sealed(published, int(named))
        build = root / "build" / f"{named}-{language}"
        own = build if (build / RECORD).is_file() and is_of(build, sealed) else None
        return Side(named, sealed, language, own)
    build = Path(named)
    if not (build / RECORD).is_file() or not (build / "manifest.json").is_file():
        raise ConfigurationError(
            f"{named} is neither a year nor a finished build. Name a year such as 2018, or a "
            "folder such as build/2018-en, or a copy that you kept of one."
        )
    manifest = json.loads((build / "manifest.json").read_text("utf-8"))
    year = int(manifest["year"])
    return Side(build.name, sealed_of(build, year, published), manifest["language"], build)


def sealed_of(build: Path, year: int, published: Path) -> Sealed:
    """Return the sealed data of a build: those in its site, else the workspace's where the same."""
    package = build / "site" / "downloads" / f"cpims-data-package-{year}.zip"
    if package.is_file():
        with TemporaryDirectory(prefix="cpims-compared-") as folder:
            home = Path(folder) / str(year)
            with zipfile.ZipFile(package) as archive:
                archive.extractall(home)
            return read_sealed(Path(folder), year)
    seal = published / str(year) / SEAL
    wanted = record_of(build)["items"]["disclosure"]
    if seal.is_file() and hashlib.sha256(seal.read_bytes()).hexdigest() == wanted:
        return read_sealed(published, year)
    raise ConfigurationError(
        f"{build.name} has no data of its own, and those it was built of are gone from "
        f"data/published/{year}. Build with --to html what you want to keep."
    )


def is_of(build: Path, sealed: Sealed) -> bool:
    """Return whether a build was made of these sealed data."""
    return bool(record_of(build)["items"]["disclosure"] == sealed.seal)


def record_of(build: Path) -> dict[str, Any]:
    """Return what a build says of its items."""
    record: dict[str, Any] = json.loads((build / RECORD).read_text("utf-8"))
    return record
