"""A chapter's own prose with its numbers in place, for an analyst in JupyterLab."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cpims_report.around import folders_around
from cpims_report.errors import NotebookFailed, Problem
from cpims_report.report.prose import fill
from cpims_report.report.shown import Shown

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition


@dataclass(frozen=True)
class Prose(Shown):
    """Markdown that displays itself."""

    markdown: str


def preview(chapter: str, edition: Edition) -> Prose:
    """Return the filled Markdown cells of a chapter: `10-key-figures`, or with `.ipynb`."""
    path = beside(f"{Path(chapter).stem}.ipynb")
    text = path.read_text(encoding="utf-8")
    # a notebook is JSON; its library takes seconds to import, in every chapter's kernel
    cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "markdown"]
    sources = ["".join(cell["source"]) for cell in cells]
    return Prose("\n\n".join(fill(source, edition, path.name) for source in sources))


def beside(name: str) -> Path:
    """Return the notebook in the current folder, or in `notebooks/` of the nearest workspace."""
    notebooks = (folder / "notebooks" / name for folder in folders_around())
    for path in (Path.cwd() / name, *notebooks):
        if path.is_file():
            return path
    problem = Problem(
        "REP-CHAPTER",
        "There is no such notebook in this folder, nor in notebooks/ here or above.",
        value=name,
        action="Save the notebook, and give its file name to preview().",
    )
    raise NotebookFailed("A chapter cannot be previewed.", [problem])
