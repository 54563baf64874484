"""The manual's site, written beside and put in place when it is whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cpims_report.config import Settings
from cpims_report.documentation.pages import read_pages, read_plan
from cpims_report.documentation.promises import check_promises
from cpims_report.report.assembly import builtin
from cpims_report.report.assembly.finished import check_finished
from cpims_report.report.assembly.settings import read_settings
from cpims_report.report.assembly.swap import put, workshop
from cpims_report.workspace import Workspace


def write_manual(workspace: Workspace, into: Path) -> Path:
    """Return the first page of the manual's site in the folder `into`, which holds nothing else.

    The look and the words around a page are those of the report in English; no page has its
    caveat, since none has its figures.
    """
    root = workspace.root
    plan = read_plan(root)
    chapters = read_pages(root, plan, Settings(workspace.config))
    check_promises(chapters, root)
    book = read_settings(root, "en")
    settings = replace(
        book,
        title=plan.title,
        subtitle=plan.subtitle,
        chapters=tuple(chapter.path for chapter in chapters),
        cpims={
            **dict.fromkeys(book.cpims, ""),
            "downloads": [],
            "words": {**book.cpims["words"], **plan.words},
        },
    )
    with workshop(into.parent) as scratch:
        site, _ = builtin.render(settings, chapters, scratch, ["html"])
        check_finished(chapters, site, {})
        put(site, into)
    return into / "index.html"
