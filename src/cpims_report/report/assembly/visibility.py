"""Conditional content: `::: {.content-visible when-format="html"}` and its opposite."""

from __future__ import annotations

from collections.abc import Sequence

from cpims_report.report.assembly.tree import Node, classes_of, pairs_of, rewrite


def shown_in(blocks: Sequence[Node], form: str) -> list[Node]:
    """Return the blocks that belong to a format: html, typst or docx."""

    def change(node: Node) -> list[Node] | None:
        if node["t"] != "Div":
            return None
        classes, pairs = classes_of(node), pairs_of(node)
        if "content-visible" not in classes and "content-hidden" not in classes:
            return None
        holds = pairs.get("when-format", form) == form and pairs.get("unless-format") != form
        if holds != ("content-visible" in classes):
            return []
        inside: list[Node] = rewrite(node["c"][1], change)
        return inside

    shown: list[Node] = rewrite(list(blocks), change)
    return shown


def without_comments(blocks: Sequence[Node]) -> list[Node]:
    """Return the blocks without HTML comments, the only raw words that `features` lets through."""
    kept: list[Node] = rewrite(
        list(blocks), lambda node: [] if node["t"] in {"RawBlock", "RawInline"} else None
    )
    return kept
