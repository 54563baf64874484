"""What one edition adds to the specification: year, file name, members, and what it leaves out."""

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
from cpims_report.report.numerals import LATIN_DIGITS

_BOOK_KEYS = ("title", "subtitle", "author", "date", "output-file")
_OWN_KEYS = ("lang", "year", "members", "synthetic", "without")


def edition_files(
    root: Path, language: str, metadata: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """Return the contents of `_quarto.yml` and of each profile, by file name, for one edition.

    `metadata` may hold: `lang` (default en); `year`, which is added to the subtitle and, with the
    language, to the file name; `digits`, the ten that the book is numbered with; `members`, names
    in order; `synthetic`, False leaves out the notice, words stand in its place; any of title,
    subtitle, author, date and output-file as they shall be; `without`, chapters to leave out;
    anything else is put below `cpims`. Both engines read all of it from these files. What stops
    Quarto in the repository itself (`pre-render`) is
    left out.
    """
    names = [SPECIFICATION, *sorted(path.name for path in root.glob("_quarto-*.yml"))]
    contents = {name: yaml.safe_load((root / name).read_text("utf-8")) for name in names}
    contents[SPECIFICATION].get("project", {}).pop("pre-render", None)
    chapters = contents[SPECIFICATION]["book"]["chapters"]
    left_out = metadata.get("without", ())
    contents[SPECIFICATION]["book"]["chapters"] = [c for c in chapters if c not in left_out]
    own = profile_of(language) if profile_of(language) in contents else SPECIFICATION
    contents[own] = merge(contents[own], _additions(read_specification(root, language), metadata))
    notice = metadata.get("synthetic", True)
    if not notice:
        for content in contents.values():
            content.get("cpims", {}).pop("synthetic", None)
    elif isinstance(notice, str):
        contents[own] = merge(contents[own], {"cpims": {"synthetic": notice}})
    return contents


def _additions(specification: Mapping[str, Any], metadata: Mapping[str, Any]) -> dict[str, Any]:
    book: dict[str, Any] = {}
    given = specification["book"]
    if "year" in metadata:
        year = metadata["year"]
        spelling = str.maketrans(LATIN_DIGITS, metadata.get("digits", LATIN_DIGITS))
        shown = str(year).translate(spelling)
        book["subtitle"] = f"{given.get('subtitle', '')} {shown}".strip()
        book["output-file"] = f"{given.get('output-file', 'report')}-{year}-{specification['lang']}"
    book |= {key: metadata[key] for key in _BOOK_KEYS if key in metadata}
    cpims = {key: value for key, value in metadata.items() if key not in {*_BOOK_KEYS, *_OWN_KEYS}}
    members = metadata.get("members")
    if members:
        cpims["members"] = members if isinstance(members, str) else " · ".join(members)
    return {"book": book, "cpims": cpims}
