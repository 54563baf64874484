"""The Task Force's secret key: where it lies, and how a change of it is seen."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from pathlib import Path

KEY_VARIABLE = "CPIMS_LINK_KEY"
KEY_FILE = "link-key.txt"
SAMPLE_KEY_FILE = "sample-link-key.txt"
SALT_FILE = ".link-key-salt"
SALT_BYTES = 32


def find_key(raw: Path, synthetic: bool) -> bytes:
    """Return the Task Force's secret key, empty where there is none.

    The sample's public key serves only where every file is synthetic: it protects nobody.
    """
    key = secret_key(raw)
    return key or (read_key(raw / SAMPLE_KEY_FILE) if synthetic else b"")


def secret_key(raw: Path) -> bytes:
    """Return the key of the environment, else of the file in the folder of raw data, else none."""
    from_environment = os.environ.get(KEY_VARIABLE, "").strip()
    return from_environment.encode() if from_environment else read_key(raw / KEY_FILE)


def read_key(path: Path) -> bytes:
    """Return the first line of a key file that is no comment (`#`); nothing without a file."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    keys = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return keys[0].encode() if keys else b""


def mark_key(raw: Path, processed: Path) -> str:
    """Return a mark of the secret key: another key, another mark; empty without a key.

    Marks are written down outside the confidential folders, and a key that people made up can be
    guessed. So the mark is made with a random salt that never leaves `processed`: without it no
    guess can be tried. Whoever has the salt also has the case tables beside it, whose hashes tell
    of a guess in a thousandth of the time that this function takes.
    """
    key = secret_key(raw)
    if not key:
        return ""
    salt = read_salt(processed / SALT_FILE)
    return hashlib.scrypt(key, salt=salt, n=2**14, r=8, p=1, dklen=16).hex()


def read_salt(path: Path) -> bytes:
    """Return the salt in a file that only its owner can read; a new one where there is none."""
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f"{SALT_FILE}-")
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(SALT_BYTES))
        Path(beside).replace(path)
    return path.read_bytes()
