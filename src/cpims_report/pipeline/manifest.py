"""What went into a build and what came out, for a machine and for an archive."""

from __future__ import annotations

import json
import platform
import subprocess
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from cpims_report.beside import write_beside
from cpims_report.pipeline.crate import write_crate
from cpims_report.pipeline.hashing import hash_tree
from cpims_report.pipeline.run import Outcome
from cpims_report.pipeline.step import Step

MANIFEST, WORKFLOW = "manifest.json", "workflow.json"


def write_manifest(
    folder: Path,
    root: Path,
    about: Mapping[str, Any],
    inputs: Iterable[Path],
    outputs: Iterable[Path],
    outcomes: Iterable[Outcome],
    steps: Iterable[Step],
) -> Path:
    """Return the path of `manifest.json`, written with the workflow and an RO-Crate beside it.

    `about` has a title, the engine, and the `parameters` that the build was asked for.

    Times and durations stand here and nowhere else, so that all other files are the same bytes
    for the same input.
    """
    files = list(outputs)
    manifest = {
        **about,
        "written": datetime.now(UTC).isoformat(timespec="seconds"),
        "git_commit": commit(root),
        "python": platform.python_version(),
        "packages": {
            d.name: d.version for d in sorted(distributions(), key=lambda d: d.name.lower())
        },
        "inputs": hashes(inputs, root),
        "outputs": hashes(files, folder),
        "steps": {o.name: {"ran": o.ran, "seconds": round(o.seconds, 2)} for o in outcomes},
    }
    path = folder / MANIFEST
    write_beside(path, json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    workflow = [describe(step, root) for step in steps]
    write_beside(folder / WORKFLOW, json.dumps(workflow, indent=1, ensure_ascii=False) + "\n")
    described = {
        WORKFLOW: "The steps from data to documents: what each runs, reads and writes.",
        path.name: "What went in and what came out, with hashes, versions, seal and durations.",
    }
    write_crate(folder, manifest, about["parameters"], described)
    return path


def hashes(paths: Iterable[Path], base: Path) -> dict[str, str]:
    """Return path relative to `base` -> SHA-256 of every file."""
    found = {name: digest for path in paths for name, digest in hash_tree(path).items()}
    return {Path(name).relative_to(base).as_posix(): digest for name, digest in found.items()}


def commit(root: Path) -> str:
    """Return the git commit of the workspace, `+changes` when files differ, or an empty text."""
    command = ["git", "-C", str(root), "describe", "--always", "--abbrev=40", "--dirty=+changes"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError:
        return ""
    return answer.stdout.strip()


def describe(step: Step, root: Path) -> dict[str, object]:
    """Return a step as the workflow has it, with paths relative to the workspace."""

    def shown(value: object) -> object:
        if isinstance(value, list | tuple):
            return [shown(each) for each in value]
        return str(value).replace(str(root), ".") if isinstance(value, str | Path) else value

    return {
        "name": step.name,
        "runs": shown(step.notebook or step.function),
        "parameters": {name: shown(value) for name, value in step.parameters.items()},
        "reads": shown(step.inputs),
        "writes": shown((*step.outputs, *filter(None, [step.executed]))),
        "after": list(step.after),
    }
