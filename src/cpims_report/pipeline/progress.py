"""Shows a build's progress: live on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.progress import TimeElapsedColumn as Elapsed


class Watcher(Protocol):
    """Who is told what happens to each step."""

    def started(self, name: str, reason: str) -> None:
        """Take note that a step starts, and why it must run."""

    def finished(self, name: str, seconds: float) -> None:
        """Take note that a step has finished."""

    def fresh(self, name: str) -> None:
        """Take note that a step need not run."""

    def failed(self, name: str) -> None:
        """Take note that a step has failed."""


class Show:
    """Tells a person: a bar with the running steps on a terminal, one line a step everywhere.

    `lasting` is step -> how many seconds it took last time, 0 where that is not known; from it
    comes what is left of a build that runs `jobs` steps at a time.
    """

    def __init__(
        self, consoles: Sequence[Console], lasting: Mapping[str, float], jobs: int
    ) -> None:
        self.consoles = consoles
        self.left = dict(lasting)
        self.jobs = jobs
        self.begun = time.monotonic()
        self.running: list[str] = []
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            Elapsed(),
        )
        live = consoles[0].is_terminal and not consoles[0].quiet
        self.progress = Progress(*columns, console=consoles[0], disable=not live, transient=True)
        self.task = self.progress.add_task("starting", total=len(lasting))

    def __enter__(self) -> Show:
        """Start the live display."""
        self.progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the live display away."""
        self.progress.stop()

    def started(self, name: str, reason: str) -> None:
        """Show a step as running; say why it runs."""
        self.running.append(name)
        self._describe()
        self._say(f"run    {name}  ({reason})")

    def finished(self, name: str, seconds: float) -> None:
        """Show a step as done, with its time, the time so far and what is left."""
        known = all(self.left.values())
        self._end(name)
        so_far = f"{clock(time.monotonic() - self.begun)} so far"
        left = sum(self.left.values()) / min(self.jobs, len(self.left) or 1)
        rest = f", about {clock(left)} left" if known and self.left else ""
        self._say(f"done   {name}  {seconds:.1f} s  ({so_far}{rest})")

    def fresh(self, name: str) -> None:
        """Show a step as fresh."""
        self._end(name)
        self._say(f"fresh  {name}")

    def failed(self, name: str) -> None:
        """Show a step as failed."""
        self._end(name)
        self._say(f"FAILED {name}")

    def _end(self, name: str) -> None:
        self.left.pop(name, None)
        if name in self.running:
            self.running.remove(name)
        self._describe()
        self.progress.advance(self.task)

    def _say(self, line: str) -> None:
        for console in self.consoles:
            console.print(line, markup=False, highlight=False)

    def _describe(self) -> None:
        self.progress.update(self.task, description=", ".join(self.running) or "waiting")


def clock(seconds: float) -> str:
    """Return a time as minutes and seconds."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
