"""What stands above and below each page of the Word document."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.section import _Footer, _Header
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from cpims_report.report.assembly.word_look import TEXT_WIDTH, made


def write_margins(document: Document, head: str, foot: str, right_to_left: bool) -> None:
    """Write title and year above each page but the first, and caveat, notice and number below."""
    for section in document.sections:
        section.different_first_page_header_footer = True
        set_line(section.header, head, right_to_left)
        set_line(section.first_page_header, "", right_to_left)
        for part in (section.footer, section.first_page_footer):
            set_line(part, foot, right_to_left, numbered=True)


def set_line(
    part: _Header | _Footer, words: str, right_to_left: bool, numbered: bool = False
) -> None:
    """Write one line of words into a header or footer, and the page's number at its end."""
    part.is_linked_to_previous = False
    line = part.paragraphs[0]
    line.text = ""
    line.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    if right_to_left:
        line._p.get_or_add_pPr().append(made("w:bidi"))
    add_words(line, words + ("\t" if numbered else ""), right_to_left)
    if numbered:
        for kind in ("begin", "PAGE", "separate", "1", "end"):
            run = line.add_run()
            run.font.size = Pt(8)
            run._r.append(field_part(kind))


def add_words(line: Paragraph, words: str, right_to_left: bool) -> None:
    """Add words in the small letters of a margin."""
    run = line.add_run(words)
    run.font.size = Pt(8)
    properties = run._r.get_or_add_rPr()
    properties.append(made("w:szCs", val="16"))
    if right_to_left:
        properties.append(made("w:rtl"))


def field_part(kind: str) -> Any:
    """Return one part of a field: where it begins, what it asks, what it shows, where it ends."""
    if kind in {"begin", "separate", "end"}:
        return made("w:fldChar", fldCharType=kind)
    element = made("w:t" if kind.isdigit() else "w:instrText")
    element.text = kind if kind.isdigit() else f" {kind} "
    return element
