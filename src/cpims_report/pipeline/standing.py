"""What two machines must have in common so that a step gives the same bytes on both."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import requires, version
from pathlib import Path

from cpims_report.pipeline.hashing import hash_file, hash_value, sha256

PACKAGE = "cpims-report"


@cache
def code() -> str:
    """Return the hash of this program's files as they were when this process first asked.

    A process goes on with the code that it has imported, so it is not looked up a second time.
    """
    home = Path(__file__).parents[1]
    files = (path for path in sorted(home.rglob("*")) if path.is_file() and path.suffix != ".pyc")
    return hash_value({path.relative_to(home).as_posix(): hash_file(path) for path in files})


@cache
def versions() -> dict[str, str]:
    """Return the version of Python, the kind of processor, and all that this program asks for."""
    asked = (line for line in requires(PACKAGE) or () if "extra ==" not in line)
    names = sorted(re.split(r"[^\w.-]", line)[0] for line in asked)
    found = {name: version(name) for name in names}
    return {"Python": platform.python_version(), "processor": platform.machine()} | found


@dataclass(frozen=True)
class Standing:
    """What the machine that has a build asks of each that does a step of it.

    `witness` is a file of the workspace with a random text that never travels; `seen` is its hash,
    `marks` those of secrets in the environment, which nobody can guess at who cannot read the file.
    """

    root: Path
    witness: Path
    seen: str
    code: str
    versions: Mapping[str, str]
    marks: Mapping[str, str]

    def missing(self, names: tuple[str, ...] = ()) -> list[str]:
        """Return what this process has not in common with the one that asks, a line each."""
        if not self.witness.is_file():
            return [f"does not see {self.root}: mount the folder there, under the same path."]
        text = self.witness.read_bytes()
        if sha256(text) != self.seen:
            return [f"sees another folder under {self.root}: mount the same one there."]
        if code() != self.code:
            line = "runs other code of cpims-report: install the same commit, and start it again."
            return [line]
        here = versions()
        lines = [
            f"has {name} {here.get(name)}, and {wanted} is needed: install requirements.lock there."
            for name, wanted in self.versions.items()
            if here.get(name) != wanted
        ]
        return lines + [
            f"has another {name} in its environment, or none: give it the same, or use a file."
            for name in names
            if mark(name, text) != self.marks.get(name, mark("", text))
        ]


def mark(name: str, salt: bytes) -> str:
    """Return a mark of what a variable of the environment holds; one without a value has one too.

    A slow function, so that a key that people made up is not found by trying.
    """
    value = os.environ.get(name, "").strip().encode()
    return hashlib.scrypt(value, salt=salt, n=2**14, r=8, p=1, dklen=16).hex()


@contextmanager
def standing(root: Path, folder: Path, names: tuple[str, ...] = ()) -> Iterator[Standing]:
    """Yield what this process is, with a witness in `folder` that only its owner can read.

    `names` are variables of the environment that hold secrets.
    """
    folder.mkdir(parents=True, exist_ok=True)
    witness = folder / f".witness-{secrets.token_hex(8)}"
    text = secrets.token_bytes(32)
    with os.fdopen(os.open(witness, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(text)
    try:
        marks = {name: mark(name, text) for name in names}
        yield Standing(root, witness, sha256(text), code(), versions(), marks)
    finally:
        witness.unlink(missing_ok=True)
