"""The Task Force's own recommendations: written each year, shown beside those of the year before.

They lie in `config/<year>/recommendations.<language>.md`, with placeholders for their numbers. A
language without a text of its own has the English one.
"""

from __future__ import annotations

from pathlib import Path

from cpims_report.report.edition import Edition, open_edition
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
            return fill(path.read_text("utf-8"), edition, name).strip()
    return ""


def handwritten(edition: Edition, config: Path, folder: Path) -> dict[str, str]:
    """Return what the chapter's placeholders stand for, this year's text and last year's.

    `folder` holds the sealed years.
    """
    before = ""
    if edition.last_year is not None:
        before = recommended(open_edition(edition.last_year, edition.language, folder), config)
    return {"recommended": recommended(edition, config), "recommended_before": before}
