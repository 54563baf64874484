"""What `_quarto.yml` and the profile of a language say about the book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cpims_report.errors import AssemblyFailed, Problem

SPECIFICATION = "_quarto.yml"

# What the builtin engine reads. A dict goes one level deeper, None takes anything below.
_KNOWN: dict[str, Any] = {
    "project": {"type": None, "output-dir": None},
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
            "crossref-sec-prefix",
            "crossref-ch-prefix",
            "callout-note-title",
            "callout-tip-title",
            "callout-important-title",
            "callout-warning-title",
            "callout-caution-title",
        )
    ),
    "execute": {"enabled": None, "echo": None},
    "format": {
        "cpims-html": None,
        "cpims-typst": {"pdf-standard": None, "font-paths": None, "keep-typ": None},
        "cpims-docx": None,
    },
    "cpims": None,
}


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
    def full_title(self) -> str:
        """Title and subtitle in one line."""
        return ": ".join(part for part in (self.title, self.subtitle) if part)


def profile_of(language: str) -> str:
    """Return the name of the file that holds what differs in `language`."""
    return f"_quarto-{language}.yml"


def read_specification(folder: Path, language: str) -> dict[str, Any]:
    """Return `_quarto.yml` of `folder`, merged with the profile of `language` if there is one."""
    merged = _load(folder / SPECIFICATION)
    if merged.get("lang", "en") != language:
        if not (folder / profile_of(language)).is_file():
            raise AssemblyFailed(
                f"There is no edition in “{language}”: {profile_of(language)} is missing."
            )
        merged = merge(merged, _load(folder / profile_of(language)))
    return merged


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
        cpims=specification.get("cpims", {}),
        fonts=tuple(folder / path for path in _listed(typst.get("font-paths", ()))),
        pdf_standards=tuple(_listed(typst.get("pdf-standard", ()))),
    )


def merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Return `base` with the values of `over` in it, mapping by mapping, as profiles merge."""
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        both = isinstance(old, dict) and isinstance(value, dict)
        merged[key] = merge(old, value) if both and isinstance(old, dict) else value
    return merged


def _load(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
    except FileNotFoundError:
        raise AssemblyFailed(f"{path.name} is missing in {path.parent.name}/.") from None
    except yaml.YAMLError as error:
        raise AssemblyFailed(f"{path.name} cannot be read: {error}") from None
    if not isinstance(content, dict):
        raise AssemblyFailed(f"{path.name} has no settings.")
    return content


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
