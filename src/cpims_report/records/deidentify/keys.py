"""The Task Force's secret key: read, judged by its strength, made anew."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from zxcvbn import zxcvbn

from cpims_report.errors import ConfigurationError

SHORTEST_KEY = 16
FEWEST_GUESSES = 15.0
"""Powers of ten: what fewer guesses find protects nobody, because the numbers are known."""
LOOKED_AT = 72
"""Characters of a key whose strength is estimated; the estimate takes no more."""
PUBLIC = b"synthetic-sample-public"
BYTES = 32
MAKE = "The Task Force's analyst makes one with --new-key FILE, for all agencies."


def read_key(path: Path) -> bytes:
    """Return the key in a file: its first line that is no comment.

    Raise ConfigurationError for a key that is short, repeats itself or follows a pattern.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise ConfigurationError(f"{path}: the key file cannot be read.") from None
    keys = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if not keys or len(keys[0]) < SHORTEST_KEY:
        message = f"{path} holds no key of at least {SHORTEST_KEY} characters."
        raise ConfigurationError(f"{message} Ask the Task Force's analyst for it. {MAKE}")
    key = keys[0].encode()
    if not key.startswith(PUBLIC) and estimate(keys[0]) < FEWEST_GUESSES:
        message = f"The key in {path} repeats itself or follows a pattern: it can be guessed."
        raise ConfigurationError(f"{message} {MAKE}")
    return key


def estimate(key: str) -> float:
    """Return how many guesses find a key, as a power of ten."""
    return float(zxcvbn(key[:LOOKED_AT])["guesses_log10"])


def warn_open(path: Path, key: bytes) -> list[str]:
    """Return the warning that others on this machine can read the key, or nothing."""
    shared = path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH)
    if os.name == "nt" or not shared or key.startswith(PUBLIC):
        return []
    return [f"Warning: other users of this machine can read {path}. Say: chmod 600 {path}"]


def write_key(path: Path) -> None:
    """Write a new random key that only its owner can read; never over a file that is there."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        handle = os.open(path, flags, stat.S_IRUSR | stat.S_IWUSR)
    except FileExistsError:
        message = f"{path} is there already: a key is never written over."
        raise ConfigurationError(f"{message} Name another file.") from None
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(
            "# The Task Force's secret key: one for all agencies. Send it to no one else.\n"
        )
        stream.write(f"{secrets.token_urlsafe(BYTES)}\n")
