"""The index of the site's search: each section, figure and table as a passage of plain words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from lxml import html

from cpims_report.report.assembly.numbering import NumberedChapter

INDEX = "site_libs/search-index.js"
SCRIPT = "site_libs/search.js"

_UNREAD = {"svg", "nav", "script", "style"}
_UNREAD_CLASSES = {"caveat-banner", "float-links", "header-section-number", "float-number"}

Passage = tuple[str, str, str, str, str]
"""Page, id, title of the chapter, title and text."""


def search_index(bodies: Sequence[tuple[NumberedChapter, str]]) -> str:
    """Return the script that holds the passages of all pages, from chapters and their HTML.

    A script and no data file: a page that is opened from a folder may not ask for one.
    """
    found = [list(passage) for numbered, body in bodies for passage in passages_of(numbered, body)]
    held = json.dumps(found, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f"window.cpimsSearchIndex={held};\n"


def passages_of(numbered: NumberedChapter, body: str) -> Iterator[Passage]:
    """Yield a chapter's passages; a text belongs to the innermost section or float around it."""
    chapter = numbered.chapter
    root = html.fragment_fromstring(body, create_parent="div")
    yield chapter.page, chapter.identifier, chapter.title, chapter.title, _read(root)
    for part in root.xpath(".//section[@id] | .//div[@class='quarto-float'][@id]"):
        title = part.xpath("./*[self::h2 or self::h3 or self::h4] | .//figcaption")
        named = " ".join(_texts(title[0])) if title else chapter.title
        yield chapter.page, part.get("id"), chapter.title, _joined([named]), _read(part)


def _read(part: html.HtmlElement) -> str:
    return _joined(text for child in part if not _apart(child) for text in _texts(child))


def _apart(element: html.HtmlElement) -> bool:
    """Return whether an element is a passage of its own, or the title of one."""
    own = element.tag == "div" and "quarto-float" in _classes(element)
    return own or element.tag == "section" or element.tag in {"h2", "h3", "h4", "figcaption"}


def _texts(element: html.HtmlElement) -> Iterator[str]:
    """Yield an element's words, those of a picture as its alternative text."""
    if not isinstance(element.tag, str) or _UNREAD_CLASSES & _classes(element):
        return
    if element.tag in _UNREAD:
        wide = "chart-wide" in _classes(element.getparent())
        if element.tag == "svg" and wide:
            yield element.get("aria-label", "")
        return
    if element.tag == "img":
        yield element.get("alt", "")
    yield element.text or ""
    for child in element:
        if not _apart(child):
            yield from _texts(child)
        yield child.tail or ""
    yield " "


def _classes(element: html.HtmlElement | None) -> set[str]:
    return set() if element is None else set((element.get("class") or "").split())


def _joined(texts: Iterator[str] | Sequence[str]) -> str:
    return " ".join("".join(texts).split())
