"""Tasks done in processes beside this one, forked from it so that nothing is imported twice."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from typing import Any, Self

Task = Callable[[], Any]
FORKED: list[Task] = []
"""The tasks that a forked process may be asked to do."""


class Processes:
    """Tasks under way in other processes; without a second core none is, until its turn comes.

    A task is done again here where it failed there, so that an error is told as ever. `worth` says
    whether other processes save more than they cost.
    """

    def __init__(self, tasks: Sequence[Task], worth: bool = True) -> None:
        self.tasks = list(tasks)
        hands = min(cores(), len(self.tasks)) if worth and cores() > 1 else 0
        self.pool: ProcessPoolExecutor | None = None
        self.begun: list[Future[Any]] = []
        if hands:
            gc.freeze()
            self.pool = ProcessPoolExecutor(
                hands, get_context("fork"), initializer=begin, initargs=(self.tasks,)
            )
            self.begun = [self.pool.submit(do, number) for number in range(len(self.tasks))]

    def __enter__(self) -> Self:
        """Return the tasks, as they are."""
        return self

    def __exit__(self, *error: object) -> None:
        """End the processes; what has not begun is left."""
        if self.pool:
            self.pool.shutdown(cancel_futures=True)

    def results(self, numbers: range | None = None) -> list[Any]:
        """Return what the tasks gave, or some of them, waiting for them."""
        wanted = range(len(self.tasks)) if numbers is None else numbers
        return [self.result(number) for number in wanted]

    def result(self, number: int) -> Any:
        """Return what a task gave, waiting for it."""
        if self.begun:
            with suppress(Exception):
                return self.begun[number].result()
        return self.tasks[number]()


def cores() -> int:
    """Return how many cores there are to fork to: one where a fork is not safe."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def begin(tasks: list[Task]) -> None:
    """Remember the tasks in a process just forked; an interruption is its parent's affair."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    FORKED[:] = tasks


def do(number: int) -> Any:
    """Return what one of the tasks gives."""
    return FORKED[number]()
