"""The contents of the Word document, filled in: nobody has to have Word work them out first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from cpims_report.report.assembly.word_look import made

LEVELS = {"Heading1": 1, "Heading2": 2}
ASKED = r' TOC \o "1-2" \n \h \z \u '
"""What the field asks for when somebody renews it: two levels, as links, without page numbers,
which are not known before the document is laid out."""


@dataclass(frozen=True)
class Entry:
    """A line of the contents."""

    level: int
    title: str
    mark: str


def fill_contents(document: Document, right_to_left: bool) -> None:
    """Put the headings into the field of the contents, where the document has one."""
    asked = next(
        (e for e in document.element.body.iter(qn("w:instrText")) if "TOC" in (e.text or "")), None
    )
    if asked is None:
        return
    empty = next(asked.iterancestors(qn("w:p")))
    lines = list(entries(document))
    for level in LEVELS.values():
        add_style(document, level)
    for number, entry in enumerate(lines):
        line = line_of(entry, right_to_left)
        if number == 0:
            start = [made("w:r") for _ in range(3)]
            start[0].append(made("w:fldChar", fldCharType="begin"))
            instruction = made("w:instrText")
            instruction.text = ASKED
            start[1].append(instruction)
            start[2].append(made("w:fldChar", fldCharType="separate"))
            line[1:1] = start
        if number == len(lines) - 1:
            end = made("w:r")
            end.append(made("w:fldChar", fldCharType="end"))
            line.append(end)
        empty.addprevious(line)
    if lines:
        empty.getparent().remove(empty)


def entries(document: Document) -> Iterator[Entry]:
    """Yield the headings of a document, with the marks that links lead to."""
    mark = ""
    for element in document.element.body.iterdescendants(qn("w:bookmarkStart"), qn("w:p")):
        if element.tag == qn("w:bookmarkStart"):
            mark = str(element.get(qn("w:name")))
            continue
        style = element.find(f"./{qn('w:pPr')}/{qn('w:pStyle')}")
        level = LEVELS.get(str(style.get(qn("w:val"))) if style is not None else "")
        if level:
            pieces = (
                (each.text or "") if each.tag == qn("w:t") else " "
                for each in element.iter(qn("w:t"), qn("w:tab"))
            )
            yield Entry(level, " ".join("".join(pieces).split()), mark)


def line_of(entry: Entry, right_to_left: bool) -> Any:
    """Return the paragraph of one line."""
    line, properties = made("w:p"), made("w:pPr")
    properties.append(made("w:pStyle", val=f"TOC{entry.level}"))
    run, words = made("w:r"), made("w:t")
    if right_to_left:
        properties.append(made("w:bidi"))
        letters = made("w:rPr")
        letters.append(made("w:rtl"))
        run.append(letters)
    words.text = entry.title
    run.append(words)
    link = made("w:hyperlink", anchor=entry.mark, history="1")
    link.append(run)
    line.append(properties)
    line.append(link)
    return line


def add_style(document: Document, level: int) -> None:
    """Add the style of a level of the contents, where the document has none."""
    name = f"toc {level}"
    known = {style.style_id for style in document.styles}
    if f"TOC{level}" not in known:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(qn("w:styleId"), f"TOC{level}")
        style.element.attrib.pop(qn("w:customStyle"), None)
        style.base_style = document.styles["Normal"]
        style.font.bold = level == 1
        shape = style.paragraph_format
        shape.space_before, shape.space_after = Pt(4 if level == 1 else 0), Pt(1)
        shape.left_indent = Mm(6 * (level - 1))
