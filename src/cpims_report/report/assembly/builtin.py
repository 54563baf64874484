"""The engine `builtin`: Pandoc and Typst from their wheels, where Quarto is not installed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cpims_report.report.assembly.callouts import title_callouts
from cpims_report.report.assembly.chapters import Chapter
from cpims_report.report.assembly.features import refuse_unknown
from cpims_report.report.assembly.numbering import number_chapters
from cpims_report.report.assembly.pdf import write_pdf
from cpims_report.report.assembly.settings import Settings
from cpims_report.report.assembly.site import write_site
from cpims_report.report.assembly.word import write_docx


def render(
    settings: Settings, chapters: Sequence[Chapter], scratch: Path, formats: Sequence[str]
) -> tuple[Path, dict[str, Path]]:
    """Return the folder of the site and the documents by format, all below `scratch`.

    A Quarto feature that is not supported is refused by name before anything is written.
    """
    refuse_unknown(chapters)
    titled = [
        replace(chapter, blocks=tuple(title_callouts(chapter.blocks, settings.words)))
        for chapter in chapters
    ]
    numbered = number_chapters(titled, settings.digits)
    site = scratch / "site"
    if "html" in formats:
        write_site(settings, numbered, site)
    writers = {"pdf": write_pdf, "docx": write_docx}
    documents = {form: scratch / f"report.{form}" for form in formats if form in writers}
    for form, path in documents.items():
        writers[form](settings, numbered, path)
    return site, documents
