"""One step of a build: a notebook, or a function named by its module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PREVIEW = "preview"
"""The tag of cells that serve a person who works in the notebook, and do not run in a build."""


@dataclass(frozen=True)
class Step:
    """What is run, on what, into what.

    `notebook` steps run in a fresh kernel in `cwd` and leave their executed copy at `executed`.
    `function` steps name a callable as `module:name`; it is called with `parameters`.
    `inputs` and `outputs` are files or folders, all that it reads and all that it writes; a missing
    input counts as empty. It may read its own outputs too, as a run before left them.
    `marks` change with what is neither file nor parameter (a secret): its name -> a mark of it that
    gives nothing of it away.
    `secrets` are names of environment variables that its kernel gets too, from whoever runs it:
    what they hold is never part of the step.
    `side` is what a machine other than this one must have declared that it may take, if anything.
    `warm` are modules that its kernel finds imported when it starts; it takes less time, no more.
    `limit` is the number of seconds that it may take, all cells together.
    `environment` is added to the kernel's, which otherwise has only what a process needs to start.
    Steps are plain data, so any `concurrent.futures.Executor` can carry them to another process.
    """

    name: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    inputs: tuple[Path, ...] = ()
    outputs: tuple[Path, ...] = ()
    after: tuple[str, ...] = ()
    notebook: Path | None = None
    executed: Path | None = None
    cwd: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    secrets: tuple[str, ...] = ()
    side: str = ""
    warm: tuple[str, ...] = ()
    limit: float = 3600
    function: str = ""

    def __post_init__(self) -> None:
        """Refuse a step that is neither notebook nor function, or both."""
        if bool(self.notebook) == bool(self.function):
            raise ValueError(f"step {self.name} needs either a notebook or a function")
        if self.notebook and not self.executed:
            raise ValueError(f"step {self.name} needs a place for its executed notebook")
