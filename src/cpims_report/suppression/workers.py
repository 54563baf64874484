"""Processes that take some of the work of a large problem, one part at a time."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

EACH = 5_000
"""A process takes longer to start than it saves where there are fewer cells for it."""
SERVE = "from cpims_report.suppression.workers import serve; serve()"
GONE = (OSError, EOFError, pickle.UnpicklingError)
"""What is raised where a process has ended."""

Worker = subprocess.Popen[bytes]
Task = tuple[Any, ...]


@dataclass(frozen=True)
class Workers:
    """Processes beside this one, maybe none; which of them does what changes no result."""

    workers: tuple[Worker, ...] = ()

    def each(self, work: Callable[..., Any], tasks: Sequence[Task]) -> list[Any]:
        """Return what a pure function makes of each task, in their order."""
        waiting, found = deque(enumerate(tasks)), dict[int, Any]()
        with ThreadPoolExecutor(max(1, len(self.workers))) as threads:
            if len(tasks) > 1:
                for worker in self.workers:
                    threads.submit(ask, worker, work, waiting, found)
            try:
                do(work, waiting, found)
            finally:
                waiting.clear()
        do(work, deque((n, task) for n, task in enumerate(tasks) if n not in found), found)
        return [found[number] for number in range(len(tasks))]


ALONE = Workers()
"""No other processes."""


def do(work: Callable[..., Any], waiting: deque[tuple[int, Task]], found: dict[int, Any]) -> None:
    """Do the first of what is waiting, then the next, until nothing is."""
    while waiting:
        try:
            number, task = waiting.popleft()
        except IndexError:  # a process was quicker
            return
        found[number] = work(*task)


def ask(
    worker: Worker,
    work: Callable[..., Any],
    waiting: deque[tuple[int, Task]],
    found: dict[int, Any],
) -> None:
    """Have a process do the last of what is waiting, then the one before, while it lives."""
    if worker.stdin is None or worker.stdout is None:
        return
    try:
        while waiting:
            number, task = waiting.pop()
            pickle.dump((work, task), worker.stdin)
            worker.stdin.flush()
            found[number] = pickle.load(worker.stdout)  # noqa: S301 - of our own process
    except (IndexError, *GONE):
        return


@contextmanager
def workers_for(cells: int) -> Iterator[Workers]:
    """Yield as many processes as so many cells and the cores are worth."""
    workers = tuple(hire() for _ in range(min(cores() - 1, cells // EACH)))
    try:
        yield Workers(workers)
    finally:
        for worker in workers:
            dismiss(worker)


def cores() -> int:
    """Return how many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def hire() -> Worker:
    """Return a process that waits for tasks."""
    return subprocess.Popen(  # noqa: S603 - this very interpreter and our own code
        [sys.executable, "-c", SERVE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def dismiss(worker: Worker) -> None:
    """End a process, though it may have ended already with a task half read."""
    worker.kill()
    with suppress(OSError), worker:
        pass


def serve() -> None:
    """Do the tasks that come in, one by one, and hand back what each gives."""
    while True:
        try:
            work, task = pickle.load(sys.stdin.buffer)  # noqa: S301 - of the process that hired us
        except EOFError:
            return
        pickle.dump(work(*task), sys.stdout.buffer)
        sys.stdout.buffer.flush()
