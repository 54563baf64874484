"""CONFIDENTIAL. What a check said, kept so that it is said again at once while nothing changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cpims_report.case_tables import CaseTables
from cpims_report.kept_files import hash_code, hash_folder, read_sealed, write_sealed
from cpims_report.link_key import SAMPLE_KEY_FILE, read_key, secret_key
from cpims_report.workspace import Workspace

FOLDER = "checked"


@dataclass(frozen=True)
class Told:
    """What a check said, and with which exit code it ended."""

    text: str
    code: int


@dataclass(frozen=True)
class KeptCheck:
    """The checks of a year that are kept; `manner` is how one was told: language, terminal, width.

    `key` is a hash of all that a check looks at: files of this year and the last, configuration,
    link key, code. What it writes, and what last year left, must be as it was then.
    """

    workspace: Workspace
    year: int
    manner: tuple[object, ...]
    key: str

    @classmethod
    def of(cls, workspace: Workspace, year: int, manner: Iterable[object]) -> KeptCheck:
        """Return the checks of a year as everything stands now."""
        raw = workspace.raw(year).parent
        told = [
            hash_code(),
            hash_folder(workspace.config),
            *(hash_folder(workspace.raw(each)) for each in (year, year - 1)),
            *(hashlib.sha256(key).hexdigest() for key in list_keys(raw)),
        ]
        key = hashlib.sha256(json.dumps(told).encode()).hexdigest()
        return cls(workspace, year, tuple(manner), key)

    @property
    def path(self) -> Path:
        """The file of this check told in this manner."""
        manner = hashlib.sha256(json.dumps(self.manner).encode()).hexdigest()
        return self.workspace.processed(self.year) / FOLDER / f"{self.key}-{manner[:16]}"

    def find(self) -> Told | None:
        """Return what the check said, or None where it must be made."""
        content = read_sealed(self.path)
        if content is None:
            return None
        try:
            kept = json.loads(content)
            told, beside = Told(kept["text"], kept["code"]), kept["beside"]
        except (ValueError, KeyError, TypeError):
            return None
        return told if beside == self.hash_beside(beside) else None

    def keep(self, told: Told, written: Iterable[Path]) -> None:
        """Write what the check said, unless something has changed while it was made.

        `written` are the files that it wrote. What is kept of an earlier state goes.
        """
        if KeptCheck.of(self.workspace, self.year, self.manner) != self:
            return
        names = [path.relative_to(self.workspace.root).as_posix() for path in written]
        kept = {"text": told.text, "code": told.code, "beside": self.hash_beside(names)}
        write_sealed(self.path, json.dumps(kept).encode())
        for path in self.path.parent.glob("*"):
            if not path.name.startswith(self.key):
                path.unlink(missing_ok=True)

    def hash_beside(self, names: Iterable[str]) -> dict[str, str]:
        """Return file -> hash, empty for one that is not there, of `names` and what last year left.

        Where its raw files are gone, that is what this year is compared with.
        """
        before = self.workspace.processed(self.year - 1)
        left = [before / "delivered.json"]
        if not hash_folder(self.workspace.raw(self.year - 1)):
            left += CaseTables.paths(before).values()
        paths = {*(self.workspace.root / name for name in names), *left}
        return {
            path.relative_to(self.workspace.root).as_posix(): hash_file(path)
            for path in sorted(paths)
        }


def hash_file(path: Path) -> str:
    """Return the hash of a file, empty where there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def list_keys(raw: Path) -> list[bytes]:
    """Return the secret key and the sample's, empty where there is none."""
    return [secret_key(raw), read_key(raw / SAMPLE_KEY_FILE)]
