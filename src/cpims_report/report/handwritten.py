"""The Task Force's own recommendations: written each year, shown beside those of the year before.

They lie in `config/<year>/recommendations.<language>.md`, with placeholders for their numbers. A
language without a text of its own has the English one, which says that it is English.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cpims_report.report import foreign
from cpims_report.report.edition import Edition
from cpims_report.report.prose import fill

CHAPTER = "recommendations.qmd"
"""The chapter that they are shown in; a year without any has no such chapter."""


def recommended(edition: Edition, config: Path) -> str:
    """Return the recommendations of an edition with its numbers in place; empty for none.

    Raises NotebookFailed with one problem for each placeholder that cannot be filled.
    """
    for language in (edition.language, "en"):
        path = config / str(edition.year) / f"recommendations.{language}.md"
        if path.is_file():
            name = path.relative_to(config.parent).as_posix()
            text = fill(path.read_text("utf-8"), edition, name).strip()
            return text if language == edition.language else foreign.block(text)
    return ""


def handwritten(edition: Edition, config: Path) -> dict[str, str]:
    """Return what the chapter's placeholders stand for, this year's text and last year's."""
    before = ""
    if edition.last_year is not None:
        last = replace(edition, year=edition.last_year, sealed=edition.sealed[:-1])
        before = recommended(last, config)
    return {"recommended": recommended(edition, config), "recommended_before": before}
