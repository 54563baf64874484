"""Names of codes in the report's languages, and their order, from the data package's lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from cpims_report.errors import NotebookFailed, Problem
from cpims_report.report.words import word
from cpims_report.schema import TOTAL, UNKNOWN_CELL

CodeLists = Mapping[str, Mapping[str, Mapping[str, Any]]]

PLACES = ("regions", "governorates", "camps", "sites")
LISTS = {
    "age": ("age_band",),
    "place": PLACES,
    "governorate": ("governorates",),
    "region": ("regions",),
    "camp": ("camps",),
    "site": ("sites",),
    "concern": ("concerns",),
    "family": ("concern_families",),
    "category": ("protection_status", "closure_reason", "month"),
}
"""Dimensions and breakdowns of the catalogue, and the lists in which their ids stand."""

CELL_CODES = {"female": "F", "male": "M"}
"""Cells write the sexes short, as SDMX does; the code list may have them long."""


def entries(lists: CodeLists, name: str) -> dict[str, Mapping[str, Any]]:
    """Return the entries of a list or dimension by the ids that cells use, in the list's order."""
    names = LISTS.get(name, (name,))
    if not any(each in lists for each in names):
        raise NotebookFailed(
            "A label was asked for that no code list has.", [unlisted(lists, name)]
        )
    found = {
        CELL_CODES.get(code, code): entry
        for each in names
        for code, entry in lists.get(each, {}).items()
    }
    return {code: found[code] for code in in_order(name, found)}


def in_order(name: str, codes: Mapping[str, object]) -> Iterator[str]:
    """Yield the ids: months from January, others as they are listed."""
    return iter(sorted(codes) if name == "month" else codes)


def label(lists: CodeLists, name: str, code: str, language: str) -> str:
    """Return the name of a code in the language; English where there is no translation."""
    if code == TOTAL:
        return word("total", language)
    if code == UNKNOWN_CELL:
        return word("unknown", language)
    known = entries(lists, name)
    if code not in known:
        nearest = get_close_matches(code, known, n=1)
        problem = Problem(
            "REP-CODE",
            f"The list “{name}” has no such code.",
            value=code,
            expected="one of " + ", ".join(known),
            nearest=nearest[0] if nearest else "",
        )
        raise NotebookFailed("A label was asked for that no code list has.", [problem])
    return translated(known[code]["label"], language)


def translated(text: Mapping[str, str], language: str) -> str:
    """Return the text in the language, or in English where it has none."""
    return text.get(language) or text["en"]


def unlisted(lists: CodeLists, name: str) -> Problem:
    """Return the problem of a list that the data package does not have."""
    known = sorted({*lists, *LISTS})
    nearest = get_close_matches(name, known, n=1)
    return Problem(
        "REP-LIST",
        "There is no such code list in the data package.",
        value=name,
        expected="one of " + ", ".join(known),
        nearest=nearest[0] if nearest else "",
    )
