"""A chapter's text as HTML, with the classes that Quarto gives so that one stylesheet fits both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from posixpath import dirname, relpath
from urllib.parse import unquote

from cpims_report.report.assembly.callouts import Callout
from cpims_report.report.assembly.header_cells import with_header_cells
from cpims_report.report.assembly.inline import inline_chart
from cpims_report.report.assembly.numbering import NumberedChapter, Target
from cpims_report.report.assembly.pandoc import write
from cpims_report.report.assembly.references import NO_BREAK, reference_text
from cpims_report.report.assembly.setting import bare_table, set_chapter
from cpims_report.report.assembly.tree import (
    Node,
    div,
    elements,
    pairs_of,
    plain,
    raw_block,
    raw_inline,
    rewrite,
    span,
    words,
)


def chapter_html(
    numbered: NumberedChapter,
    targets: Mapping[str, Target],
    labels: Mapping[str, str],
    folder: Path,
) -> str:
    """Return the HTML below a chapter's heading; its images lie in the book's `folder`."""
    setter = PageSetter(numbered.chapter.page, labels, folder / numbered.chapter.folder)
    blocks = rewrite(set_chapter(numbered, targets, labels, setter), _reachable)
    return write(blocks, "html5", options=["--section-divs", "--wrap=none"])


def _reachable(node: Node) -> list[Node] | None:
    """Put code in a box that scrolls, with the keyboard too."""
    return [div(["sideways"], [node], tabindex="0")] if node["t"] == "CodeBlock" else None


def address(target_page: str, from_page: str) -> str:
    """Return a page's address as a page at another place of the site links to it."""
    return relpath(target_page, dirname(from_page) or ".")


@dataclass(frozen=True)
class PageSetter:
    """Sets the chapter of one page of the site."""

    page: str
    labels: Mapping[str, str]
    folder: Path
    form: str = "html"

    def reference(self, target: Target, word: str) -> Node:
        """Return a link, to another page where need be."""
        elsewhere = "" if target.page == self.page else address(target.page, self.page)
        text = [{"t": "Str", "c": reference_text(target, word)}]
        where = [f"{elsewhere}#{target.identifier}", ""]
        return {"t": "Link", "c": [["", ["quarto-xref"], []], text, where]}

    def callout(self, callout: Callout, body: list[Node]) -> list[Node]:
        """Return a callout with header and body."""
        header = div(["callout-header"], [div(["callout-title-container"], [plain(callout.title)])])
        classes = ["callout", "callout-style-default", f"callout-{callout.kind}", "callout-titled"]
        return [div(classes, [header, div(["callout-body-container", "callout-body"], body)])]

    def heading(self, node: Node, number: str) -> Node:
        """Return a heading with its number in a span."""
        level, attributes, inlines = node["c"]
        lead = [span(["header-section-number"], [{"t": "Str", "c": number}]), {"t": "Space"}]
        return {"t": "Header", "c": [level, attributes, [*(lead if number else []), *inlines]]}

    def image(self, node: Node, alt: str) -> Node:
        """Return a chart in the page itself, any other image no wider than its column."""
        drawn = inline_chart(self.folder / unquote(node["c"][2][0]))
        if drawn:
            return raw_inline("html", drawn)
        (identifier, classes, _), _, place = node["c"]
        width = [["width", pairs_of(node)["width"]]] if "width" in pairs_of(node) else []
        shown = [identifier, [*classes, "img-fluid", "figure-img"], width]
        return {"t": "Image", "c": [shown, words(alt), place]}

    def figure(self, target: Target, caption: list[Node], inside: list[Node]) -> list[Node]:
        """Return a figure with its caption above: a title that says what is found."""
        above = self._caption(target, caption, "top")
        drawn = any(node["t"] == "RawInline" for node in elements(inside))
        body = inside if drawn else self._scrolling(target, inside)
        return [_float(target, [*above, *body])]

    def table(self, target: Target | None, caption: list[Node], node: Node) -> list[Node]:
        """Return a table with its caption above."""
        table = with_header_cells(bare_table(node, "table"))
        if target is None:
            if caption:
                table["c"][1] = [None, [plain(caption)]]
            return [div(["sideways"], [table], tabindex="0")]
        above = self._caption(target, caption, "top")
        return [_float(target, [*above, *self._scrolling(target, [table])])]

    def _scrolling(self, target: Target, inside: list[Node]) -> list[Node]:
        """What is too wide for a phone scrolls in a box of its own, with the keyboard too."""
        name = escape(self._number(target))
        box = f'<div class="sideways" role="region" tabindex="0" aria-label="{name}">'
        return [raw_block("html", box), *inside, raw_block("html", "</div>")]

    def _number(self, target: Target) -> str:
        return f"{self.labels[target.kind]}{NO_BREAK}{target.number}"

    def _caption(self, target: Target, inlines: list[Node], place: str) -> list[Node]:
        number = f"{self._number(target)}:"
        classes = f"quarto-float-caption quarto-float-caption-{place} quarto-float-{target.kind}"
        return [
            raw_block("html", f'<figcaption class="{classes}">'),
            plain([span(["float-number"], [{"t": "Str", "c": number}]), {"t": "Space"}, *inlines]),
            raw_block("html", "</figcaption>"),
        ]


def _float(target: Target, inside: list[Node]) -> Node:
    opening = f'<figure class="quarto-float quarto-float-{target.kind} figure">'
    blocks = [raw_block("html", opening), *inside, raw_block("html", "</figure>")]
    return div(["quarto-float"], blocks, identifier=target.identifier)
