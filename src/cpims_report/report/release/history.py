"""`edition.json`: what was published of a year, when, in which languages, and what was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from cpims_report.errors import AssemblyFailed

FILE = "edition.json"


class Frozen(BaseModel):
    """A record that does not change, and has no other keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Document(Frozen):
    """One file that a reader may take away; its path begins at the folder of the year."""

    label: str
    path: str


class InLanguage(Frozen):
    """An edition in one language, with the words that a reader of it needs."""

    lang: str
    dir: str
    title: str
    subtitle: str
    author: str
    notice: str
    words: Mapping[str, str]
    documents: tuple[Document, ...]


class Erratum(Frozen):
    """Why there is a further edition."""

    edition: int
    day: date
    text: str


class Published(Frozen):
    """One year as it was published last."""

    year: int
    edition: int
    day: date
    seal: str
    languages: tuple[InLanguage, ...]
    errata: tuple[Erratum, ...] = ()


def read_published(folder: Path) -> Published | None:
    """Return what a year's folder says of itself, None where there is none."""
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        return Published.model_validate_json(path.read_text("utf-8"))
    except (ValidationError, ValueError):
        raise AssemblyFailed(
            f"{folder.name}/{FILE} is not as publish wrote it. Restore it, or publish into "
            "another folder."
        ) from None


def in_language(specification: Mapping[str, Any], words: Mapping[str, str]) -> InLanguage:
    """Return what readers of a language need, from a staged book's settings and our words."""
    book, own = specification["book"], specification["cpims"]
    lang = str(specification["lang"])
    documents = (
        Document(label=words[each["kind"]], path=f"{lang}/{each['path']}")
        for each in own.get("downloads", [])
    )
    return InLanguage(
        lang=lang,
        dir=str(specification.get("dir", "ltr")),
        title=book.get("title", ""),
        subtitle=book.get("subtitle", ""),
        author=book.get("author", ""),
        notice=" ".join(str(own.get("synthetic", "")).split()),
        words={name: text for name, text in words.items() if name.startswith("landing-")},
        documents=tuple(documents),
    )
