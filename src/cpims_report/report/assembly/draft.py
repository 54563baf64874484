"""The mark of a draft: on every page, in the names of files, in what documents say of themselves.

It is made of words that every page has already, title and caveat, so both engines print it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from cpims_report.report.assembly.specification import (
    SPECIFICATION,
    merge,
    profile_of,
    read_specification,
)

SUFFIX = "-draft"
"""What the name of each document of a draft ends with."""


def draft_words(folder: Path, language: str) -> str:
    """Return what a draft says of itself, in the language of the edition."""
    return str(read_specification(folder, language)["cpims"]["words"]["draft-line"])


def mark_draft(book: Path, language: str) -> None:
    """Mark a staged book as a draft; its chapters stay as they are."""
    specification = read_specification(book, language)
    given, own = specification["book"], specification["cpims"]
    line = draft_words(book, language)
    caveat = str(own.get("caveat-line", ""))
    named = f"{given.get('subtitle', '')} ({own['words']['draft']})"
    additions = {
        "book": {
            "subtitle": named.strip(),
            "output-file": f"{given.get('output-file', 'report')}{SUFFIX}",
        },
        "cpims": {"draft": line, "caveat-line": ". ".join(filter(None, (line, caveat)))},
    }
    add_to_specification(book, language, additions)


def add_to_specification(book: Path, language: str, additions: Mapping[str, Any]) -> None:
    """Merge settings into the file of a staged book that has the last word in a language."""
    own = book / profile_of(language)
    file = own if own.is_file() else book / SPECIFICATION
    content = merge(yaml.safe_load(file.read_text("utf-8")), additions)
    file.write_text(
        yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100), "utf-8"
    )
