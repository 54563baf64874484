"""A chapter's Markdown in the language of an edition, before its placeholders are filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cpims_report.report import foreign
from cpims_report.report.translation.catalogue import read_catalogue
from cpims_report.report.translation.pieces import Message, pieces
from cpims_report.spoken import SOURCE_LANGUAGE


@dataclass(frozen=True)
class Translation:
    """The catalogues of one language, by chapter."""

    folder: Path
    language: str

    @cached_property
    def _read(self) -> dict[str, Mapping[str, str]]:
        return {}

    def strings(self, chapter: str) -> Mapping[str, str]:
        """Return message -> translation of a chapter, without fuzzy ones."""
        if chapter not in self._read:
            catalogue = read_catalogue(self.folder / f"{chapter}.po", self.language)
            self._read[chapter] = {
                str(message.id): str(message.string)
                for message in catalogue
                if message.id and message.string and not message.fuzzy
            }
        return self._read[chapter]

    def translated(self, markdown: str, chapter: str) -> str:
        """Return the Markdown in the language; what has no translation says that it is English.

        In English itself stands what the workspace words in its own way, else what is written.
        """
        strings = self.strings(chapter)
        own = self.language == SOURCE_LANGUAGE
        if own and not strings:
            return markdown
        return "".join(
            in_language(piece, strings.get(piece.text, piece.text if own else None))
            if isinstance(piece, Message)
            else piece
            for piece in pieces(markdown)
        )


def in_language(message: Message, translation: str | None) -> str:
    """Return a message with the marks around it, as English where it has no translation."""
    if translation is not None:
        return f"{message.before}{translation}{message.after}"
    marked = foreign.block if message.kind == "paragraph" else foreign.words
    return f"{message.before}{marked(message.text)}{message.after}"
