"""Small notebooks, a ledger and a silent watcher."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest

from cpims_report.pipeline import Ledger, Outcome, Step, run


@dataclass
class Told:
    """Keeps what a run tells, in order."""

    events: list[tuple[str, str]] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)

    def started(self, name: str, reason: str) -> None:
        self.reasons[name] = reason
        self.events.append(("started", name))

    def finished(self, name: str, seconds: float) -> None:
        self.events.append(("finished", name))

    def fresh(self, name: str) -> None:
        self.events.append(("fresh", name))

    def failed(self, name: str) -> None:
        self.events.append(("failed", name))

    def ran(self) -> list[str]:
        return [name for kind, name in self.events if kind == "started"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "requirements.lock").write_text("pandas==1\n")
    return tmp_path


@pytest.fixture
def ledger(root: Path) -> Ledger:
    return Ledger(root / ".steps", root, root / "requirements.lock")


@pytest.fixture
def notebook(root: Path) -> Callable[..., Path]:
    def write(name: str, *sources: str, parameters: str = "year = 2018  # the year") -> Path:
        cells = [nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})]
        cells += [nbformat.v4.new_code_cell(source) for source in sources]
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        book = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
        path = root / f"{name}.ipynb"
        nbformat.write(book, path)
        return path

    return write


@pytest.fixture
def step(root: Path) -> Callable[..., Step]:
    def make(name: str, notebook: Path, **more: object) -> Step:
        settings = {"parameters": {"year": 2018}, "cwd": root} | more
        return Step(name, notebook=notebook, executed=root / "out" / f"{name}.ipynb", **settings)  # type: ignore[arg-type]

    return make


@pytest.fixture
def start(ledger: Ledger) -> Iterator[Callable[..., tuple[list[Outcome], Told]]]:
    with ThreadPoolExecutor(2) as executor:

        def begin(*steps: Step, force: bool = False) -> tuple[list[Outcome], Told]:
            told = Told()
            return run(steps, ledger, executor, told, force), told

        yield begin


@pytest.fixture
def executed() -> Callable[[Step], str]:
    def read(step: Step) -> str:
        assert step.executed is not None
        cells = nbformat.read(step.executed, 4).cells
        return "".join(o.get("text", "") for cell in cells for o in cell.get("outputs", []))

    return read
