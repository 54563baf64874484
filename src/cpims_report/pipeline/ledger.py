"""What was run with what: a step is fresh when nothing that it depends on has changed since."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cpims_report.pipeline.hashing import hash_tree, hash_value, notebook_code, notebook_prose
from cpims_report.pipeline.reach import Known, hash_module, imported, reachable
from cpims_report.pipeline.step import Step

PACKAGE = "cpims_report"


def difference(name: str, before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """Return in words what became of one part of a key."""
    if name not in before:
        return "is new"
    return "changed" if name in now else "is gone"


def prose(notebook: Path) -> str:
    """Return the name that a notebook's prose has in a key."""
    return f"prose {notebook.name}"


def only_prose(step: Step, changes: Sequence[str]) -> bool:
    """Return whether all that changed is what a notebook tells between its code."""
    return step.notebook is not None and list(changes) == [f"{prose(step.notebook)} changed"]


def shortly(changes: Sequence[str]) -> str:
    """Return the first of some changes, and how many more there are."""
    more = f" (and {len(changes) - 1} more)" if len(changes) > 1 else ""
    return changes[0] + more if changes else ""


@dataclass(frozen=True)
class Ledger:
    """The recorded keys of finished steps, one JSON file each below `folder`."""

    folder: Path
    root: Path
    lock: Path

    @cached_property
    def known(self) -> Known:
        """Fingerprints of code that were taken before."""
        return Known(self.folder / "fingerprints.json")

    def key(self, step: Step) -> dict[str, str]:
        """Return all that a step depends on: a readable name -> a fingerprint."""
        if step.notebook:
            code = notebook_code(step.notebook)
            names = imported(code, PACKAGE)
            parts = {
                f"notebook {step.notebook.name}": hash_value(code),
                prose(step.notebook): hash_value(notebook_prose(step.notebook)),
            }
        else:
            names, parts = {step.function.partition(":")[0]}, {}
        parts |= {f"parameter {name}": hash_value(value) for name, value in step.parameters.items()}
        parts |= step.marks
        parts |= {
            f"code {name}": digest
            for module in reachable(frozenset(names), PACKAGE)
            for name, digest in hash_module(module, self.known).items()
        }
        for path in (*step.inputs, self.lock):
            parts |= {f"input {self.shown(name)}": d for name, d in hash_tree(path).items()}
        return parts

    def stale(self, step: Step) -> str:
        """Return why a step must run, or an empty text when it is fresh."""
        return shortly(self.changes(step))

    def changes(self, step: Step) -> list[str]:
        """Return all that a step depends on or has made and that is not as it was when it ran."""
        try:
            record = json.loads(self._file(step).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ["it has not run here yet"]
        now, outputs = self.key(step), self._outputs(step)
        changed = [
            f"{name} {difference(name, record['key'], now)}"
            for name in sorted(now.keys() | record["key"].keys())
            if now.get(name) != record["key"].get(name)
        ]
        return changed + [
            f"output {name} {'was changed' if name in outputs else 'is missing'}"
            for name, digest in record["outputs"].items()
            if outputs.get(name) != digest
        ]

    def seconds(self, step: Step) -> float:
        """Return how long a step took when it last finished here; 0 where that is not known."""
        try:
            return float(json.loads(self._file(step).read_text(encoding="utf-8"))["seconds"])
        except (OSError, ValueError, KeyError):
            return 0.0

    def record(self, step: Step, key: dict[str, str], seconds: float = 0.0) -> None:
        """Write down that a step has finished with `key`, and how long it took."""
        file = self._file(step)
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_suffix(".new")
        entry = {"key": key, "outputs": self._outputs(step), "seconds": round(seconds, 1)}
        beside.write_text(json.dumps(entry, indent=1, sort_keys=True), encoding="utf-8")
        beside.replace(file)

    def forget(self, step: Step) -> None:
        """Remove the record of a step, so that a failed run is never taken for a finished one."""
        self._file(step).unlink(missing_ok=True)

    def shown(self, path: str | os.PathLike[str]) -> str:
        """Return a path relative to the workspace where it lies inside."""
        path = Path(path)
        return (
            path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)
        )

    def _outputs(self, step: Step) -> dict[str, str]:
        paths = (*step.outputs, *((step.executed,) if step.executed else ()))
        return {self.shown(name): d for path in paths for name, d in hash_tree(path).items()}

    def _file(self, step: Step) -> Path:
        return self.folder / f"{step.name.replace('/', '.')}.json"
