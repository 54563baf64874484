"""Where a notebook that runs anywhere looks for its workspace."""

from __future__ import annotations

from pathlib import Path

HOME = Path(__file__).parents[2]
"""The workspace that this program stands in, where it was not installed apart."""


def folders_around() -> list[Path]:
    """Return the current folder, those above it, and the program's own workspace, in this order."""
    here = Path.cwd()
    return [here, *here.parents, HOME]
