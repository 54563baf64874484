"""Shows a build's progress: live on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
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
    """Tells a person: a bar with the running steps on a terminal, one line a step elsewhere."""

    def __init__(self, console: Console, total: int) -> None:
        self.console = console
        self.live = console.is_terminal
        self.running: dict[str, float] = {}
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            Elapsed(),
        )
        self.progress = Progress(*columns, console=console, disable=not self.live, transient=True)
        self.task = self.progress.add_task("starting", total=total)

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
        self.running[name] = time.monotonic()
        self._describe()
        if not self.live:
            self.console.print(f"run    {name}  ({reason})", markup=False, highlight=False)

    def finished(self, name: str, seconds: float) -> None:
        """Show a step as done, with its time."""
        self._end(name, f"done   {name}  {seconds:.1f} s")

    def fresh(self, name: str) -> None:
        """Show a step as fresh."""
        self._end(name, f"fresh  {name}")

    def failed(self, name: str) -> None:
        """Show a step as failed."""
        self._end(name, f"FAILED {name}")

    def _end(self, name: str, line: str) -> None:
        self.running.pop(name, None)
        self._describe()
        self.progress.advance(self.task)
        self.progress.console.print(line, markup=False, highlight=False)

    def _describe(self) -> None:
        self.progress.update(self.task, description=", ".join(self.running) or "waiting")
