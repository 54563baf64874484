"""References across the book: `@fig-x`, `@tbl-x`, `@sec-x` become words and numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from cpims_report.errors import AssemblyFailed, Problem
from cpims_report.report.assembly.chapters import Chapter
from cpims_report.report.assembly.numbering import NumberedChapter, Target
from cpims_report.report.assembly.tree import Node, classes_of, elements, identifier_of, rewrite

NO_BREAK = "\u00a0"
_LABELS = ("fig-", "tbl-", "sec-")

# How a format prints one reference: from the target and the words before its number.
Printer = Callable[[Target, str], Node]


def check_references(chapters: Sequence[Chapter]) -> None:
    """Raise one error that names every reference to an id that the book does not have."""
    known = {
        identifier_of(node)
        for chapter in chapters
        for node in elements([chapter.heading, *chapter.blocks])
    }
    problems = [
        Problem(
            "A-REFERENCE",
            f"@{label} points to nothing in the book.",
            file=chapter.path,
            action="Mend the id, or add what it names.",
        )
        for chapter in chapters
        for label in dict.fromkeys(_labels(chapter))
        if label.startswith(_LABELS) and label not in known
    ]
    problems += _to_unnumbered(chapters)
    if problems:
        raise AssemblyFailed("References in the book lead nowhere.", problems)


def _to_unnumbered(chapters: Sequence[Chapter]) -> list[Problem]:
    """Return a problem for each reference to a section without number, which Quarto cannot set."""
    without = {
        identifier_of(node)
        for chapter in chapters
        for node in elements([chapter.heading, *chapter.blocks])
        if node["t"] == "Header" and (not chapter.numbered or "unnumbered" in classes_of(node))
    }
    return [
        Problem(
            "A-REFERENCE",
            f"@{label} points to a section without number.",
            file=chapter.path,
            action=f"Write a link: [its title](#{label}), with its page where it is another.",
        )
        for chapter in chapters
        for label in dict.fromkeys(_labels(chapter))
        if label in without
    ]


def check_images(chapters: Sequence[Chapter], folder_exists: Callable[[str], bool]) -> None:
    """Raise one error that names every image that is not there; paths are the book's."""
    problems = [
        Problem(
            "A-IMAGE",
            f"The image {node['c'][2][0]} is missing.",
            file=chapter.path,
            action="Run the chapter again: its figures are written beside it.",
        )
        for chapter in chapters
        for node in elements(list(chapter.blocks))
        if node["t"] == "Image" and not folder_exists(chapter.folder + node["c"][2][0])
    ]
    if problems:
        raise AssemblyFailed("Images of the book are missing.", problems)


def targets_of(chapters: Sequence[NumberedChapter]) -> dict[str, Target]:
    """Return all targets of the book by id."""
    return {target.identifier: target for chapter in chapters for target in chapter.targets}


def resolve(
    blocks: Sequence[Node],
    targets: Mapping[str, Target],
    words: Mapping[str, str],
    printed: Printer,
) -> list[Node]:
    """Return blocks in which every reference is what `printed` makes of it."""

    def change(node: Node) -> list[Node] | None:
        if node["t"] != "Cite":
            return None
        pieces: list[Node] = []
        for index, citation in enumerate(node["c"][0]):
            target = targets[_label(citation["citationId"])]
            bare = citation["citationMode"]["t"] == "SuppressAuthor"
            pieces += [{"t": "Str", "c": ","}, {"t": "Space"}] if index else []
            pieces.append(printed(target, "" if bare else words[f"{target.kind}-ref"]))
        return pieces

    resolved: list[Node] = rewrite(list(blocks), change)
    return resolved


def reference_text(target: Target, word: str) -> str:
    """Return the words of a reference: “Figure 2.1”; of a section without number, its title."""
    if not target.number:
        return target.title
    return f"{word}{NO_BREAK}{target.number}" if word else target.number


def _labels(chapter: Chapter) -> list[str]:
    return [
        _label(citation["citationId"])
        for node in elements(list(chapter.blocks))
        if node["t"] == "Cite"
        for citation in node["c"][0]
    ]


def _label(written: str) -> str:
    """`@Fig-x` at the start of a sentence means the same as `@fig-x`."""
    return written[:1].lower() + written[1:]
