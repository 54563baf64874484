"""The finished book read back: no mark of Markdown may be left where a reader sees it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree, html

from cpims_report.errors import AssemblyFailed, Problem
from cpims_report.pdf_text import PdfiumError, page_texts
from cpims_report.report.assembly.chapters import Chapter
from cpims_report.report.assembly.tree import elements

MARKS = ("{#", ":::", "?@", "{{")
"""Of an id without heading, a division that did not open, a reference to nothing, a placeholder."""

AROUND = 30
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CODE_STYLES = {"VerbatimChar", "SourceCode"}
_SEEN = (
    "//text()[not(ancestor::code or ancestor::pre or ancestor::script or ancestor::style)] | //@alt"
)

Piece = tuple[str, str]
"""Where a text stands, and the text."""


def check_finished(
    chapters: Sequence[Chapter], site: Path | None, documents: dict[str, Path]
) -> None:
    """Raise one error that names every place of the finished book where Markdown shows.

    Code that shows a mark on purpose may: HTML and Word say what is code. The text of a PDF does
    not, so a mark that stands in the code of any chapter is not looked for there.
    """
    on_purpose = "\n".join(
        node["c"][1]
        for chapter in chapters
        for node in elements(list(chapter.blocks))
        if node["t"] in {"Code", "CodeBlock"}
    )
    readers = {"pdf": pdf_pages, "docx": word_paragraphs}
    found = list(_left(site_texts(site), MARKS)) if site else []
    for form, path in documents.items():
        marks = [mark for mark in MARKS if form != "pdf" or mark not in on_purpose]
        try:
            found += _left(readers[form](path), marks)
        except (PdfiumError, zipfile.BadZipFile):
            raise AssemblyFailed(f"The {form.upper()} that was made cannot be opened.") from None
    if found:
        raise AssemblyFailed("Marks of Markdown are left in the finished book.", found)


def site_texts(site: Path) -> Iterator[Piece]:
    """Yield the texts of a site that are seen or read aloud, each with its page."""
    for path in sorted(site.rglob("*.html")):
        content = path.read_bytes()
        texts = html.document_fromstring(content).xpath(_SEEN) if content.strip() else []
        yield from ((path.relative_to(site).as_posix(), str(text)) for text in texts)


def pdf_pages(path: Path) -> Iterator[Piece]:
    """Yield the text of each page of a PDF."""
    for number, text in enumerate(page_texts(path), start=1):
        yield f"PDF, page {number}", text


def word_paragraphs(path: Path) -> Iterator[Piece]:
    """Yield the text of each paragraph of a Word document, without what is set as code."""
    with zipfile.ZipFile(path) as archive:
        names = [
            n for n in archive.namelist() if re.fullmatch(r"word/(document|footnotes)\.xml", n)
        ]
        for name in names:
            for number, paragraph in enumerate(
                etree.fromstring(archive.read(name)).iter(f"{_WORD}p"), start=1
            ):
                yield f"DOCX, paragraph {number}", _words(paragraph)


def _words(paragraph: etree._Element) -> str:
    if _style(paragraph, "pPr", "pStyle") in _CODE_STYLES:
        return ""
    return "".join(
        text.text or ""
        for run in paragraph.iter(f"{_WORD}r")
        if _style(run, "rPr", "rStyle") not in _CODE_STYLES
        for text in run.iter(f"{_WORD}t")
    )


def _style(element: etree._Element, properties: str, name: str) -> str:
    found = element.find(f"{_WORD}{properties}/{_WORD}{name}")
    return "" if found is None else str(found.get(f"{_WORD}val", ""))


def _left(pieces: Iterator[Piece], marks: Sequence[str]) -> Iterator[Problem]:
    for place, text in pieces:
        for mark in marks:
            at = text.find(mark)
            if at >= 0:
                shown = " ".join(text[max(at - AROUND, 0) : at + AROUND].split())
                message = f"“{mark}” is left in the text."
                yield Problem("A-MARK", message, file=place, value=shown)
