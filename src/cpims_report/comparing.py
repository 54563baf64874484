"""The page of what changed between two years or builds, written where it is asked for."""

from __future__ import annotations

from pathlib import Path

from cpims_report.beside import write_beside
from cpims_report.report.compared import Side, comparison_page, open_side
from cpims_report.report.sealed import published_years, read_sealed
from cpims_report.workspace import Workspace


def compare(workspace: Workspace, old: str, new: str, language: str, to: Path | None) -> list[str]:
    """Return what was compared and where the page is, a line each."""
    sides = [open_side(named, workspace.root, language) for named in (old, new)]
    before, now = sides
    published = workspace.root / "data" / "published"
    last = max(before.year, now.year)
    other = {last} if before.year != now.year else set()
    years = [year for year in published_years(published) if year <= last and year not in other]
    earlier = [read_sealed(published, year) for year in years]
    page = comparison_page(before, now, earlier, workspace.root)
    name = f"compare-{before.name}-{now.name}.html"
    path = to or workspace.root / "build" / name
    write_beside(path, page)
    return [*(line for side in sides for line in without_book(side)), f"Wrote {path}"]


def without_book(side: Side) -> list[str]:
    """Return a line that says what is not compared where a side has no book."""
    if side.book:
        return []
    return [
        f"{side.name} has no build of its sealed data ({side.language}): numbers and method are "
        f"compared; for sentences, charts and tables first run cpims-report build {side.year} "
        "--from-published."
    ]
