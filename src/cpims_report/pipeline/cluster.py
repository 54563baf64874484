"""Steps on the workers of a Dask cluster that see the same folder."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Executor, Future
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from cpims_report.errors import ConfigurationError, CpimsError, NotebookFailed
from cpims_report.pipeline.standing import Standing, standing
from cpims_report.pipeline.step import Step

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 15
"""For how many seconds a scheduler and a first worker are waited for."""


def carry(step: Step, renew: bool, wanted: Standing) -> float | CpimsError:
    """Return the seconds that a step took on this worker, or the error that stopped it."""
    from cpims_report.pipeline.alone import outcome, run_alone  # noqa: PLC0415 - slow to import

    lines = wanted.missing(step.secrets)
    if lines:
        return refusal([f"A worker that was given {step.name} {line}" for line in lines])
    if step.notebook:
        return outcome(step, renew)
    try:
        return run_alone(step)
    except CpimsError as error:
        return error.with_traceback(None)


def end_steps(root: Path) -> None:
    """End all that this worker runs for the workspace `root`."""
    from cpims_report.pipeline.alone import end_alone  # noqa: PLC0415 - slow to import
    from cpims_report.pipeline.kernels import end_kernels  # noqa: PLC0415 - slow to import

    end_kernels(root)
    end_alone(root)


def refusal(lines: Sequence[str]) -> ConfigurationError:
    """Return the refusal of workers, a line each."""
    told = "\n".join(f"  - {line}" for line in lines)
    return ConfigurationError(f"The cluster cannot do this build.\n{told}")


class Cluster(Executor):
    """Sends steps to the workers of one scheduler, each to one that has declared the step's side.

    Only the steps travel: paths, years, settings of the run. No data, no secret and no environment
    does; workers read and write the shared folder and have secrets of their own, or none.
    """

    def __init__(self, address: str, root: Path, folder: Path, steps: Sequence[Step]) -> None:
        """Connect, and refuse workers that would give other bytes, before anything runs.

        Raises ConfigurationError where Dask, the scheduler or a fitting worker is not there.
        """
        self.root = root
        with ExitStack() as opened:
            self.client = connect(address)
            opened.callback(self.client.close, timeout=1)
            names = tuple(sorted({name for step in steps for name in step.secrets}))
            self.standing = opened.enter_context(standing(root, folder, names))
            check(self.client, address, self.standing, {step.side for step in steps} - {""})
            self.opened = opened.pop_all()
        self.executors: dict[str, Executor] = {}

    @property
    def places(self) -> int:
        """How many steps the workers take at a time."""
        workers = self.client.scheduler_info()["workers"].values()
        return sum(worker["nthreads"] for worker in workers)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        """Return what will be the seconds that a step takes on a worker, or raise what stopped it.

        `fn` is what would be called here; there `carry` calls it, with the same step.
        """
        step, renew = args
        if step.side not in self.executors:
            resources = {step.side: 1} if step.side else {}
            self.executors[step.side] = self.client.get_executor(  # type: ignore[no-untyped-call]
                pure=False, resources=resources
            )
        there = self.executors[step.side].submit(carry, step, renew, self.standing)
        told: Future[float] = Future()
        told.set_running_or_notify_cancel()
        there.add_done_callback(lambda done: tell(done, told, step))
        return told

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the cluster; where futures are cancelled, end what workers do for them.

        A worker that does not answer within a second is not waited for.
        """
        if cancel_futures:
            for executor in self.executors.values():
                executor.shutdown(wait=False)
            end = partial(self.client.run, end_steps, self.root, on_error="ignore")
            ending = Thread(target=end, daemon=True)
            ending.start()
            ending.join(1)
        self.opened.close()


def tell(there: Future[float | CpimsError], told: Future[float], step: Step) -> None:
    """Hand on what became of a step; what Dask says of its own troubles is told in our words."""
    try:
        result = there.result()
    except CancelledError:
        result = ConfigurationError(
            f"{step.name} was lost with the scheduler. Start that and build again: finished steps "
            "are kept."
        )
    except Exception as error:
        result = NotebookFailed(
            f"{step.name} stopped with {type(error).__name__}: the workers that had it died, which "
            "happens when a machine has no memory left. Give them more, or fewer threads, and "
            "build again: finished steps are kept."
        )
    if isinstance(result, CpimsError):
        told.set_exception(result)
    else:
        told.set_result(result)


def connect(address: str) -> Client:
    """Return the connection to a scheduler."""
    try:
        from distributed import Client  # noqa: PLC0415 - an extra that few need
    except ImportError:
        raise ConfigurationError(
            "--executor dask needs Dask, which is not installed here: pip install "
            "'cpims-report[scale]', here and where the workers run."
        ) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        options = {"timeout": PATIENCE, "set_as_default": False}
        return Client(address, **options)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"No scheduler answers at {address} ({type(error).__name__}). Start one with `dask "
            "scheduler`, and give the address that it prints, such as tcp://10.0.0.1:8786."
        ) from None


def check(client: Client, address: str, wanted: Standing, sides: set[str]) -> None:
    """Refuse a cluster without workers, without one for each side, or with one that is not like us.

    Raises ConfigurationError that names each such worker and what to do.
    """
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise refusal(
            [f"No worker is at {address}: start some with `dask worker {address}`."]
        ) from None
    found = client.run(Standing.missing, wanted, on_error="return")
    lines = [
        f"{worker} {line}"
        for worker, told in sorted(found.items())
        for line in (
            told
            if isinstance(told, list)
            else [f"cannot run cpims-report ({type(told).__name__}): install the same commit."]
        )
    ]
    workers = client.scheduler_info()["workers"].values()
    offered = {name for worker in workers for name in worker["resources"]}
    lines += [
        f"No worker takes {side} steps: start one that may read that data with "
        f'`dask worker {address} --resources "{side}=1"`.'
        for side in sorted(sides - offered)
    ]
    if lines:
        raise refusal(lines)
