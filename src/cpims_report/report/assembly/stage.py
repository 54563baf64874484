"""The staged book: the specification, the look and the executed chapters in one folder."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
import yaml

from cpims_report.errors import AssemblyFailed, CpimsError, Problem
from cpims_report.report.assembly.chapters import MARKDOWN, joined, output_markdown
from cpims_report.report.assembly.edition import edition_files
from cpims_report.report.assembly.float_links import FloatLinks, definition_pages
from cpims_report.report.assembly.specification import SPECIFICATION, read_specification
from cpims_report.report.assembly.swap import put, workshop

Fill = Callable[[str, str], str]

_EXTENSIONS = "_extensions"
_DROPPED_TAGS = {"preview", "remove-cell", "parameters", "injected-parameters"}
_PLACEHOLDER = re.compile(r"\{\{(?!<).{0,80}?\}\}|\{%.{0,80}?%\}", re.DOTALL)


def stage(
    workspace_root: Path, executed: Path, book: Path, fill: Fill, metadata: Mapping[str, Any]
) -> None:
    """Write the book of one edition to `book`, ready for either engine.

    `executed` holds the executed chapters, under their names or their paths in `_quarto.yml`;
    the figures that they drew lie in `book/notebooks/figures` already and stay. `fill` takes the
    Markdown of a cell and the chapter's name and returns what readers see: placeholders filled,
    translated. `metadata` is told in `edition.edition_files`.

    Stripped: code, hidden cells, previews, counts, times, all outputs that are not Markdown.
    An error leaves `book` as it was.
    """
    language = str(metadata.get("lang", "en"))
    specification = read_specification(workspace_root, language)
    settings_files = edition_files(workspace_root, language, metadata)
    banner = _banner(specification.get("cpims", {}).get("caveat", ""))
    chapters = settings_files[SPECIFICATION]["book"]["chapters"]
    texts = {
        name: yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)
        for name, content in settings_files.items()
    }
    links = FloatLinks(
        book / "notebooks" / "figures",
        definition_pages(_executed_texts(executed, chapters)),
        specification.get("cpims", {}).get("words", {}),
    )
    failures: list[CpimsError] = []
    for path in chapters:
        try:
            texts[path] = _staged(workspace_root, executed, path, fill, banner, links)
        except CpimsError as error:
            failures.append(error)
    if failures:
        problems = [problem for failure in failures for problem in failure.problems]
        raise type(failures[0])("Chapters cannot be staged.", problems)
    _write(workspace_root, book, texts)


def _executed_texts(executed: Path, chapters: Sequence[str]) -> dict[str, str]:
    found = {path: _where(executed, path) for path in chapters}
    return {path: file.read_text("utf-8") for path, file in found.items() if file.is_file()}


def _where(executed: Path, path: str) -> Path:
    return executed / path if (executed / path).is_file() else executed / Path(path).name


def _staged(
    root: Path, executed: Path, path: str, fill: Fill, banner: str, links: FloatLinks
) -> str:
    if path.endswith(".qmd"):
        return _filled(_read(root / path, path), path, fill)
    notebook = json.loads(_read(_where(executed, path), path))
    cells = [
        kept
        for cell in notebook["cells"]
        if not _DROPPED_TAGS.intersection(cell["metadata"].get("tags", []))
        for kept in _kept(path, cell, fill, links)
    ]
    if not cells or not cells[0]["source"].startswith("# "):
        raise _problem(path, "A-HEADING", "The chapter does not begin with a heading “# …”.")
    heading, _, rest = cells[0]["source"].partition("\n")
    cells[0]["source"] = f"{heading}\n\n{banner}{rest.lstrip()}"
    staged = {
        "cells": cells,
        "metadata": {
            "kernelspec": notebook["metadata"].get("kernelspec", _KERNEL),
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    # Lines with their ends: Quarto joins the lines of a text without them.
    text: str = nbformat.writes(nbformat.from_dict(staged), version=4)  # type: ignore[no-untyped-call]
    return f"{text}\n"


_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def _filled(source: str, path: str, fill: Fill) -> str:
    filled = fill(source, Path(path).stem)
    left = _PLACEHOLDER.search(filled)
    if left:
        raise _problem(path, "A-PLACEHOLDER", f"The placeholder {left[0]} was not filled.")
    return filled


def _kept(path: str, cell: dict[str, Any], fill: Fill, links: FloatLinks) -> list[dict[str, Any]]:
    if cell["cell_type"] == "markdown":
        source = _filled(joined(cell["source"]), path, fill)
        return [{"cell_type": "markdown", "id": cell["id"], "metadata": {}, "source": source}]
    if cell["cell_type"] != "code":
        raise _problem(path, "A-CELL", f"A {cell['cell_type']} cell is not supported.")
    outputs = [
        {"data": {MARKDOWN: links.below(markdown)}, "metadata": {}, "output_type": "display_data"}
        for markdown in output_markdown(path, cell)
    ]
    if not outputs:
        return []
    bare: dict[str, Any] = {"cell_type": "code", "id": cell["id"], "metadata": {}, "source": ""}
    return [{**bare, "execution_count": None, "outputs": outputs}]


def _banner(caveat: str) -> str:
    """The caveat at the top of each page of the site; the PDF has it in every footer."""
    if not caveat:
        return ""
    return (
        '::: {.content-visible when-format="html"}\n'
        f":::: {{.caveat-banner}}\n{caveat.strip()}\n::::\n:::\n\n"
    )


def _write(root: Path, book: Path, texts: Mapping[str, str]) -> None:
    with workshop(book) as scratch:
        for path, text in texts.items():
            (scratch / path).parent.mkdir(parents=True, exist_ok=True)
            (scratch / path).write_text(text, "utf-8")
        shutil.copytree(root / _EXTENSIONS, scratch / _EXTENSIONS)
        for path in [*texts, _EXTENSIONS]:
            put(scratch / path, book / path)
    for old in [*book.glob("_quarto*.yml"), *book.rglob("*.ipynb"), *book.rglob("*.qmd")]:
        if old.relative_to(book).as_posix() not in texts:
            old.unlink()


def _read(path: Path, name: str) -> str:
    if not path.is_file():
        raise _problem(name, "A-CHAPTER", "The executed chapter is missing.")
    return path.read_text("utf-8")


def _problem(path: str, code: str, message: str) -> AssemblyFailed:
    return AssemblyFailed(message, [Problem(code, message, file=path)])
