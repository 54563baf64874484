"""The pages of the manual as chapters: read, links between them turned to pages of the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from posixpath import normpath

import yaml

from cpims_report.config import Settings
from cpims_report.documentation.generated import generated_page
from cpims_report.errors import AssemblyFailed, ConfigurationError, Problem
from cpims_report.report.assembly.chapters import Chapter
from cpims_report.report.assembly.pandoc import read_markdown
from cpims_report.report.assembly.tree import Node, elements, identifier_of, rewrite

DOCS = "docs"
PLAN = "site.yml"
_GENERATED = "generated"


@dataclass(frozen=True)
class Plan:
    """What `docs/site.yml` says: names, own words, and the pages in their order."""

    title: str
    subtitle: str
    words: dict[str, str]
    pages: tuple[str, ...]


def read_plan(root: Path) -> Plan:
    """Return the plan of the manual; pages of the folder that it does not name come last."""
    path = root / DOCS / PLAN
    if not path.is_file():
        raise ConfigurationError(f"This workspace has no manual: {DOCS}/{PLAN} is not there.")
    told = yaml.safe_load(path.read_text("utf-8"))
    named = list(told["pages"])
    others = sorted(each.name for each in (root / DOCS).glob("*.md") if each.name not in named)
    return Plan(told["title"], told["subtitle"], told["words"], (*named, *others))


def read_pages(root: Path, plan: Plan, settings: Settings) -> list[Chapter]:
    """Return the pages as chapters without numbers; a link that leads nowhere is an error.

    Hand-written ones are in GitHub's Markdown, since they are read there too.
    """
    places = {
        normpath(f"{DOCS}/{page}"): f"{PurePosixPath(page).stem.lower()}.html"
        for page in plan.pages
    }
    chapters = [_read(root, page, settings) for page in plan.pages]
    problems = [
        problem
        for chapter, source in zip(chapters, places, strict=True)
        for problem in _lost(chapter, source, places, chapters, root)
    ]
    if problems:
        raise AssemblyFailed("Links of the manual lead nowhere.", problems)
    return [
        _linked(chapter, source, places) for chapter, source in zip(chapters, places, strict=True)
    ]


def _read(root: Path, page: str, settings: Settings) -> Chapter:
    path = PurePosixPath(page)
    name = f"{path.stem.lower()}.qmd"
    if path.parent.name == _GENERATED:
        markdown = generated_page(path.stem, settings)
        blocks = read_markdown(markdown)
    else:
        if not (root / DOCS / page).is_file():
            raise ConfigurationError(f"{DOCS}/{PLAN} names {page}, which is not there.")
        markdown = (root / DOCS / page).read_text("utf-8")
        blocks = read_markdown(markdown, reader="gfm")
    if not blocks or blocks[0]["t"] != "Header" or blocks[0]["c"][0] != 1:
        raise AssemblyFailed(f"{DOCS}/{page} does not begin with a heading “# …”.")
    level, (identifier, classes, pairs), inlines = blocks[0]["c"]
    heading = {"t": "Header", "c": [level, [identifier, [*classes, "unnumbered"], pairs], inlines]}
    return Chapter(name, markdown, tuple(blocks[1:]), heading)


def _linked(chapter: Chapter, source: str, places: dict[str, str]) -> Chapter:
    def change(node: Node) -> list[Node] | None:
        if node["t"] == "Image" and _inside(node):
            attributes, inlines, (place, title) = node["c"]
            return [
                {
                    "t": "Image",
                    "c": [attributes, inlines, [_target(source, place), title]],
                }
            ]
        if node["t"] != "Link" or not _inside(node):
            return None
        place, mark, part = node["c"][2][0].partition("#")
        attributes, inlines, (_, title) = node["c"]
        target = places[_target(source, place)] if place else ""
        words = rewrite(inlines, change)
        return [{"t": "Link", "c": [attributes, words, [f"{target}{mark}{part}", title]]}]

    return replace(chapter, blocks=tuple(rewrite(list(chapter.blocks), change)))


def _lost(
    chapter: Chapter,
    source: str,
    places: dict[str, str],
    chapters: Sequence[Chapter],
    root: Path,
) -> list[Problem]:
    """Return a problem for each link to a page or place of a page that the manual does not have."""
    ids = {
        place: {identifier_of(node) for node in elements([each.heading, *each.blocks])}
        for place, each in zip(places, chapters, strict=True)
    }
    problems = []
    for node in elements(list(chapter.blocks)):
        if node["t"] != "Link" or not _inside(node):
            continue
        place, _, part = node["c"][2][0].partition("#")
        target = _target(source, place) if place else source
        if target not in places or (part and part not in ids[target]):
            written = node["c"][2][0]
            problems.append(Problem("A-LINK", f"“{written}” leads nowhere.", file=source))
    return problems


def _inside(link: Node) -> bool:
    return ":" not in link["c"][2][0]


def _target(source: str, place: str) -> str:
    return normpath(f"{PurePosixPath(source).parent}/{place}")
