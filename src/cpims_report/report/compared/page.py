"""The comparison as one page that needs nothing else: no file, no host, no script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from cpims_report.errors import NotebookFailed
from cpims_report.report.assembly.chapters import Chapter
from cpims_report.report.assembly.site import stylesheet
from cpims_report.report.assembly.templates import templates
from cpims_report.report.compared import floats
from cpims_report.report.compared.method import method_changes
from cpims_report.report.compared.numbers import NOTABLE, changed_numbers
from cpims_report.report.compared.sentences import Sentence, changed_sentences, marked
from cpims_report.report.compared.side import Side
from cpims_report.report.edition import Edition
from cpims_report.report.sealed import Sealed
from cpims_report.report.spreadsheet.frame import SYMBOLS, in_words
from cpims_report.schema import DIMENSIONS, TOTAL

FIRST = 20
"""How many numbers are told before the chapters."""
OVERVIEWS = ("05-summary", "10-key-figures", "15-comparability")
"""Chapters that repeat numbers of others: home of those that have no other."""
ELSEWHERE = "no-chapter"
METHOD = ("15-comparability", "85-data-quality", "90-methodology")
"""Chapters in which decisions are told: what changed in them comes first."""
_FIGURES = re.compile(r"figures/([\w-]+)\.(?:svg|csv)")
_FONT = re.compile(r"@font-face\s*\{[^}]*\}\s*")


@dataclass(frozen=True)
class Number:
    """One number that changed, in words."""

    indicator: str
    name: str
    of: str
    old: str
    new: str
    change: str
    unusual: float | None
    reason: str

    @property
    def times(self) -> str:
        """How many times as large as usual the change is."""
        return "" if self.unusual is None else f"{self.unusual:.1f}"

    @property
    def notable(self) -> bool:
        """Whether a reader should ask why."""
        return self.unusual is not None and self.unusual >= NOTABLE


@dataclass(frozen=True)
class Part:
    """A chapter, and all that changed in it."""

    name: str
    title: str
    numbers: Sequence[Number]
    sentences: Sequence[Sentence]
    charts: Sequence[tuple[str, floats.Chart | None, floats.Chart | None]]
    tables: Sequence[tuple[str, floats.Table | None, floats.Table | None]]

    @property
    def counted(self) -> str:
        """How much changed, in words."""
        found = {
            "number": self.numbers,
            "sentence": self.sentences,
            "chart": self.charts,
            "table": self.tables,
        }
        return ", ".join(
            f"{len(each):,} {name}{'s' * (len(each) != 1)}" for name, each in found.items() if each
        )

    @property
    def empty(self) -> bool:
        """Whether nothing changed in it."""
        return not (self.numbers or self.sentences or self.charts or self.tables)


def comparison_page(old: Side, new: Side, earlier: Sequence[Sealed], look: Path) -> str:
    """Return what changed from one side to the other as HTML.

    `earlier` are the sealed years by which the usual is known; `look` is a folder with
    `_extensions/cpims`.
    """
    frame = changed_numbers(old.sealed, new.sealed, earlier)
    tell = teller(old, new)
    numbers = [tell(row) for row in frame.to_dict("records")]
    largest = [numbers[place] for place in frame["size"].fillna(0).argsort()[::-1][:FIRST]]
    parts = compared_parts(old, new, numbers)
    resources = files(__package__) / "resources"
    source = (resources / "comparison.html").read_text("utf-8")
    style = _FONT.sub("", stylesheet(look)) + (resources / "comparison.css").read_text("utf-8")
    return (
        templates()
        .from_string(source)
        .render(
            old=old,
            new=new,
            notable=NOTABLE,
            method=method_changes(old.sealed, new.sealed),
            unusual=numbers[:FIRST],
            largest=largest,
            count=len(numbers),
            parts=sorted(parts, key=lambda part: part.name not in METHOD),
            unchanged=unchanged(new, parts),
            style=Markup(style),  # noqa: S704 - our own stylesheet
            script=Markup((resources / "comparison.js").read_text("utf-8")),  # noqa: S704 - our own
            marked=lambda sentence: tuple(map(Markup, marked(sentence.old, sentence.new))),
        )
    )


def compared_parts(old: Side, new: Side, numbers: Sequence[Number]) -> list[Part]:
    """Return each chapter in which something changed, in the order of the newer book."""
    before, now = ({stem(each): each for each in side.chapters} for side in (old, new))
    homes = home_of(new if new.chapters else old)
    both = bool(before and now)
    names = [*now, *(name for name in before if name not in now), ELSEWHERE]
    parts = []
    for name in names:
        a, b = (before.get(name), now.get(name)) if both else (None, None)
        shown = now.get(name) or before.get(name)
        parts.append(
            Part(
                name,
                shown.title if shown else "Numbers that stand in the data alone",
                [each for each in numbers if homes.get(each.indicator, ELSEWHERE) == name],
                changed_sentences(a, b),
                floats.changed(floats.charts(a, old.book), floats.charts(b, new.book)),
                floats.changed(floats.tables(a), floats.tables(b)),
            )
        )
    return [part for part in parts if not part.empty]


def unchanged(new: Side, parts: Iterable[Part]) -> list[str]:
    """Return the titles of the chapters in which nothing changed."""
    changed = {part.name for part in parts}
    return [each.title for each in new.chapters if stem(each) not in changed]


def stem(chapter: Chapter) -> str:
    """Return the name of a chapter: that of its file."""
    return Path(chapter.path).stem


def home_of(side: Side) -> dict[str, str]:
    """Return indicator -> the first chapter with a chart or table of it, overviews last."""
    homes: dict[str, str] = {}
    for chapter in sorted(side.chapters, key=lambda each: stem(each) in OVERVIEWS):
        for name in _FIGURES.findall(chapter.markdown):
            path = side.book / "notebooks" / "figures" / f"{name}.csv" if side.book else Path()
            if path.is_file():
                data = pd.read_csv(path, usecols=["indicator"], encoding="utf-8-sig")
                for indicator in data["indicator"].unique():
                    homes.setdefault(str(indicator), stem(chapter))
    return homes


def teller(old: Side, new: Side) -> Callable[[Mapping[Any, Any]], Number]:
    """Return what puts one changed cell into words, with the reason that is recorded for it."""
    editions = [Edition(side.year, new.language, (side.sealed,)) for side in (new, old)]

    def words(indicator: str, name: str, code: str) -> str:
        for edition in editions:
            if indicator in edition.about["indicators"]:
                with suppress(NotebookFailed):  # a code that only the other edition has
                    return in_words(edition, indicator, name, code)
        return code

    def tell(row: Mapping[Any, Any]) -> Number:
        indicator = str(row["indicator"])
        known = next(each for each in editions if indicator in each.about["indicators"])
        note = new.sealed.about.get("notes", {}).get(indicator, "")
        groups = [
            words(indicator, name, str(row[name])) for name in DIMENSIONS if row[name] != TOTAL
        ]
        unusual = row["unusual"]
        return Number(
            indicator,
            known.indicator(indicator),
            ", ".join(groups) or known.text("total"),
            shown(row, "old"),
            shown(row, "new"),
            difference(row),
            None if pd.isna(unusual) else float(unusual),
            str(note.get(new.language) or note.get("en", "")) if isinstance(note, dict) else note,
        )

    return tell


def shown(row: Mapping[Any, Any], side: str) -> str:
    """Return one state of a cell as it was published: number and percentage, or its symbol."""
    status, value = row[f"status_{side}"], row[f"value_{side}"]
    if pd.isna(status):
        return "–"
    if pd.isna(value):
        return SYMBOLS.get(str(status), SYMBOLS["not_applicable"])
    percent = row[f"percent_{side}"]
    share = "" if pd.isna(percent) else f" ({float(percent):g}%)"
    return f"{float(value):,.10g}{share}"


def difference(row: Mapping[Any, Any]) -> str:
    """Return by how much a number changed, in units and in percent."""
    if pd.isna(row["change"]):
        return ""
    before = float(row["value_old"])
    part = f" ({100 * float(row['change']) / before:+.1f}%)" if before > 0 else ""
    return f"{float(row['change']):+,.10g}{part}"
