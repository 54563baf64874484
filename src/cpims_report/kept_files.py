"""CONFIDENTIAL. Files that a run keeps for the next: for their owner's eyes, under a seal."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600
DIGEST = hashlib.sha256().digest_size
LIBRARIES = (
    "babel",
    "numpy",
    "pandas",
    "pyarrow",
    "python-calamine",
    "rapidfuzz",
    "rich",
    "xlsxwriter",
)


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read; it is never half there.

    A folder that is not there yet is made for its owner alone.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        beside.touch(mode=PRIVATE_FILE)
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_sealed(path: Path, content: bytes) -> None:
    """Write what is kept under its name. A full disk stops nobody: it is made again next time."""
    try:
        write_private(path, seal(path.name, content) + content)
    except OSError:
        return


def read_sealed(path: Path) -> bytes | None:
    """Return what was kept under a name, or None where nothing is or its bytes do not add up."""
    try:
        kept = path.read_bytes()
    except OSError:
        return None
    told, content = kept[:DIGEST], kept[DIGEST:]
    return content if told == seal(path.name, content) else None


def seal(name: str, content: bytes) -> bytes:
    """Return the digest of a content under its name."""
    return hashlib.sha256(name.encode() + content).digest()


@cache
def hash_code() -> str:
    """Return a hash of the code that reads and checks, its own lists, and its libraries."""
    home = Path(__file__).parent
    told = hashlib.sha256(hash_files([*home.glob("*.py"), *(home / "records").rglob("*")], home))
    for name in LIBRARIES:
        told.update(f"{name} {version(name)}\n".encode())
    return told.hexdigest()


def hash_folder(folder: Path) -> str:
    """Return a hash of the names and bytes of all files of a folder; nothing without any."""
    paths = [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
    return hash_files(paths, folder).hex() if paths else ""


def hash_files(paths: Iterable[Path], home: Path) -> bytes:
    """Return a hash of the names below `home` and the bytes of files, compiled code left out."""
    told = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file() and path.suffix != ".pyc"):
        told.update(path.relative_to(home).as_posix().encode() + b"\0")
        told.update(hashlib.sha256(path.read_bytes()).digest())
    return told.digest()
