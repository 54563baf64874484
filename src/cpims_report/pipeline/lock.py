"""One build at a time in a workspace."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cpims_report.errors import ConfigurationError


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold `folder` for this process; raise ConfigurationError if another one holds it.

    The system lets go when the process ends, however it ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ConfigurationError(
                f"Another build is running in {folder}. Wait until it has ended."
            ) from None
        yield
