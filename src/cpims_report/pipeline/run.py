"""Runs a graph of steps on an executor: in parallel where the graph allows, only what is stale."""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

from cpims_report.errors import ConfigurationError, CpimsError
from cpims_report.pipeline.ledger import Ledger, only_prose, shortly
from cpims_report.pipeline.progress import Watcher
from cpims_report.pipeline.step import Step


@dataclass(frozen=True)
class Outcome:
    """What became of a step: whether it ran, and for how many seconds."""

    name: str
    ran: bool
    seconds: float = 0.0


def execute(step: Step, renew: bool = False) -> float:
    """Run one step here, or renew the prose of its copy alone; return the seconds it took.

    Raises ConfigurationError where the system refuses a file: no room, no right, a path too long.
    """
    start = time.monotonic()
    try:
        if step.notebook:
            from cpims_report.pipeline.notebook import (  # noqa: PLC0415 - slow to import
                renew_prose,
                run_notebook,
            )

            (renew_prose if renew else run_notebook)(step)
        else:
            module, _, name = step.function.partition(":")
            getattr(importlib.import_module(module), name)(**step.parameters)
    except OSError as error:
        place = error.filename or (step.executed or Path()).parent
        raise ConfigurationError(
            f"{step.name} stopped. {place}: {error.strerror or error}. "
            "Mend that and build again: finished steps are kept."
        ) from None
    return time.monotonic() - start


def run(
    steps: Iterable[Step],
    ledger: Ledger,
    executor: Executor,
    watcher: Watcher,
    force: bool = False,
) -> list[Outcome]:
    """Run all stale steps in the order of the graph and return what became of each.

    When a step fails nothing new starts; those under way end first, then the first error is raised.
    When a person stops the run, kernels are ended and KeyboardInterrupt is raised within two
    seconds, whatever the steps are doing.
    """
    by_name = {step.name: step for step in steps}
    sorter = TopologicalSorter({name: set(step.after) for name, step in by_name.items()})
    sorter.prepare()
    outcomes: list[Outcome] = []
    waiting: dict[Future[float], tuple[Step, dict[str, str]]] = {}
    error: BaseException | None = None
    try:
        while sorter.is_active() and error is None:
            for name in sorter.get_ready():
                step = by_name[name]
                changes = ["forced"] if force else ledger.changes(step)
                if not changes:
                    watcher.fresh(name)
                    outcomes.append(Outcome(name, ran=False))
                    sorter.done(name)
                    continue
                watcher.started(name, shortly(changes))
                # taken before the run: an input that changes meanwhile makes the step stale
                key = ledger.key(step)
                ledger.forget(step)
                future = executor.submit(execute, step, only_prose(step, changes))
                waiting[future] = (step, key)
            if not waiting:
                continue
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                outcome, error = settle(future, *waiting.pop(future), ledger, watcher, error)
                if outcome:
                    outcomes.append(outcome)
                    sorter.done(outcome.name)
        for future in list(waiting):
            _, error = settle(future, *waiting.pop(future), ledger, watcher, error)
    except KeyboardInterrupt:
        leave(executor, waiting)
        raise
    if error:
        raise error
    return outcomes


def leave(executor: Executor, waiting: Iterable[Future[float]]) -> None:
    """Start nothing more, end the kernels, and give the steps a moment to clear up."""
    from cpims_report.pipeline.kernels import end_kernels  # noqa: PLC0415 - slow to import

    executor.shutdown(wait=False, cancel_futures=True)
    end_kernels()
    wait(waiting, timeout=1.5)


def settle(
    future: Future[float],
    step: Step,
    key: dict[str, str],
    ledger: Ledger,
    watcher: Watcher,
    error: BaseException | None,
) -> tuple[Outcome | None, BaseException | None]:
    """Return a finished step's outcome, or the first error met so far."""
    problem = future.exception()
    if problem is None:
        ledger.record(step, key, future.result())
        watcher.finished(step.name, future.result())
        return Outcome(step.name, ran=True, seconds=future.result()), error
    watcher.failed(step.name)
    if isinstance(error, CpimsError) and isinstance(problem, type(error)):
        return None, type(error)(f"{error}\n{problem}")
    return None, error or problem
