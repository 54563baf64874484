"""The book as one Typst document, in the words that Quarto writes to Typst."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from cpims_report.report.assembly.callouts import Callout
from cpims_report.report.assembly.look import EXTENSION
from cpims_report.report.assembly.numbering import NumberedChapter, Target
from cpims_report.report.assembly.pandoc import write
from cpims_report.report.assembly.references import targets_of
from cpims_report.report.assembly.setting import bare_table, set_chapter, set_heading
from cpims_report.report.assembly.settings import Settings
from cpims_report.report.assembly.tree import Node, pairs_of, plain, raw_block, raw_inline

PARTIALS = ("numbering.typ", "typst-template.typ", "page.typ", "typst-show.typ")

# Colours by which the template's `callout` knows the kind, as Quarto passes them.
_CALLOUT_COLOURS = {
    "note": "#0758e5",
    "tip": "#00a047",
    "warning": "#eb9113",
    "important": "#cc1914",
    "caution": "#fc5300",
}


def typst_source(settings: Settings, chapters: Sequence[NumberedChapter]) -> str:
    """Return the whole book as one Typst document; paths of images begin at the book's folder."""
    targets = targets_of(chapters)
    blocks: list[Node] = []
    for numbered in chapters:
        setter = TypstSetter(numbered.chapter.folder, settings.words)
        blocks.append(set_heading(numbered.chapter.heading, setter, numbered.number))
        blocks += set_chapter(numbered, targets, settings.words, setter)
    meta = {
        "title": settings.title,
        "subtitle": settings.subtitle,
        "by-author": [{"name": {"literal": settings.author}}],
        "lang": settings.lang,
        "dir": settings.direction,
        "toc-title": settings.words["toc-document"],
        "cpims": settings.cpims,
    }
    with tempfile.TemporaryDirectory() as scratch:
        for name in PARTIALS:
            shutil.copyfile(settings.folder / EXTENSION / name, Path(scratch) / name)
        template = Path(scratch) / "book.typ"
        template.write_bytes((files(__package__) / "resources" / "book.typ").read_bytes())
        options = [
            f"--template={template}",
            f"--lua-filter={(settings.folder / EXTENSION / 'cpims.lua').resolve()}",
            "--wrap=none",
        ]
        return write(blocks, "typst", meta, options)


@dataclass(frozen=True)
class TypstSetter:
    """Sets one chapter for the PDF."""

    folder: str
    labels: Mapping[str, str]
    form: str = "typst"

    def reference(self, target: Target, word: str) -> Node:
        """Return a reference whose number Typst counts itself."""
        if not target.number:
            return raw_inline("typst", f"#link(<{target.identifier}>)[{_escaped(target.title)}]")
        return raw_inline("typst", f"#ref(<{target.identifier}>, supplement: [{_escaped(word)}])")

    def callout(self, callout: Callout, body: list[Node]) -> list[Node]:
        """Return a call of the template's `callout`."""
        colour = _CALLOUT_COLOURS[callout.kind]
        return [
            raw_block("typst", "#callout(body: ["),
            *body,
            raw_block("typst", "], title: ["),
            plain(callout.title),
            raw_block("typst", f'], icon_color: rgb("{colour}"))'),
        ]

    def heading(self, node: Node, number: str) -> Node:
        """Return a heading; ids that only Pandoc made up may come twice and are left out."""
        level, (identifier, classes, pairs), inlines = node["c"]
        label = identifier if identifier.startswith("sec-") else ""
        classes = classes if number or "unnumbered" in classes else [*classes, "unnumbered"]
        return {"t": "Header", "c": [level, [label, classes, pairs], inlines]}

    def image(self, node: Node, alt: str) -> Node:
        """Return an image with its alternative text, which PDF/UA asks for."""
        width = pairs_of(node).get("width", "")
        size = f", width: {width}" if width.endswith("%") else ""
        source = f"{self.folder}{node['c'][2][0]}"
        path = _string(f"/{source}")
        return raw_inline("typst", f"#box(image({path}, alt: {_string(alt)}{size}))")

    def figure(self, target: Target, caption: list[Node], inside: list[Node]) -> list[Node]:
        """Return a figure with its caption above: a title that says what is found."""
        return self._float(target, caption, inside, "top")

    def table(self, target: Target | None, caption: list[Node], node: Node) -> list[Node]:
        """Return a table with its caption above."""
        table = bare_table(node, "typst:no-figure")
        return self._float(target, caption, [table], "top") if target else [table]

    def _float(
        self, target: Target, caption: list[Node], inside: list[Node], place: str
    ) -> list[Node]:
        kind = f"kind: {_string('quarto-float-' + target.kind)}"
        supplement = f"supplement: {_string(self.labels[target.kind])}"
        return [
            raw_block("typst", "#figure(["),
            *inside,
            raw_block("typst", f"], caption: figure.caption(position: {place}, ["),
            plain(caption),
            raw_block("typst", f"]), {kind}, {supplement})\n<{target.identifier}>"),
        ]


def _escaped(text: str) -> str:
    """Return words as Typst content, whatever marks they hold."""
    return f"#{_string(text)}" if text else ""


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
