"""Walking and rewriting Pandoc's document tree, as its JSON gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Node = dict[str, Any]
Change = Callable[[Node], list[Node] | None]


def rewrite(tree: Any, change: Change) -> Any:
    """Return the tree with `change` applied to every element, the outermost first.

    `change` gives the elements that stand in the place of one; None keeps it and looks inside.
    """
    if isinstance(tree, dict):
        return {
            key: rewrite(value, change) if isinstance(value, (dict, list)) else value
            for key, value in tree.items()
        }
    if not isinstance(tree, list):
        return tree
    rewritten: list[Any] = []
    for item in tree:
        if not isinstance(item, (dict, list)):
            rewritten.append(item)
            continue
        changed = change(item) if isinstance(item, dict) and "t" in item else None
        rewritten.extend([rewrite(item, change)] if changed is None else changed)
    return rewritten


def elements(tree: Any) -> Iterator[Node]:
    """Yield every element of the tree in reading order."""
    if isinstance(tree, dict):
        if "t" in tree:
            yield tree
        tree = [*tree.values()]
    if isinstance(tree, list):
        for item in tree:
            if isinstance(item, (dict, list)):
                yield from elements(item)


def plain_text(inlines: Any) -> str:
    """Return the words of inline elements, without marks."""
    pieces = {"Space": " ", "SoftBreak": " ", "LineBreak": " "}
    leaves = {"Str", "Code", "Math"}
    return "".join(
        pieces.get(element["t"], "")
        or (
            (element["c"] if isinstance(element["c"], str) else element["c"][-1])
            if element["t"] in leaves
            else ""
        )
        for element in elements(inlines)
    )


def identifier_of(node: Node) -> str:
    """Return the id of an element that can have one, or nothing."""
    attributes = _attributes(node)
    return str(attributes[0]) if attributes else ""


def classes_of(node: Node) -> list[str]:
    """Return the classes of an element that can have them."""
    attributes = _attributes(node)
    return list(attributes[1]) if attributes else []


def pairs_of(node: Node) -> dict[str, str]:
    """Return the key-value attributes of an element that can have them."""
    attributes = _attributes(node)
    return dict(attributes[2]) if attributes else {}


def _attributes(node: Node) -> Any:
    if node["t"] == "Header":
        return node["c"][1]
    if node["t"] in {"Div", "Span", "Figure", "Table", "Image", "Link", "Code", "CodeBlock"}:
        return node["c"][0]
    return None


def words(text: str) -> list[Node]:
    """Return plain words as inline elements; a no-break space stays one."""
    nodes: list[Node] = []
    for index, word in enumerate(text.split(" ")):
        nodes += [{"t": "Space"}] if index else []
        nodes += [{"t": "Str", "c": word}] if word else []
    return nodes


def raw_block(form: str, text: str) -> Node:
    """Return a block that the writer of `form` prints as it is."""
    return {"t": "RawBlock", "c": [form, text]}


def raw_inline(form: str, text: str) -> Node:
    """Return words that the writer of `form` prints as they are."""
    return {"t": "RawInline", "c": [form, text]}


def plain(inlines: list[Node]) -> Node:
    """Return inline elements as a block that is not a paragraph."""
    return {"t": "Plain", "c": inlines}


def div(classes: list[str], blocks: list[Node], identifier: str = "", **pairs: str) -> Node:
    """Return blocks in a division."""
    attributes = [[key, value] for key, value in pairs.items()]
    return {"t": "Div", "c": [[identifier, classes, attributes], blocks]}


def span(classes: list[str], inlines: list[Node]) -> Node:
    """Return inline elements in a span."""
    return {"t": "Span", "c": [["", classes, []], inlines]}
