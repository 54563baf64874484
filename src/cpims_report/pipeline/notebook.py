"""Runs one notebook with papermill in a private kernel."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import nbformat
import papermill
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from cpims_report import errors
from cpims_report.errors import ConfigurationError, CpimsError, NotebookFailed
from cpims_report.pipeline.kernels import private_kernel
from cpims_report.pipeline.step import PREVIEW, Step


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

    Cells tagged `preview` are for a person at work: here they do not run. The copy holds no time,
    no duration and no path, so that the same input gives the same bytes.
    Raises the error of our own that stopped the notebook, or NotebookFailed for any other, for a
    kernel that died and for a notebook that took more than `step.limit` seconds. Where a cell
    failed, a copy with its place is kept beside as `<name>.failed.ipynb`.
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
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    begun: list[int] = []
    given = {name: os.environ[name] for name in step.secrets if name in os.environ}
    environment = {**step.environment, **given}
    try:
        # nbclient makes an event loop for this thread and leaves it open
        with closing(ensure_event_loop()), private_kernel(environment, step.warm) as kernel:
            notebook = papermill.execute_notebook(
                str(step.notebook),
                str(running),
                parameters=dict(step.parameters),
                progress_bar=False,
                request_save_on_cell_execute=False,
                autosave_cell_every=0,
                resources={"metadata": {"path": str(folder)}},
                skip_cells_with_tag=PREVIEW,
                timeout_func=remaining(step.limit),
                on_cell_execute=lambda cell, cell_index: begun.append(cell_index),
                **kernel,
            )
        write(settled(notebook), running)
        running.replace(step.executed)
    except PapermillExecutionError as error:
        running.replace(failed)
        raise told(step, error, failed) from None
    except CellTimeoutError:
        raise NotebookFailed(
            f"{step.name} took more than {step.limit:.0f} s and was stopped in code cell "
            f"{len(begun)}. Give it more time with --timeout, or see what that cell waits for."
        ) from None
    except (DeadKernelError, ChildProcessError):
        raise NotebookFailed(
            f"{step.name} stopped because its kernel died in code cell {len(begun)}, which happens "
            "when the machine has no memory left or somebody ended the process. Close other "
            "programs or use --jobs 1, and build again: finished steps are kept."
        ) from None
    finally:
        running.unlink(missing_ok=True)


def remaining(limit: float) -> Any:
    """Return what tells nbclient how many seconds are left when a cell begins: at least one."""
    end = time.monotonic() + limit
    return lambda cell: max(1, int(end - time.monotonic()))


def told(step: Step, error: PapermillExecutionError, failed: Path) -> CpimsError:
    """Return our own error for one that stopped a kernel: the same class where it was ours."""
    kind = getattr(errors, error.ename, None)
    if isinstance(kind, type) and issubclass(kind, CpimsError):
        return kind(error.evalue)
    return NotebookFailed(
        f"{step.name} stopped with {error.ename} in code cell {error.exec_count}. "
        f"The place is marked in {failed}."
    )


def settled(notebook: NotebookNode) -> NotebookNode:
    """Return an executed notebook with no more of metadata than a reader of it needs."""
    kept = ("kernelspec", "language_info")
    notebook.metadata = {name: notebook.metadata[name] for name in kept}
    for cell in notebook.cells:
        cell.metadata = {"tags": sorted(tags(cell))}
        if "injected-parameters" in tags(cell):
            cell.id = "injected-parameters"
    return notebook


def renew_prose(step: Step) -> None:
    """Give an executed copy the prose, tags and names of cells that its notebook has now.

    Only for a notebook whose code is what it was when it ran: results stay.
    """
    if step.notebook is None or step.executed is None:
        raise ValueError(f"step {step.name} is no notebook")
    now, executed = (read(path) for path in (step.notebook, step.executed))
    code = [cell for cell in executed.cells if cell.cell_type == "code"]
    injected = [cell for cell in code if "injected-parameters" in tags(cell)]
    results = iter([cell for cell in code if not {"injected-parameters", PREVIEW} & tags(cell)])
    cells = []
    for cell in now.cells:
        if cell.cell_type == "code" and PREVIEW not in tags(cell):
            ran = next(results)
            cell.outputs, cell.execution_count = ran.outputs, ran.execution_count
        cells.append(cell)
        if "parameters" in tags(cell):
            cells += injected
    executed.cells = cells
    beside = step.executed.with_suffix(".running.ipynb")
    write(settled(executed), beside)
    beside.replace(step.executed)


def tags(cell: NotebookNode) -> set[str]:
    """Return the tags of a cell."""
    return set(cell.metadata.get("tags", []))


def read(path: Path) -> NotebookNode:
    """Return the notebook of a file."""
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call, no-any-return]


def write(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook as papermill does."""
    path.write_text(f"{nbformat.writes(notebook, version=4)}\n", encoding="utf-8")  # type: ignore[no-untyped-call]
