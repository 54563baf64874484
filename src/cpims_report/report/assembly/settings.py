"""The settings of the book as the builtin engine uses them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cpims_report.errors import AssemblyFailed, Problem
from cpims_report.report.assembly.specification import SPECIFICATION, read_specification
from cpims_report.report.numerals import LATIN_DIGITS

# What the builtin engine reads. A dict goes one level deeper, None takes anything below.
_KNOWN: dict[str, Any] = {
    "project": {"type": None, "output-dir": None, "pre-render": None, "resources": None},
    "lang": None,
    "dir": None,
    "book": dict.fromkeys(("title", "subtitle", "author", "date", "output-file", "chapters")),
    "crossref": dict.fromkeys(("fig-title", "fig-prefix", "tbl-title", "tbl-prefix", "sec-prefix")),
    "language": dict.fromkeys(
        (
            "toc-title-document",
            "toc-title-website",
            "crossref-fig-title",
            "crossref-tbl-title",
            *("crossref-fig-prefix", "crossref-tbl-prefix", "crossref-sec-prefix"),
            "crossref-ch-prefix",
            "callout-note-title",
            "callout-tip-title",
            "callout-important-title",
            "callout-warning-title",
            "callout-caution-title",
            *("title-block-author-single", "title-block-author-plural"),
            *("search-label", "search-text-placeholder", "search-no-results-text"),
            *("search-matching-documents-text", "search-copy-link-title"),
            *("search-hide-matches-text", "search-more-match-text", "search-more-matches-text"),
            *("search-clear-button-title", "search-submit-button-title"),
        )
    ),
    "fig-cap-location": None,
    "execute": {"enabled": None, "echo": None},
    "format": {
        "cpims-html": None,
        "cpims-typst": {"pdf-standard": None, "font-paths": None, "keep-typ": None},
        "cpims-docx": None,
    },
    "cpims": None,
}

# Words below `cpims` that an edition may go without: a notice that is for synthetic data only,
# say. Absent means empty, so that no template has to ask twice.
_OPTIONAL = (
    *("address", "caveat", "caveat-line", "caveat-title", "draft"),
    *("members", "members-title", "synthetic"),
)


@dataclass(frozen=True)
class Settings:
    """One edition of the book: its parts in order, its names and its words."""

    folder: Path
    lang: str
    direction: str
    title: str
    subtitle: str
    author: str
    output_file: str
    chapters: tuple[str, ...]
    words: Mapping[str, str]
    cpims: Mapping[str, Any]
    fonts: tuple[Path, ...]
    pdf_standards: tuple[str, ...]

    @property
    def digits(self) -> str:
        """The ten digits that chapters, figures and pages are numbered with."""
        return str(self.cpims.get("digits") or LATIN_DIGITS)

    @property
    def full_title(self) -> str:
        """Title and subtitle in one line."""
        return ": ".join(part for part in (self.title, self.subtitle) if part)


def read_settings(folder: Path, language: str) -> Settings:
    """Return the settings of the book in `folder`; a key that is not supported is refused."""
    specification = read_specification(folder, language)
    unknown = list(_unknown_keys(specification, _KNOWN))
    if unknown:
        raise AssemblyFailed(
            "The builtin engine does not know these settings; Quarto would.",
            [
                Problem(
                    "A-SETTING",
                    f"“{key}” is not supported by the builtin engine.",
                    file=SPECIFICATION,
                    action="Remove it, or assemble with Quarto.",
                )
                for key in unknown
            ],
        )
    book = specification.get("book", {})
    typst = specification.get("format", {}).get("cpims-typst", {})
    typst = typst if isinstance(typst, dict) else {}
    return Settings(
        folder=folder,
        lang=specification.get("lang", "en"),
        direction=specification.get("dir", "ltr"),
        title=book.get("title", ""),
        subtitle=book.get("subtitle", ""),
        author=book.get("author", ""),
        output_file=book.get("output-file", "report"),
        chapters=tuple(book.get("chapters", ())),
        words=_words(specification),
        cpims=dict.fromkeys(_OPTIONAL, "") | {"downloads": []} | specification.get("cpims", {}),
        fonts=tuple(folder / path for path in _listed(typst.get("font-paths", ()))),
        pdf_standards=tuple(_listed(typst.get("pdf-standard", ()))),
    )


def _unknown_keys(given: Any, known: Any, above: str = "") -> list[str]:
    if known is None or not isinstance(given, dict):
        return []
    unknown: list[str] = []
    for key, value in given.items():
        unknown += (
            _unknown_keys(value, known[key], f"{above}{key}: ")
            if key in known
            else [f"{above}{key}"]
        )
    return unknown


def _words(specification: Mapping[str, Any]) -> dict[str, str]:
    language = specification.get("language", {})
    crossref = specification.get("crossref", {})

    def word(default: str, key: str, short: str = "") -> str:
        return str(crossref.get(short) or language.get(key) or default)

    kinds = ("note", "tip", "important", "warning", "caution")
    callouts = {
        f"callout-{kind}": word(kind.capitalize(), f"callout-{kind}-title") for kind in kinds
    }
    return {
        "fig": word("Figure", "crossref-fig-title", "fig-title"),
        "fig-ref": word("Figure", "crossref-fig-title", "fig-prefix"),
        "tbl": word("Table", "crossref-tbl-title", "tbl-title"),
        "tbl-ref": word("Table", "crossref-tbl-title", "tbl-prefix"),
        "sec-ref": word("Section", "crossref-sec-prefix", "sec-prefix"),
        "chapter-ref": word("Chapter", "crossref-ch-prefix"),
        "toc-document": word("Table of contents", "toc-title-document"),
        "toc-website": word("On this page", "toc-title-website"),
        **callouts,
    }


def _listed(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value
