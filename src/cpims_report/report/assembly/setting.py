"""Setting a chapter for one format: each format says what becomes of the elements it must mind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from cpims_report.report.assembly.callouts import Callout, callout_of
from cpims_report.report.assembly.numbering import NUMBER, NumberedChapter, Target
from cpims_report.report.assembly.references import resolve
from cpims_report.report.assembly.tree import (
    Node,
    identifier_of,
    pairs_of,
    plain_text,
    rewrite,
)
from cpims_report.report.assembly.visibility import shown_in, without_comments


class Setter(Protocol):
    """What a format makes of callouts, headings, images, figures, tables and references."""

    @property
    def form(self) -> str:
        """The format's name: html, typst or docx."""

    def reference(self, target: Target, word: str) -> Node:
        """Return a reference to `target` with `word` before its number."""

    def callout(self, callout: Callout, body: list[Node]) -> list[Node]:
        """Return a callout whose body is set already."""

    def heading(self, node: Node, number: str) -> Node:
        """Return a heading with its number, "" if it has none."""

    def image(self, node: Node, alt: str) -> Node:
        """Return an image with its alternative text."""

    def figure(self, target: Target, caption: list[Node], inside: list[Node]) -> list[Node]:
        """Return a numbered figure whose images are set already."""

    def table(self, target: Target | None, caption: list[Node], node: Node) -> list[Node]:
        """Return a table; it has a target if it is numbered."""


def set_chapter(
    numbered: NumberedChapter,
    targets: Mapping[str, Target],
    labels: Mapping[str, str],
    setter: Setter,
) -> list[Node]:
    """Return the blocks below a chapter's heading as the format of `setter` wants them."""

    def figure(node: Node) -> list[Node] | None:
        target = targets.get(identifier_of(node))
        if target is None:
            return None
        return setter.figure(target, caption_of(node), rewrite(node["c"][2], change))

    def table(node: Node) -> list[Node]:
        return setter.table(targets.get(identifier_of(node)), caption_of(node), node)

    makers: dict[str, Callable[[Node], list[Node] | None]] = {
        "Header": lambda node: [set_heading(node, setter)],
        "Image": lambda node: [setter.image(node, alt_of(node))],
        "Figure": figure,
        "Table": table,
    }

    def change(node: Node) -> list[Node] | None:
        callout = callout_of(node)
        if callout:
            return setter.callout(callout, rewrite(callout.body, change))
        make = makers.get(node["t"])
        return make(node) if make else None

    shown = without_comments(shown_in(numbered.chapter.blocks, setter.form))
    blocks: list[Node] = rewrite(resolve(shown, targets, labels, setter.reference), change)
    return blocks


def set_heading(node: Node, setter: Setter, number: str = "") -> Node:
    """Return a heading as the format wants it; the number of a section is its attribute."""
    level, (identifier, classes, pairs), inlines = node["c"]
    kept = [pair for pair in pairs if pair[0] != NUMBER]
    bare = {"t": "Header", "c": [level, [identifier, classes, kept], inlines]}
    return setter.heading(bare, number or pairs_of(node).get(NUMBER, ""))


def alt_of(image: Node) -> str:
    """Return an image's alternative text: `fig-alt`, else the words in its brackets."""
    return pairs_of(image).get("fig-alt") or plain_text(image["c"][1])


def caption_of(node: Node) -> list[Node]:
    """Return the caption of a figure or table as inline elements."""
    blocks = node["c"][1][1]
    inlines: list[Node] = blocks[0]["c"] if blocks else []
    return inlines


def bare_table(node: Node, style: str) -> Node:
    """Return a table without caption and id, with the class `style`."""
    _, _, *rest = node["c"]
    return {"t": "Table", "c": [["", [style], []], [None, []], *rest]}
