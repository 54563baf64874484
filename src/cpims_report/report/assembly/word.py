"""The Word document of the builtin engine: the same text, numbers and pictures, plainly set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cpims_report.report.assembly.callouts import Callout
from cpims_report.report.assembly.look import EXTENSION
from cpims_report.report.assembly.numbering import NumberedChapter, Target
from cpims_report.report.assembly.pandoc import write
from cpims_report.report.assembly.references import NO_BREAK, reference_text, targets_of
from cpims_report.report.assembly.setting import set_chapter, set_heading
from cpims_report.report.assembly.settings import Settings
from cpims_report.report.assembly.tree import Node, words

# 1 January 2000: Word wants a date of creation, and the same book gives the same bytes.
_DATE = "946684800"


def write_docx(settings: Settings, chapters: Sequence[NumberedChapter], into: Path) -> None:
    """Write the book as one Word document; the PNG beside each SVG is its picture."""
    targets = targets_of(chapters)
    blocks: list[Node] = []
    for numbered in chapters:
        setter = WordSetter(numbered.chapter.folder, settings.words)
        blocks.append(set_heading(numbered.chapter.heading, setter, numbered.number))
        blocks += set_chapter(numbered, targets, settings.words, setter)
    meta = {
        "title": settings.title,
        "subtitle": settings.subtitle,
        "author": [settings.author],
        "lang": settings.lang,
        "dir": settings.direction,
        "toc-title": settings.words["toc-document"],
        "cpims": {"words": settings.cpims.get("words", {})},
    }
    contents = [] if settings.cpims.get("brief") else ["--toc", "--toc-depth=2"]
    options = [
        *contents,
        "--figure-caption-position=above",
        f"--lua-filter={(settings.folder / EXTENSION / 'cpims.lua').resolve()}",
        f"--output={into.resolve()}",
    ]
    write(blocks, "docx", meta, options, settings.folder, clock=_DATE)


@dataclass(frozen=True)
class WordSetter:
    """Sets one chapter for Word."""

    folder: str
    labels: Mapping[str, str]
    form: str = "docx"

    def reference(self, target: Target, word: str) -> Node:
        """Return a link inside the document."""
        text = [{"t": "Str", "c": reference_text(target, word)}]
        return {"t": "Link", "c": [["", [], []], text, [f"#{target.identifier}", ""]]}

    def callout(self, callout: Callout, body: list[Node]) -> list[Node]:
        """Return a block set off from the text, its title bold."""
        return [{"t": "BlockQuote", "c": [_bold_paragraph(callout.title), *body]}]

    def heading(self, node: Node, number: str) -> Node:
        """Return a heading with its number in its words."""
        level, attributes, inlines = node["c"]
        lead = [{"t": "Str", "c": number}, {"t": "Space"}] if number else []
        return {"t": "Header", "c": [level, attributes, [*lead, *inlines]]}

    def image(self, node: Node, alt: str) -> Node:
        """Return an image as wide as the text."""
        path = f"{self.folder}{node['c'][2][0]}"
        return {"t": "Image", "c": [["", [], [["width", "100%"]]], words(alt), [path, ""]]}

    def figure(self, target: Target, caption: list[Node], inside: list[Node]) -> list[Node]:
        """Return a figure whose caption begins with its number."""
        attributes = [target.identifier, [], []]
        return [{"t": "Figure", "c": [attributes, self._caption(target, caption), inside]}]

    def table(self, target: Target | None, caption: list[Node], node: Node) -> list[Node]:
        """Return a table whose caption begins with its number."""
        if target is None:
            return [node]
        attributes, _, *rest = node["c"]
        return [{"t": "Table", "c": [attributes, self._caption(target, caption), *rest]}]

    def _caption(self, target: Target, inlines: list[Node]) -> list[object]:
        number = {"t": "Str", "c": f"{self.labels[target.kind]}{NO_BREAK}{target.number}:"}
        lead = [{"t": "Strong", "c": [number]}, {"t": "Space"}]
        return [None, [{"t": "Plain", "c": [*lead, *inlines]}]]


def _bold_paragraph(inlines: list[Node]) -> Node:
    return {"t": "Para", "c": [{"t": "Strong", "c": inlines}]}
