"""The PDF of the builtin engine; and how the wheel `typst` is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typst

from cpims_report.errors import AssemblyFailed
from cpims_report.report.assembly.numbering import NumberedChapter
from cpims_report.report.assembly.settings import Settings
from cpims_report.report.assembly.typesetting import typst_source


def write_pdf(settings: Settings, chapters: Sequence[NumberedChapter], into: Path) -> None:
    """Write the book as a PDF of the standards that `_quarto.yml` names.

    The document has no date: the same book gives the same bytes.
    """
    source = typst_source(settings, chapters)
    standards = list(settings.pdf_standards)
    into.write_bytes(compiled(source, settings, format="pdf", pdf_standards=standards))


def compiled(
    source: str, settings: Settings, inputs: Mapping[str, str] | None = None, **options: Any
) -> bytes:
    """Return the one file that Typst makes of a source: a PDF, or the picture of a single page."""
    made = typeset(source, settings, inputs, **options)
    if len(made) != 1:
        raise AssemblyFailed("Typst gave no file.")
    return made[0]


def typeset(
    source: str, settings: Settings, inputs: Mapping[str, str] | None = None, **options: Any
) -> list[bytes]:
    """Return what Typst makes of a source in a book's folder; what it warns of is an error too.

    Where figures move and the pages never settle, they stand in the text, where they are written.
    Fonts of the machine are not looked at: one that is missing in `font-paths` is an error.
    """
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(path.resolve()) for path in settings.fonts],
    )
    try:
        made, warnings = typst.Compiler(
            source.encode("utf-8"),
            root=str(settings.folder.resolve()),
            font_paths=fonts,
            sys_inputs=dict(inputs or {}),
        ).compile_with_warnings(**options)
    except typst.TypstError as error:
        raise AssemblyFailed(f"Typst stopped: {_told(error)}") from None
    if any("converge" in str(warning.message) for warning in warnings) and not inputs:
        return typeset(source, settings, {"figures": "in-text"}, **options)
    if warnings:
        raise AssemblyFailed(f"Typst warned, and a report must not: {_told(warnings[0])}")
    files = made if isinstance(made, list) else [made]
    return [file for file in files if isinstance(file, bytes)]


def _told(said: Exception) -> str:
    hints = "; ".join(getattr(said, "hints", []))
    return f"{getattr(said, 'message', said)}{f' ({hints})' if hints else ''}"
