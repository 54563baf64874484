"""Callouts: the divisions `.callout-note` and its four siblings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cpims_report.report.assembly.tree import (
    Node,
    classes_of,
    div,
    pairs_of,
    plain,
    plain_text,
    rewrite,
    words,
)

KINDS = ("note", "tip", "important", "warning", "caution")
_PREFIX = "callout-"
_TITLE = "callout-title"


@dataclass(frozen=True)
class Callout:
    """One callout: its kind, the words over it and what stands in it."""

    kind: str
    title: list[Node]
    body: list[Node]

    @property
    def title_text(self) -> str:
        """The title's plain words."""
        return plain_text(self.title)


def title_callouts(blocks: Sequence[Node], labels: Mapping[str, str]) -> list[Node]:
    """Return the blocks with every callout's title as its first block, no heading any more.

    The title is the attribute `title`, else the first heading inside, else the kind's word.
    """

    def change(node: Node) -> list[Node] | None:
        kind = callout_kind(node)
        if not kind:
            return None
        body = node["c"][1]
        title = words(pairs_of(node).get("title") or labels[f"{_PREFIX}{kind}"])
        if body and body[0]["t"] == "Header":
            title, body = body[0]["c"][2], body[1:]
        return [div([f"{_PREFIX}{kind}"], [div([_TITLE], [plain(title)]), *rewrite(body, change)])]

    titled: list[Node] = rewrite(list(blocks), change)
    return titled


def callout_of(node: Node) -> Callout | None:
    """Return the callout that a titled division is, or None."""
    kind = callout_kind(node)
    if not kind:
        return None
    title, *body = node["c"][1]
    return Callout(kind, title["c"][1][0]["c"], body)


def callout_kind(node: Node) -> str:
    """Return the kind of callout that an element is, or nothing."""
    if node["t"] != "Div":
        return ""
    named = (name.removeprefix(_PREFIX) for name in classes_of(node) if name.startswith(_PREFIX))
    return next((kind for kind in named if kind in KINDS), "")
