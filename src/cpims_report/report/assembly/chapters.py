"""Chapters as Markdown and as trees: executed notebooks and .qmd pages."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cpims_report.errors import AssemblyFailed, Problem
from cpims_report.report.assembly.pandoc import read_markdown
from cpims_report.report.assembly.tree import Node, classes_of, identifier_of, plain_text

MARKDOWN = "text/markdown"


@dataclass(frozen=True)
class Chapter:
    """One part of the book: where it stands, its heading, and the blocks below it."""

    path: str
    markdown: str
    blocks: tuple[Node, ...] = field(repr=False)
    heading: Node = field(repr=False)

    @property
    def page(self) -> str:
        """The page of the site, by Quarto's naming."""
        return str(Path(self.path).with_suffix(".html").as_posix())

    @property
    def folder(self) -> str:
        """The folder that paths in the chapter start from, "" or "notebooks/"."""
        parent = Path(self.path).parent.as_posix()
        return "" if parent == "." else f"{parent}/"

    @property
    def title(self) -> str:
        """The words of the heading."""
        return plain_text(self.heading["c"][2])

    @property
    def identifier(self) -> str:
        """The heading's id."""
        return identifier_of(self.heading)

    @property
    def numbered(self) -> bool:
        """Whether the chapter carries a number."""
        return "unnumbered" not in classes_of(self.heading)


def read_chapters(folder: Path, paths: Sequence[str]) -> list[Chapter]:
    """Return the chapters of a staged book; all that cannot be read is told at once."""
    problems: list[Problem] = []
    chapters: list[Chapter] = []
    with ThreadPoolExecutor(os.cpu_count()) as readers:  # each waits for a Pandoc of its own
        reading = {path: readers.submit(_read_chapter, folder, path) for path in paths}
    for path, chapter in reading.items():
        try:
            chapters.append(chapter.result())
        except AssemblyFailed as error:
            problems += error.problems or [Problem("A-CHAPTER", error.message, file=path)]
    if problems:
        raise AssemblyFailed("Chapters of the book cannot be read.", problems)
    return chapters


def _read_chapter(folder: Path, path: str) -> Chapter:
    if not (folder / path).is_file():
        raise _refused(path, "A-CHAPTER", "The chapter is missing.", "Run its notebook first.")
    text = (folder / path).read_text("utf-8")
    markdown = text if path.endswith(".qmd") else notebook_markdown(path, json.loads(text))
    blocks = read_markdown(markdown)
    if not blocks or blocks[0]["t"] != "Header" or blocks[0]["c"][0] != 1:
        raise _refused(path, "A-HEADING", "The chapter does not begin with a heading “# …”.")
    return Chapter(path, markdown, tuple(blocks[1:]), blocks[0])


def notebook_markdown(path: str, notebook: dict[str, Any]) -> str:
    """Return what a reader sees of an executed notebook: its prose and its Markdown outputs."""
    pieces: list[str] = []
    for cell in notebook["cells"]:
        if "remove-cell" in cell["metadata"].get("tags", []):
            continue
        if cell["cell_type"] == "markdown":
            pieces.append(joined(cell["source"]))
        elif cell["cell_type"] == "code":
            pieces += output_markdown(path, cell)
        else:
            raise _refused(path, "A-CELL", f"A {cell['cell_type']} cell is not supported.")
    return "\n\n".join(pieces) + "\n"


def output_markdown(path: str, cell: dict[str, Any]) -> list[str]:
    """Return a cell's outputs, each Markdown; any other kind of output is refused by name."""
    pieces: list[str] = []
    for output in cell.get("outputs", []):
        if MARKDOWN not in output.get("data", {}):
            kinds = ", ".join(output.get("data", {})) or output.get("name", output["output_type"])
            raise _refused(
                path,
                "A-OUTPUT",
                f"Cell {cell.get('id', '?')} shows {kinds}; a chapter shows {MARKDOWN} only.",
                "End the cell with a call that returns a figure or a table of the report.",
            )
        pieces.append(joined(output["data"][MARKDOWN]))
    return pieces


def joined(source: str | list[str]) -> str:
    """Return a notebook's text, which may be kept line by line, as one text."""
    return source if isinstance(source, str) else "".join(source)


def _refused(path: str, code: str, message: str, action: str = "") -> AssemblyFailed:
    return AssemblyFailed(message, [Problem(code, message, file=path, action=action)])
