"""The catalogues of the whole book: made from its chapters, and what they lack."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cpims_report.errors import AssemblyFailed, ConfigurationError, Problem
from cpims_report.report.assembly.chapters import joined
from cpims_report.report.assembly.specification import read_specification
from cpims_report.report.translation.catalogue import (
    Located,
    read_catalogue,
    renewed,
    write_catalogue,
)
from cpims_report.report.translation.fixed import fixed_words, label_words
from cpims_report.report.translation.pieces import messages
from cpims_report.report.translation.statements import unbalanced
from cpims_report.report.words import DOMAIN
from cpims_report.spoken import LABELS, LOCALE, SOURCE_LANGUAGE, is_language


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
    """Return how much of the prose has a translation; what English does not reword stands."""
    total = 0
    missing: list[str] = []
    fuzzy: list[str] = []
    for _, name, located in sources_of(root, language):
        catalogue = read_catalogue(catalogue_path(root, name, language), language)
        for each in dict.fromkeys(located):
            total += 1
            message = catalogue.get(each.text, each.context or None)
            told = f"{each.place or name}: {each.text[:60]}"
            if message is None or not message.string or not all(message.string):
                if language == SOURCE_LANGUAGE:
                    continue
                missing.append(told)
            elif message.fuzzy:
                fuzzy.append(told)
    return Coverage(language, total, tuple(missing), tuple(fuzzy))


def check_coverage(root: Path, languages: Sequence[str]) -> None:
    """Raise AssemblyFailed that names every message without a translation that stands."""
    problems = [
        Problem("TRN-MISSING", f"A message is {line}.", action="Translate it in locale/.")
        for language in languages
        for line in coverage(root, language).lines()
    ]
    if problems:
        raise AssemblyFailed("The translation is not complete, and --strict asks for it.", problems)


def renew_catalogues(root: Path, language: str) -> list[Path]:
    """Return the catalogues of a language, made anew from the chapters; nothing is dropped."""
    if not is_language(language):
        raise ConfigurationError(
            f"“{language}” is no language of the Unicode CLDR: write its code, such as fr."
        )
    written = []
    for source, name, located in sources_of(root, language):
        path = catalogue_path(root, name, language)
        if not located and not path.is_file():
            continue
        catalogue = renewed(read_catalogue(path, language), located, language)
        write_catalogue(path, catalogue, source, language)
        written.append(path)
    return written


def sources_of(root: Path, language: str) -> Iterator[tuple[str, str, list[Located]]]:
    """Yield what is translated: in words, the name of its catalogue, and its messages."""
    for chapter in chapters(root, language):
        yield f"Translation of {chapter}", Path(chapter).stem, found(root, chapter)
    yield "The fixed words of the report and its charts", DOMAIN, list(fixed_words())
    yield "The labels of the configuration", LABELS, list(label_words(root, language))


def chapters(root: Path, language: str) -> list[str]:
    """Return the chapters that the book lists."""
    return [str(path) for path in read_specification(root, SOURCE_LANGUAGE)["book"]["chapters"]]


def catalogue_path(root: Path, name: str, language: str) -> Path:
    """Return where the catalogue of a chapter, or of the fixed words, lies."""
    return root / LOCALE / language / f"{name}.po"


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
