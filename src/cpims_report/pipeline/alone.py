"""A function's step in a process of its own: nothing that it imports, opens or keeps stays behind.

`python -m cpims_report.pipeline.alone` reads a step from its input and writes what became of it to
its output. When its input ends before that, whoever asked is gone, and it ends too.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path

from cpims_report.errors import CpimsError
from cpims_report.pipeline.run import execute
from cpims_report.pipeline.step import Step

RUNNING: dict[subprocess.Popen[bytes], Path | None] = {}
"""The processes that were started here, and where each works."""


def run_alone(step: Step) -> float:
    """Return the seconds that a step took; raises what stopped it, or CpimsError if it died."""
    command = [sys.executable, "-P", "-m", "cpims_report.pipeline.alone"]
    environment = {name: os.environ[name] for name in os.environ if name not in step.secrets}
    with subprocess.Popen(  # noqa: S603 - our own module, by this interpreter
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as process:
        RUNNING[process] = step.cwd
        try:
            if not process.stdin or not process.stdout:
                raise CpimsError(f"{step.name} could not be started.")
            process.stdin.write(pickle.dumps(step))
            process.stdin.flush()
            answer = process.stdout.read()
        finally:
            del RUNNING[process]
    if not answer:
        raise CpimsError(
            f"{step.name} stopped: its process died. Build again: finished steps are kept."
        )
    told = pickle.loads(answer)  # noqa: S301 - from our own process
    if isinstance(told, CpimsError):
        raise told
    return float(told)


def end_alone(root: Path) -> None:
    """Kill the processes that work below `root`."""
    for process, place in list(RUNNING.items()):
        if place and place.is_relative_to(root):
            process.kill()


def outcome(step: Step, renew: bool = False) -> float | CpimsError:
    """Return the seconds that a step took, or the error that stopped it.

    What went wrong is a value, so that nobody on the way logs the step. Of an error that is not
    ours the name alone is told: its text may hold data.
    """
    try:
        return execute(step, renew)
    except CpimsError as error:
        return error.with_traceback(None)
    except Exception as error:
        return CpimsError(f"{step.name} stopped with {type(error).__name__}.")


def main() -> None:
    """Do the step that stands on the input."""
    answers = os.dup(1)
    os.dup2(2, 1)
    step = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process
    threading.Thread(target=end_with_input, daemon=True).start()
    with os.fdopen(answers, "wb") as stream:
        stream.write(pickle.dumps(outcome(step)))


def end_with_input() -> None:
    """End this process when nobody waits for it any more."""
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    main()
