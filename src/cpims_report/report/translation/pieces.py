"""Markdown as messages and what stands between them: a message is a paragraph, heading or item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cpims_report.report.translation.statements import STATEMENT, unwrapped

PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
REFERENCE = re.compile(r"(?<![\w@])-?@((?:sec|fig|tbl)-[\w-]+)")
NEW_LINE = re.compile(r" *\n *")
"""Where prose stands with a sentence a line; a message does not depend on it."""
_HEADING = re.compile(r"(?P<before>#{1,6} +)(?P<text>.*?)(?P<after>(?: *\{[#.][^{}]*\})? *)$")
_ITEM = re.compile(r"(?P<before> *(?:[-*+]|\d+[.)]) +)(?P<text>.*)$", re.DOTALL)
_FENCE = re.compile(r"\s*(?:\{%[^%]*%\}\s*)*(?::::|```|~~~|\||<!--)")


@dataclass(frozen=True)
class Message:
    """Words to translate: what kind of block they are, and the marks around them."""

    text: str
    kind: str
    before: str = ""
    after: str = ""


def pieces(markdown: str) -> Iterator[Message | str]:
    """Yield messages and the text between them, so that all of them together are the Markdown."""
    block: list[str] = []
    fenced = False
    for line in markdown.splitlines(keepends=True):
        code = line.lstrip().startswith(("```", "~~~"))
        apart = fenced or code or not line.strip() or bool(_FENCE.match(line))
        begins = bool(_HEADING.match(line) or _ITEM.match(line))
        if block and (apart or begins or _HEADING.match(block[-1])):
            yield from whole("".join(block))
            block = []
        if apart:
            yield line
        else:
            block.append(line)
        fenced ^= code
    if block:
        yield from whole("".join(block))


def whole(block: str) -> Iterator[Message | str]:
    """Yield the message of one block between the marks around it; no message without words."""
    text = block.rstrip("\n")
    end = block[len(text) :]
    before, inner, after = unwrapped(text)
    kind, matched = "paragraph", None
    for name, pattern in (("heading", _HEADING), ("item", _ITEM)):
        matched = pattern.match(inner)
        if matched:
            kind = name
            before += matched["before"]
            after = matched.groupdict().get("after", "") + after
            inner = matched["text"]
            break
    if not re.search(r"[^\W\d_]", REFERENCE.sub("", PLACEHOLDER.sub("", inner))):
        yield block
        return
    yield Message(NEW_LINE.sub(" ", inner), kind, before, after + end)


def messages(markdown: str) -> list[Message]:
    """Return the messages of a text in reading order."""
    return [each for each in pieces(markdown) if isinstance(each, Message)]


def held(text: str) -> dict[str, list[str]]:
    """Return what a translation must hold as well: names, statements, references and ids.

    Of `{{ … }}` the filters are left out: another language may write a number in another way.
    """
    values = re.findall(r"\{\{(.*?)\}\}", text, re.DOTALL)
    return {
        "placeholder": sorted({re.sub(r"\s+", " ", each.split("|")[0]).strip() for each in values}),
        "statement": [re.sub(r"\s+", " ", each[0]) for each in STATEMENT.finditer(text)],
        "reference": sorted(set(REFERENCE.findall(text))),
        "identifier": sorted(re.findall(r"\{#([\w-]+)", text)),
        "name in braces": sorted(set(re.findall(r"(?<!\{)\{(\w+)\}(?!\})", text))),
    }
