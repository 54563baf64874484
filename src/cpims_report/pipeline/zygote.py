"""A process that has imported what notebooks need, and forks a kernel of itself for each.

Run as `python -m cpims_report.pipeline.zygote MODULE…`, it reads one JSON request a line from its
input and answers each with a line. A kernel made so is a process with a namespace, environment,
folder, open files and random numbers of its own; only the imports are shared. The zygote runs no
cell and has one thread, so a fork finds no lock held. When its input ends (whoever started it is
gone, however that came) it ends its kernels, their folders and itself.
"""

from __future__ import annotations

import importlib
import json
import os
import random
import shutil
import signal
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

KERNEL = ("ipykernel.ipkernel", "ipykernel.kernelapp", "IPython.core.completer")
"""What every kernel imports, whatever its notebook does."""
THREADS = Path("/proc/self/task")
"""Where Linux lists all threads of a process, also those that Python does not know."""


def serve(modules: Sequence[str]) -> None:
    """Import `modules`, then answer requests until there are no more."""
    answers = os.dup(1)
    # what a module prints while it is imported must not be taken for an answer
    silence(1)
    for module in (*KERNEL, *modules):
        importlib.import_module(module)
    if "pandas" in sys.modules:
        # told to fit a terminal, for it was imported outside a kernel
        sys.modules["pandas"].set_option("display.max_columns", 20)
    kernels: dict[int, Path] = {}
    try:
        while request := sys.stdin.buffer.readline():
            answer = handle(json.loads(request), kernels)
            os.write(answers, json.dumps(answer).encode() + b"\n")
    finally:
        for kernel, folder in kernels.items():
            end(kernel)
            shutil.rmtree(folder, ignore_errors=True)


def handle(request: Mapping[str, Any], kernels: dict[int, Path]) -> dict[str, int | None]:
    """Return the answer to one request: a new kernel's `pid`, or the `code` that one ended with."""
    if "poll" in request:
        pid, state = os.waitpid(request["poll"], os.WNOHANG)
        kernels.pop(pid, None)
        return {"code": os.waitstatus_to_exitcode(state) if pid else None}
    if count_threads() > 1:
        raise RuntimeError("an imported module has started a thread: no fork is safe after that")
    pid = os.fork()
    if not pid:
        become_kernel(**request)
    kernels[pid] = Path(request["arguments"][-1]).parent
    return {"pid": pid}


def count_threads() -> int:
    """Return how many threads this process has."""
    return len(list(THREADS.iterdir())) if THREADS.is_dir() else threading.active_count()


def become_kernel(arguments: Sequence[str], environment: Mapping[str, str], cwd: str) -> NoReturn:
    """Go on as a kernel that has nothing of the zygote but its imports."""
    try:
        os.setsid()
        for stream in (0, 1, 2):
            silence(stream)
        os.closerange(3, 256)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(cwd)
        random.seed()
        if "numpy" in sys.modules:
            sys.modules["numpy"].random.seed()
        application = sys.modules["ipykernel.kernelapp"].IPKernelApp
        parent = f"--IPKernelApp.parent_handle={os.getppid()}"
        application.launch_instance([*arguments, parent])
    finally:
        os._exit(1)


def silence(stream: int) -> None:
    """Let an open file lead nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, stream)
    os.close(nowhere)


def end(kernel: int) -> None:
    """Kill a kernel and all that it started, and wait until it is gone."""
    with suppress(ProcessLookupError, ChildProcessError):
        os.killpg(kernel, signal.SIGKILL)
        os.waitpid(kernel, 0)


if __name__ == "__main__":
    serve(sys.argv[1:])
