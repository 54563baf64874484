"""The charts and tables of a chapter that changed, old beside new."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from cpims_report.report.assembly.chapters import Chapter
from cpims_report.report.assembly.setting import alt_of
from cpims_report.report.assembly.tree import Node, elements, identifier_of, plain_text

Float = TypeVar("Float", "Chart", "Table")


@dataclass(frozen=True)
class Chart:
    """A chart: what it says, in words and as a drawing (SVG)."""

    caption: str
    alt: str
    drawing: bytes

    @property
    def address(self) -> str:
        """The drawing as an address that needs no file."""
        return f"data:image/svg+xml;base64,{base64.b64encode(self.drawing).decode()}"


@dataclass(frozen=True)
class Table:
    """A table: its caption and the words of its cells, headings first."""

    caption: str
    rows: tuple[tuple[str, ...], ...]


def charts(chapter: Chapter | None, book: Path | None) -> dict[str, Chart]:
    """Return id -> chart of a chapter, in its order."""
    if chapter is None or book is None:
        return {}
    found = {}
    for node in elements(list(chapter.blocks)):
        if node["t"] != "Figure":
            continue
        image = next(each for each in elements(node["c"][2]) if each["t"] == "Image")
        path = book / chapter.folder / image["c"][2][0]
        if path.is_file():
            found[identifier_of(node) or identifier_of(image)] = Chart(
                plain_text(node["c"][1]) or plain_text(image["c"][1]),
                alt_of(image),
                path.read_bytes(),
            )
    return found


def tables(chapter: Chapter | None) -> dict[str, Table]:
    """Return id -> table of a chapter; one without an id is known by its place."""
    if chapter is None:
        return {}
    nodes = [node for node in elements(list(chapter.blocks)) if node["t"] == "Table"]
    return {
        identifier_of(node) or f"tbl-{place}": Table(plain_text(node["c"][1]), rows(node))
        for place, node in enumerate(nodes)
    }


def rows(table: Node) -> tuple[tuple[str, ...], ...]:
    """Return the words of a table's cells, row by row."""
    _, _, _, head, bodies, _ = table["c"]
    lines: list[Any] = [*head[1], *(row for body in bodies for row in [*body[2], *body[3]])]
    return tuple(tuple(plain_text(cell[4]) for cell in row[1]) for row in lines)


def changed(
    old: Mapping[str, Float], new: Mapping[str, Float]
) -> list[tuple[str, Float | None, Float | None]]:
    """Return id, old and new state of each chart or table that differs."""
    names = [*new, *(name for name in old if name not in new)]
    return [
        (name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)
    ]
