"""The last touch to a Word document, the same for both engines: look, contents, words for pictures.

What one engine leaves out the other has: the finished file is what counts.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from cpims_report.errors import AssemblyFailed, Problem
from cpims_report.report.assembly.chapters import Chapter
from cpims_report.report.assembly.look import read_palette
from cpims_report.report.assembly.setting import alt_of
from cpims_report.report.assembly.tree import elements
from cpims_report.report.assembly.word_contents import fill_contents
from cpims_report.report.assembly.word_lists import number_lists
from cpims_report.report.assembly.word_look import dress
from cpims_report.report.assembly.word_margins import write_margins
from cpims_report.report.assembly.word_order import put_in_order
from cpims_report.report.assembly.word_tables import set_tables

MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""When the document says that it was made: the same book gives the same bytes."""
_PLACES = re.compile(
    rb"(?<![\w.:/])/(?:home|tmp|root|Users|opt|usr|var|private|work|mnt)/[\w.-]|[A-Za-z]:\\\\?Users\\"
)
_ICONS = ("note", "tip", "warning", "caution", "important")
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"


@dataclass(frozen=True)
class Imprint:
    """What the document says of itself."""

    title: str
    subtitle: str
    author: str
    lang: str
    right_to_left: bool
    caveat: str
    notice: str
    draft: str
    digits: str

    @classmethod
    def of(cls, specification: Mapping[str, Any]) -> Imprint:
        """Return what a book's settings say."""
        book, own = specification.get("book", {}), specification.get("cpims", {})
        return cls(
            title=str(book.get("title", "")),
            subtitle=str(book.get("subtitle", "")),
            author=str(book.get("author", "")),
            lang=str(specification.get("lang", "en")),
            right_to_left=specification.get("dir") == "rtl",
            caveat=str(own.get("caveat-line", "")),
            notice=str(own.get("synthetic", "")).strip(),
            draft=str(own.get("draft", "")),
            digits=str(own.get("digits", "")),
        )


def finish_word(
    path: Path, specification: Mapping[str, Any], chapters: Sequence[Chapter], book: Path
) -> None:
    """Finish a document that Pandoc or Quarto wrote, in its place."""
    imprint, palette = Imprint.of(specification), read_palette(book)
    document = Document(str(path))
    dress(document, palette)
    name_pictures(document, alternative_texts(chapters))
    set_tables(document, palette, imprint.right_to_left)
    fill_contents(document, imprint.right_to_left)
    number_lists(document, imprint.digits)
    head = ": ".join(filter(None, (imprint.title, imprint.subtitle)))
    foot = ". ".join(filter(None, (imprint.caveat, imprint.notice)))
    write_margins(document, head, foot, imprint.right_to_left)
    write_properties(document, imprint, head)
    tell_notice(document, imprint)
    sections = document.sections[0]
    for part in (
        *(document.element, document.styles.element),
        *(sections.header._element, sections.footer._element, sections.first_page_footer._element),
    ):
        put_in_order(part)
    held = BytesIO()
    document.save(held)
    path.write_bytes(stamped(held.getvalue()))


def write_properties(document: WordDocument, imprint: Imprint, title: str) -> None:
    """Write title, author, language, caveat and notice where archives look for them."""
    about = document.core_properties
    about.title, about.author, about.language = title, imprint.author, imprint.lang
    about.last_modified_by, about.revision = imprint.author, 1
    about.comments = ". ".join(filter(None, (imprint.caveat, imprint.notice)))
    about.content_status = imprint.draft
    about.created = about.modified = MADE.replace(tzinfo=None)


def tell_notice(document: WordDocument, imprint: Imprint) -> None:
    """Write the notice of synthetic data below title and author, where the text lacks it."""
    told = (imprint.notice in paragraph.text for paragraph in document.paragraphs)
    if not imprint.notice or any(told):
        return
    head = {"Title", "Subtitle", "Author", "Date"}
    after = [each for each in document.paragraphs if each.style and each.style.name in head]
    paragraph = document.add_paragraph()
    run = paragraph.add_run(imprint.notice)
    run.bold, run.font.rtl = True, imprint.right_to_left or None
    if after:
        after[-1]._p.addnext(paragraph._p)
    else:
        document.element.body.insert(0, paragraph._p)


def alternative_texts(chapters: Sequence[Chapter]) -> dict[str, str]:
    """Return the alternative text of each image of the book, by its file's name without ending."""
    return {
        PurePosixPath(node["c"][2][0]).stem: alt_of(node)
        for chapter in chapters
        for node in elements(list(chapter.blocks))
        if node["t"] == "Image"
    }


def name_pictures(document: WordDocument, texts: Mapping[str, str]) -> None:
    """Give each picture its alternative text; one that has none is an error.

    An icon of Quarto's callouts is named by the callout's kind. No description keeps the path of
    the machine on which it was made.
    """
    nameless = []
    for number, drawing in enumerate(document.element.body.iter(qn("w:drawing")), start=1):
        outer, inner = drawing.find(f".//{qn('wp:docPr')}"), drawing.find(f".//{_PICTURE}")
        file = PurePosixPath(inner.get("descr", "") if inner is not None else "").stem
        own = outer.get("descr", "")
        given = "" if _PLACES.search(own.encode("utf-8")) else own
        words = given or texts.get(file) or (file if file in _ICONS else "")
        if not words:
            nameless.append(file or f"picture {number}")
            continue
        for each in filter(lambda one: one is not None, (outer, inner)):
            each.set("descr", words)
            each.set("name", f"Picture {number}")
    if nameless:
        raise AssemblyFailed(
            "Pictures of the Word document have no alternative text.",
            [Problem("A-ALT", "The picture has no alternative text.", value=n) for n in nameless],
        )


def stamped(body: bytes) -> bytes:
    """Return the file without times of making, its parts in one order, and with no path in it."""
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(body)) as old, zipfile.ZipFile(held, "w") as new:
        for name in sorted(old.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            part = old.read(name)
            if name.endswith((".xml", ".rels")) and _PLACES.search(part):
                raise AssemblyFailed(f"The Word document names a folder of this machine in {name}.")
            about = zipfile.ZipInfo(name)  # of 1980, unless told otherwise
            packed = name.endswith((".png", ".jpeg"))
            about.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            new.writestr(about, part)
    return held.getvalue()
