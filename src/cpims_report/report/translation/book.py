"""The catalogues of the whole book: made from its chapters, and what they lack."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cpims_report.errors import AssemblyFailed, ConfigurationError, Problem
from cpims_report.report.assembly.chapters import joined
from cpims_report.report.assembly.specification import read_specification
from cpims_report.report.foreign import SOURCE_LANGUAGE
from cpims_report.report.translation.catalogue import (
    Located,
    read_catalogue,
    renewed,
    write_catalogue,
)
from cpims_report.report.translation.pieces import messages
from cpims_report.report.translation.statements import unbalanced

LOCALE = "locale"


@dataclass(frozen=True)
class Coverage:
    """How much of the prose a language has: all messages, those missing, those marked fuzzy."""

    language: str
    messages: int
    missing: tuple[str, ...]
    fuzzy: tuple[str, ...]

    @property
    def translated(self) -> int:
        """How many messages have a translation that stands."""
        return self.messages - len(self.missing) - len(self.fuzzy)

    @property
    def complete(self) -> bool:
        """Whether every message is translated."""
        return self.translated == self.messages

    def __str__(self) -> str:
        """Return the coverage in one line."""
        percent = 100 * self.translated / self.messages if self.messages else 100.0
        return (
            f"Translated ({self.language}): {self.translated} of {self.messages} messages, "
            f"{percent:.1f} %; {len(self.missing)} missing, {len(self.fuzzy)} fuzzy"
        )

    def lines(self) -> list[str]:
        """Return a line for each message without a translation that stands."""
        return [
            *(f"missing  {each}" for each in self.missing),
            *(f"fuzzy    {each}" for each in self.fuzzy),
        ]


def coverage(root: Path, language: str) -> Coverage:
    """Return how much of the chapters' prose has a translation into a language."""
    total = 0
    missing: list[str] = []
    fuzzy: list[str] = []
    for path in chapters(root, language):
        catalogue = read_catalogue(catalogue_path(root, path, language), language)
        for each in dict.fromkeys(found(root, path)):
            total += 1
            message = catalogue.get(each.text)
            told = f"{each.place}: {each.text[:60]}"
            if message is None or not message.string:
                missing.append(told)
            elif message.fuzzy:
                fuzzy.append(told)
    return Coverage(language, total, tuple(missing), tuple(fuzzy))


def check_coverage(root: Path, languages: Sequence[str]) -> None:
    """Raise AssemblyFailed that names every message without a translation that stands."""
    problems = [
        Problem("TRN-MISSING", f"A message is {line}.", action="Translate it in locale/.")
        for language in languages
        if language != SOURCE_LANGUAGE
        for line in coverage(root, language).lines()
    ]
    if problems:
        raise AssemblyFailed("The translation is not complete, and --strict asks for it.", problems)


def renew_catalogues(root: Path, language: str) -> list[Path]:
    """Return the catalogues of a language, made anew from the chapters; nothing is dropped."""
    if language == SOURCE_LANGUAGE:
        raise ConfigurationError("The chapters are written in English: name another language.")
    written = []
    for chapter in chapters(root, language):
        path = catalogue_path(root, chapter, language)
        catalogue = renewed(read_catalogue(path, language), found(root, chapter), language)
        write_catalogue(path, catalogue, chapter, language)
        written.append(path)
    return written


def chapters(root: Path, language: str) -> list[str]:
    """Return the chapters that the book lists."""
    return [str(path) for path in read_specification(root, language)["book"]["chapters"]]


def catalogue_path(root: Path, chapter: str, language: str) -> Path:
    """Return where a chapter's catalogue lies."""
    return root / LOCALE / language / f"{Path(chapter).stem}.po"


def found(root: Path, chapter: str) -> list[Located]:
    """Return the messages of a chapter in reading order.

    Raises ConfigurationError for a paragraph with a statement whose partner stands elsewhere.
    """
    located = [
        Located(message.text, place)
        for place, markdown in sources(root / chapter, chapter)
        for message in messages(markdown)
    ]
    problems = [
        Problem(
            "TRN-STATEMENT",
            "A paragraph should close in itself what it opens in its middle.",
            file=each.place,
            value=unbalanced(each.text),
            action="Close it before the paragraph ends, or put it around the paragraph.",
        )
        for each in located
        if unbalanced(each.text)
    ]
    if problems:
        raise ConfigurationError("Paragraphs cannot be translated.", problems)
    return located


def sources(path: Path, name: str) -> Iterator[tuple[str, str]]:
    """Yield the place and the Markdown of each part of a chapter."""
    if not path.is_file():
        return
    text = path.read_text("utf-8")
    if path.suffix == ".qmd":
        yield name, text
        return
    for cell in json.loads(text)["cells"]:
        if cell["cell_type"] == "markdown":
            yield f"{name}#{cell['id']}", joined(cell["source"])
