"""Runs one notebook with papermill in a private kernel."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import papermill
from jupyter_core.utils import ensure_event_loop
from papermill.exceptions import PapermillExecutionError

from cpims_report import errors
from cpims_report.errors import ConfigurationError, CpimsError, NotebookFailed
from cpims_report.pipeline.kernels import private_kernel
from cpims_report.pipeline.step import Step


def check_parameters(notebook: Path, parameters: Mapping[str, object]) -> None:
    """Raise ConfigurationError for a parameter that the `parameters` cell does not have."""
    known = papermill.inspect_notebook(str(notebook))
    unknown = sorted(set(parameters) - set(known))
    if unknown:
        raise ConfigurationError(
            f"{notebook.name} has no parameter {', '.join(unknown)}; "
            f"its parameters cell has {', '.join(sorted(known)) or 'none'}."
        )


def run_notebook(step: Step) -> None:
    """Run a step's notebook; its executed copy gets its final name only when all went well.

    Raises the error of our own that stopped the notebook, or NotebookFailed for any other.
    A failed copy, with the place of the error, is kept beside as `<name>.failed.ipynb`.
    """
    if step.notebook is None or step.executed is None:
        raise ValueError(f"step {step.name} is no notebook")
    check_parameters(step.notebook, step.parameters)
    folder = step.cwd or step.notebook.parent
    for needed in (folder, step.executed.parent):
        needed.mkdir(parents=True, exist_ok=True)
    running = step.executed.with_suffix(".running.ipynb")
    failed = step.executed.with_suffix(".failed.ipynb")
    failed.unlink(missing_ok=True)
    logging.getLogger("papermill").setLevel(logging.ERROR)
    try:
        # nbclient makes an event loop for this thread and leaves it open
        with closing(ensure_event_loop()), private_kernel(step.environment) as kernel:
            papermill.execute_notebook(
                str(step.notebook),
                str(running),
                parameters=dict(step.parameters),
                progress_bar=False,
                resources={"metadata": {"path": str(folder)}},
                **kernel,
            )
    except PapermillExecutionError as error:
        running.replace(failed)
        raise told(step, error, failed) from None
    running.replace(step.executed)


def told(step: Step, error: PapermillExecutionError, failed: Path) -> CpimsError:
    """Return our own error for one that stopped a kernel: the same class where it was ours."""
    kind = getattr(errors, error.ename, None)
    if isinstance(kind, type) and issubclass(kind, CpimsError):
        return kind(error.evalue)
    return NotebookFailed(
        f"{step.name} stopped with {error.ename} in code cell {error.exec_count}. "
        f"The place is marked in {failed}."
    )
