"""Numbered lists of the Word document in the digits of the book."""

from __future__ import annotations

from docx.document import Document
from docx.oxml.ns import qn

from cpims_report.report.numerals import ARABIC_DIGITS

ARABIC_INDIC = "hindiNumbers"
"""How the format calls the digits ٠ to ٩."""


def number_lists(document: Document, digits: str) -> None:
    """Number lists with Arabic-Indic digits where the book does; others stay as they are."""
    if digits != ARABIC_DIGITS:
        return
    lists = document.part.numbering_part.element
    for form in lists.iter(qn("w:numFmt")):
        if form.get(qn("w:val")) == "decimal":
            form.set(qn("w:val"), ARABIC_INDIC)
