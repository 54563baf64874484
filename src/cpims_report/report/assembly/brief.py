"""The summary by itself, as PDF and as Word document: two pages that stand alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cpims_report.errors import AssemblyFailed
from cpims_report.report.assembly.callouts import title_callouts
from cpims_report.report.assembly.chapters import Chapter
from cpims_report.report.assembly.numbering import NumberedChapter, Target, number_chapters
from cpims_report.report.assembly.pdf import write_pdf
from cpims_report.report.assembly.references import reference_text, resolve, targets_of
from cpims_report.report.assembly.settings import Settings
from cpims_report.report.assembly.tree import Node
from cpims_report.report.assembly.word import write_docx

SUMMARY = "sec-summary"


def render_brief(settings: Settings, chapters: Sequence[Chapter], scratch: Path) -> dict[str, Path]:
    """Return the summary's documents by file ending, below `scratch`, set by Pandoc and Typst.

    References to the rest of the report are its numbers in words, for there is nothing to follow.
    """
    numbered = number_chapters(chapters, settings.digits)
    summary = next((one for one in numbered if one.chapter.identifier == SUMMARY), None)
    if summary is None:
        raise AssemblyFailed(f"The book has no chapter {{#{SUMMARY}}} to make a brief of.")
    alone = replace(settings, cpims={**settings.cpims, "brief": True})
    made = {ending: scratch / f"brief.{ending}" for ending in ("pdf", "docx")}
    chapter = [parted(summary, targets_of(numbered), settings)]
    write_pdf(alone, chapter, made["pdf"])
    write_docx(alone, chapter, made["docx"])
    return made


def parted(
    summary: NumberedChapter, targets: dict[str, Target], settings: Settings
) -> NumberedChapter:
    """Return the summary with references in words, callouts titled."""

    def printed(target: Target, word: str) -> Node:
        return {"t": "Str", "c": reference_text(target, word)}

    blocks = resolve(summary.chapter.blocks, targets, settings.words, printed)
    titled = tuple(title_callouts(blocks, settings.words))
    return replace(summary, chapter=replace(summary.chapter, blocks=titled))
