"""What of Quarto's Markdown the builtin engine can set, and refusal of the rest by name.

docs/assembly.md has the same list for people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from cpims_report.errors import AssemblyFailed, Problem
from cpims_report.report.assembly.callouts import KINDS
from cpims_report.report.assembly.chapters import Chapter
from cpims_report.report.assembly.tree import (
    Node,
    classes_of,
    elements,
    identifier_of,
    pairs_of,
    plain_text,
)

REFERENCES = ("fig", "tbl", "sec")
VISIBILITY = ("content-visible", "content-hidden")
FORMATS = ("html", "typst", "docx")

_DIV_CLASSES = {
    *(f"callout-{kind}" for kind in KINDS),
    "key-figures",
    "synthetic-note",
    "caveat-banner",
    "float-links",
    *VISIBILITY,
}
_DIV_PAIRS = {"title", "icon", "appearance", "when-format", "unless-format", "lang", "dir"}
_SPAN_CLASSES = {"key-value", "key-label", "key-change", "key-caveat"}
_IMAGE_PAIRS = {"fig-alt", "fig-align", "width"}
_HEADING_CLASSES = {"unnumbered", "unlisted"}
_OTHER_LABELS = re.compile(r"^(?:eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|nte|tip|wrn|imp|cau)-")
_EXECUTABLE = re.compile(r"^\s*(?:`{3,}|~{3,})\s*\{\w+[^}]*\}\s*$", re.MULTILINE)
_PERCENT = re.compile(r"\d{1,3}(?:\.\d+)?%")
_BOXES = {"☐", "☒"}
"""What Pandoc makes of the boxes of a list of tasks."""
_SHORTCODE = re.compile(r"\{\{<\s*/?\s*([\w-]+)")


def refuse_unknown(chapters: Sequence[Chapter]) -> None:
    """Raise one error that names every feature in the book that is not supported."""
    problems = [
        Problem("A-FEATURE", f"{name} is not supported by the builtin engine.", file=chapter.path)
        for chapter in chapters
        for name in dict.fromkeys(unknown_features(chapter))
    ]
    if problems:
        raise AssemblyFailed(
            "The book uses what the builtin engine cannot set. Write it otherwise, or assemble "
            "with Quarto. What is supported: docs/assembly.md.",
            problems,
        )


def unknown_features(chapter: Chapter) -> Iterator[str]:
    """Yield the names of unsupported features in a chapter, in reading order."""
    for name in _SHORTCODE.findall(chapter.markdown):
        yield f"The shortcode {{{{< {name} >}}}}"
    if _EXECUTABLE.search(chapter.markdown):
        yield "An executable code block"
    for node in elements([chapter.heading, *chapter.blocks]):
        check = _CHECKS.get(node["t"])
        if check:
            yield from check(node)


def _division(node: Node) -> Iterator[str]:
    yield from _names("The division class .{}", set(classes_of(node)) - _DIV_CLASSES)
    yield from _names("The division attribute {}=", set(pairs_of(node)) - _DIV_PAIRS)
    if identifier_of(node):
        yield f"A division with an id (#{identifier_of(node)})"
    for form in (pairs_of(node).get("when-format"), pairs_of(node).get("unless-format")):
        if form is not None and form not in FORMATS:
            yield f"The format “{form}” of conditional content"


def _image(node: Node) -> Iterator[str]:
    yield from _names("The image attribute {}=", set(pairs_of(node)) - _IMAGE_PAIRS)
    yield from _names("The image class .{}", set(classes_of(node)))
    width = pairs_of(node).get("width", "1%")
    if not _PERCENT.fullmatch(width):
        yield f"The image width {width} (write it in percent)"
    if not pairs_of(node).get("fig-alt") and not plain_text(node["c"][1]):
        yield f"An image without alternative text ({node['c'][2][0]})"
    if "://" in node["c"][2][0] or node["c"][2][0].startswith("data:"):
        yield "An image from another place than the book's folder"


def _figure(node: Node) -> Iterator[str]:
    if not identifier_of(node):
        image = next(each for each in elements(node["c"][2]) if each["t"] == "Image")
        yield f"An image alone in a paragraph without an id like #fig-… ({image['c'][2][0]})"


def _task_list(node: Node) -> Iterator[str]:
    firsts = (
        item[0]["c"][0]
        for item in node["c"]
        if item and item[0]["t"] in {"Plain", "Para"} and item[0]["c"]
    )
    if any(first["t"] == "Str" and first["c"] in _BOXES for first in firsts):
        yield "A list of tasks, [ ] and [x]"


def _heading(node: Node) -> Iterator[str]:
    yield from _names("The heading class .{}", set(classes_of(node)) - _HEADING_CLASSES)


def _raw(node: Node) -> Iterator[str]:
    if not re.fullmatch(r"\s*<!--.*-->\s*", node["c"][1], re.DOTALL):
        yield f"Raw {node['c'][0]}"


def _citation(node: Node) -> Iterator[str]:
    for citation in node["c"][0]:
        label = citation["citationId"]
        if label.lower().split("-")[0] not in REFERENCES:
            kind = "The reference" if _OTHER_LABELS.match(label) else "The citation"
            yield f"{kind} @{label}"
        if citation["citationPrefix"] or citation["citationSuffix"]:
            yield f"A reference with words inside its brackets (@{label})"


def _span(node: Node) -> Iterator[str]:
    yield from _names("The span class .{}", set(classes_of(node)) - _SPAN_CLASSES)


def _math(_: Node) -> Iterator[str]:
    yield "A formula"


def _names(pattern: str, names: set[str]) -> Iterator[str]:
    yield from (pattern.format(name) for name in sorted(names))


_CHECKS: dict[str, Callable[[Node], Iterator[str]]] = {
    "Div": _division,
    "Image": _image,
    "Figure": _figure,
    "BulletList": _task_list,
    "Header": _heading,
    "RawBlock": _raw,
    "RawInline": _raw,
    "Cite": _citation,
    "Span": _span,
    "Math": _math,
}
