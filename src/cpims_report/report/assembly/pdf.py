"""The PDF of the builtin engine, compiled by the wheel `typst`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst

from cpims_report.errors import AssemblyFailed
from cpims_report.report.assembly.numbering import NumberedChapter
from cpims_report.report.assembly.settings import Settings
from cpims_report.report.assembly.typesetting import typst_source


def write_pdf(settings: Settings, chapters: Sequence[NumberedChapter], into: Path) -> None:
    """Write the book as a PDF of the standards that `_quarto.yml` names.

    The document has no date: the same book gives the same bytes. Fonts of the machine are not
    looked at; a font that is missing in `font-paths` is an error.
    """
    standards: Any = list(settings.pdf_standards)
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(path.resolve()) for path in settings.fonts],
    )
    try:
        pdf, warnings = typst.Compiler(
            typst_source(settings, chapters).encode("utf-8"),
            root=str(settings.folder.resolve()),
            font_paths=fonts,
        ).compile_with_warnings(format="pdf", pdf_standards=standards)
    except typst.TypstError as error:
        raise AssemblyFailed(f"Typst stopped: {_told(error)}") from None
    if warnings:
        raise AssemblyFailed(f"Typst warned, and a report must not: {_told(warnings[0])}")
    if not isinstance(pdf, bytes):
        raise AssemblyFailed("Typst gave no PDF.")
    into.write_bytes(pdf)


def _told(said: Exception) -> str:
    hints = "; ".join(getattr(said, "hints", []))
    return f"{getattr(said, 'message', said)}{f' ({hints})' if hints else ''}"
