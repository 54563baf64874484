"""The comments of a Word edition: what was said, by whom, of which words of which paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from cpims_report.errors import ConfigurationError

FRONT = "Before the first chapter"
_QUOTED = 80


@dataclass(frozen=True)
class Remark:
    """One comment; paragraphs are counted from the chapter's heading, which is 0."""

    chapter: str
    paragraph: int
    quoted: str
    by: str
    on: str
    text: str

    def __str__(self) -> str:
        """Return the comment in one line."""
        who = ", ".join(filter(None, (self.by, self.on)))
        of = f" on “{self.quoted}”" if self.quoted else ""
        return f"paragraph {self.paragraph}{of}: {self.text} ({who})"


def read_remarks(path: Path) -> list[Remark]:
    """Return all comments of a Word document in the order of its text.

    Raises ConfigurationError where it is no Word document.
    """
    document = opened(path)
    said = {str(each.comment_id): each for each in document.comments}
    remarks = []
    for chapter, number, paragraph in paragraphs(document):
        for mark in paragraph.iter(qn("w:commentRangeStart"), qn("w:commentReference")):
            # a comment without a range stands where it is referred to
            comment = said.pop(mark.get(qn("w:id")), None)
            if comment is None:
                continue
            ranged = mark.tag == qn("w:commentRangeStart")
            remarks.append(
                Remark(
                    chapter,
                    number,
                    short(words_between(paragraph, mark)) if ranged else "",
                    comment.author,
                    comment.timestamp.date().isoformat() if comment.timestamp else "",
                    " ".join(comment.text.split()),
                )
            )
    return remarks


def remark_lines(path: Path) -> list[str]:
    """Return the comments of a Word document by chapter, and what it holds besides."""
    remarks, changes = read_remarks(path), count_changes(path)
    lines = [f"{path.name}: {counted(len(remarks), 'comment')}."]
    for chapter in dict.fromkeys(each.chapter for each in remarks):
        lines += [chapter, *(f"  {each}" for each in remarks if each.chapter == chapter)]
    if changes:
        lines.append(
            f"It also holds {counted(changes, 'tracked change')}, which are not listed: the text "
            "comes from the notebooks. Look at them in Word."
        )
    return lines


def counted(number: int, thing: str) -> str:
    """Return a number of things in words."""
    return f"{number or 'no'} {thing}{'s' * (number != 1)}"


def count_changes(path: Path) -> int:
    """Return how many tracked changes a Word document holds."""
    return sum(1 for _ in opened(path).element.body.iter(qn("w:ins"), qn("w:del")))


def opened(path: Path) -> WordDocument:
    """Return a Word document, or say that it is none."""
    try:
        return Document(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError):
        raise ConfigurationError(
            f"{path.name} is no Word document (.docx). Save the commented edition as .docx and "
            "name that file."
        ) from None


def paragraphs(document: WordDocument) -> Iterator[tuple[str, int, Any]]:
    """Yield chapter, number and element of each paragraph with words, those of tables too."""
    names = {style.style_id: style.name for style in document.styles}
    chapter, number = FRONT, 0
    for paragraph in document.element.body.iter(qn("w:p")):
        words = "".join(each.text or "" for each in paragraph.iter(qn("w:t"))).strip()
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        named = names.get(style.get(qn("w:val")), "") if style is not None else ""
        if str(named).lower() == "heading 1":
            chapter, number = words, 0
        elif words:
            number += 1
        yield chapter, number, paragraph


def words_between(paragraph: Any, start: Any) -> str:
    """Return the words of a paragraph from where a comment begins to where it ends."""
    wanted, inside, found = start.get(qn("w:id")), False, []
    for each in paragraph.iter():
        if each is start:
            inside = True
        elif each.tag == qn("w:commentRangeEnd") and each.get(qn("w:id")) == wanted:
            break
        elif inside and each.tag == qn("w:t"):
            found.append(each.text or "")
    return "".join(found)


def short(words: str) -> str:
    """Return words in one line, cut where they are many."""
    line = " ".join(words.split())
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1].rstrip()}…"
