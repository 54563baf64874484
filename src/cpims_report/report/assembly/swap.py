"""Writing beside and renaming: a final name never holds half a thing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def workshop(folder: Path) -> Iterator[Path]:
    """Yield an empty folder inside `folder` that is gone afterwards, whatever happens.

    `folder` is made if need be, and removed again if it was not there and stays empty.
    """
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=folder) as scratch:
            yield Path(scratch)
    finally:
        if made and not any(folder.iterdir()):
            folder.rmdir()


def put(new: Path, final: Path) -> None:
    """Give a finished file or folder its final name; what had the name before is gone."""
    final.parent.mkdir(parents=True, exist_ok=True)
    if not final.is_dir():
        new.replace(final)
        return
    old = new.with_name(f"{new.name}.old")
    final.rename(old)
    new.rename(final)
    shutil.rmtree(old)
