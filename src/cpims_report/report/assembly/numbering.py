"""Numbers of chapters, sections, figures and tables, counted once for all formats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cpims_report.errors import AssemblyFailed, Problem
from cpims_report.report.assembly.chapters import Chapter
from cpims_report.report.assembly.tree import (
    Node,
    identifier_of,
    plain_text,
    rewrite,
)
from cpims_report.report.numerals import LATIN_DIGITS

FLOATS = {"Figure": "fig", "Table": "tbl"}
NUMBER = "number"


@dataclass(frozen=True)
class Target:
    """What a reference can point to: its kind (fig, tbl, sec, chapter), number and page."""

    kind: str
    number: str
    identifier: str
    page: str
    title: str = ""
    level: int = 1


@dataclass(frozen=True)
class NumberedChapter:
    """A chapter with its number ("" if it has none) and what can be referred to in it."""

    chapter: Chapter
    number: str
    targets: tuple[Target, ...]


@dataclass
class _Count:
    """The numbers reached so far in one chapter."""

    chapter: Chapter
    number: str
    spelling: dict[int, int]
    targets: list[Target] = field(default_factory=list)
    sections: list[int] = field(default_factory=list)
    floats: Counter[str] = field(default_factory=Counter)

    def see(self, node: Node) -> list[Node] | None:
        """Count an element; headings come back with their number as an attribute."""
        identifier = identifier_of(node)
        if node["t"] == "Header":
            return [self._heading(node)]
        kind = FLOATS.get(node["t"], "")
        if kind and identifier.startswith(f"{kind}-"):
            self.floats[kind] += 1
            number = f"{self.number}.{self.floats[kind]}".translate(self.spelling)
            self.targets.append(Target(kind, number, identifier, self.chapter.page))
        return None

    def _heading(self, node: Node) -> Node:
        level, (identifier, classes, pairs), inlines = node["c"]
        number = ""
        if self.number and "unnumbered" not in classes:
            depth = level - 1
            self.sections = [*self.sections, *[0] * depth][:depth]
            self.sections[-1] += 1
            number = ".".join([self.number, *map(str, self.sections)]).translate(self.spelling)
            pairs = [*pairs, [NUMBER, number]]
        elif "unnumbered" not in classes:
            classes = [*classes, "unnumbered"]
        title = plain_text(inlines)
        self.targets.append(Target("sec", number, identifier, self.chapter.page, title, level))
        return {"t": "Header", "c": [level, [identifier, classes, pairs], inlines]}


def number_chapters(
    chapters: Sequence[Chapter], digits: str = LATIN_DIGITS
) -> list[NumberedChapter]:
    """Return the chapters with numbers, as Quarto counts: figures and tables begin anew in each.

    `digits` are the ten that numbers are written with.

    A chapter that is unnumbered has sections without numbers. An id given twice, or a figure in
    a chapter without a number, is an error that names it.
    """
    numbered: list[NumberedChapter] = []
    count = 0
    for chapter in chapters:
        count += chapter.numbered
        numbered.append(_number(chapter, str(count) if chapter.numbered else "", digits))
    problems = [*_given_twice(numbered), *_without_number(numbered)]
    if problems:
        raise AssemblyFailed("Figures, tables and sections cannot be numbered.", problems)
    return numbered


def _number(chapter: Chapter, number: str, digits: str) -> NumberedChapter:
    spelling = str.maketrans(LATIN_DIGITS, digits)
    number = number.translate(spelling)
    count = _Count(chapter, number, spelling)
    head = Target("chapter", number, chapter.identifier, chapter.page, chapter.title)
    blocks = rewrite(list(chapter.blocks), count.see)
    return NumberedChapter(replace(chapter, blocks=tuple(blocks)), number, (head, *count.targets))


def _given_twice(chapters: Sequence[NumberedChapter]) -> list[Problem]:
    labels = [
        target.identifier
        for numbered in chapters
        for target in numbered.targets
        if target.identifier.startswith(("fig-", "tbl-", "sec-"))
    ]
    return [
        Problem(
            "A-TWICE",
            f"The id #{label} is given {times} times.",
            action="Give every figure, table and section an id of its own.",
        )
        for label, times in Counter(labels).items()
        if times > 1
    ]


def _without_number(chapters: Sequence[NumberedChapter]) -> list[Problem]:
    return [
        Problem(
            "A-UNNUMBERED",
            f"#{target.identifier} stands in a chapter without a number.",
            file=numbered.chapter.path,
            action="Move it to a numbered chapter, or leave out its id.",
        )
        for numbered in chapters
        for target in numbered.targets
        if not numbered.number and target.kind in FLOATS.values()
    ]
