"""The site of the builtin engine: one page a chapter, with navigation, contents and stylesheet."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from cpims_report.errors import AssemblyFailed
from cpims_report.report.assembly.card import CARD, write_card
from cpims_report.report.assembly.look import EXTENSION
from cpims_report.report.assembly.numbering import NumberedChapter
from cpims_report.report.assembly.pages import address, chapter_html
from cpims_report.report.assembly.references import targets_of
from cpims_report.report.assembly.search import INDEX, SCRIPT, search_index
from cpims_report.report.assembly.settings import Settings
from cpims_report.report.assembly.templates import templates
from cpims_report.report.assembly.tree import elements

STYLESHEET = "site_libs/cpims.css"
FAVICON = "site_libs/favicon.svg"
FONTS = "site_libs/fonts"
_RULES = "/*-- scss:rules --*/"
_CONTENTS_DEPTH = 3
_WORDS = {
    *("skip", "menu", "previous", "next"),
    *("search", "search-found", "search-none"),
    *("downloads", "data", "definition", "provenance", "permalink"),
}
"""Words of our own that pages need, below `cpims: words:`."""


@dataclass(frozen=True)
class _Entry:
    number: str
    title: str
    page: str


def write_site(settings: Settings, chapters: Sequence[NumberedChapter], into: Path) -> None:
    """Write the pages, the stylesheet and the images of the book into an empty folder."""
    template = templates().get_template("page.html")
    targets = targets_of(chapters)
    words = _words(settings)
    bodies = [
        (each, chapter_html(each, targets, settings.words, settings.folder)) for each in chapters
    ]
    for index, numbered in enumerate(chapters):
        page = into / numbered.chapter.page
        page.parent.mkdir(parents=True, exist_ok=True)
        body = bodies[index][1]
        context = _context(settings, chapters, index)
        page.write_text(template.render(body=body, words=words, **context), "utf-8")
        _copy_linked(settings.folder, numbered, into)
    _write_beside(settings, into, search_index(bodies))


def _write_beside(settings: Settings, into: Path, index: str) -> None:
    """Write what all pages share."""
    texts = {
        STYLESHEET: stylesheet(settings.folder),
        INDEX: index,
        SCRIPT: resource("search.js"),
        FAVICON: resource("favicon.svg"),
    }
    for name, text in texts.items():
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        (into / name).write_text(text, "utf-8")
    write_card(settings, into / CARD)
    _copy_fonts(settings.folder, into)


def stylesheet(folder: Path) -> str:
    """Return the site's CSS: the pages' frame, the rules that Quarto compiles too, dark screens."""
    scss = (folder / EXTENSION / "cpims.scss").read_text("utf-8")
    if _RULES not in scss:
        raise AssemblyFailed(f"cpims.scss has no section {_RULES}.")
    return resource("site.css") + scss.split(_RULES, 1)[1] + resource("dark.css")


def _context(settings: Settings, chapters: Sequence[NumberedChapter], index: int) -> dict[str, Any]:
    numbered = chapters[index]
    entries = [_Entry(c.number, c.chapter.title, c.chapter.page) for c in chapters]
    return {
        "settings": settings,
        "cpims": settings.cpims,
        "chapter": numbered.chapter,
        "number": numbered.number,
        "first": index == 0,
        "entries": entries,
        "here": numbered.chapter.page,
        "to": partial(address, from_page=numbered.chapter.page),
        "stylesheet": STYLESHEET,
        "favicon": FAVICON,
        "card": CARD,
        "search": SCRIPT,
        "root": address("x", numbered.chapter.page).removesuffix("x"),
        "contents": [
            target
            for target in numbered.targets
            if target.kind == "sec" and target.level <= _CONTENTS_DEPTH
        ],
        "previous": entries[index - 1] if index else None,
        "next": entries[index + 1] if index + 1 < len(entries) else None,
    }


def _words(settings: Settings) -> Mapping[str, str]:
    own = settings.cpims.get("words", {})
    missing = _WORDS - set(own)
    if missing:
        raise AssemblyFailed(f"_quarto.yml lacks the words cpims: words: {', '.join(missing)}.")
    return {"contents": settings.words["toc-website"], **own}


def _copy_fonts(folder: Path, into: Path) -> None:
    """Copy the letters of the charts, which the stylesheet names."""
    fonts = folder / EXTENSION / "fonts" / "web"
    for path in sorted(fonts.glob("*.woff2")):
        (into / FONTS).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, into / FONTS / path.name)


def _copy_linked(folder: Path, numbered: NumberedChapter, into: Path) -> None:
    """Copy the images of a chapter and the files of the book that it links to."""
    for node in elements(list(numbered.chapter.blocks)):
        if node["t"] not in {"Image", "Link"}:
            continue
        target = unquote(node["c"][2][0])
        path = numbered.chapter.folder + target
        if node["t"] == "Image" or (target.endswith(".csv") and (folder / path).is_file()):
            (into / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / path, into / path)


def resource(name: str) -> str:
    """Return a file that all sites have alike."""
    return (files(__package__) / "resources" / name).read_text("utf-8")
