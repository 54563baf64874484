"""The review of a year's report: how it stands, and what a reviewer says of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rapidfuzz import process

from cpims_report.errors import ConfigurationError
from cpims_report.report.review import (
    Entry,
    Register,
    Standing,
    read_register,
    standings,
    write_register,
)
from cpims_report.report.review.items import titles
from cpims_report.spoken import SOURCE_LANGUAGE
from cpims_report.workspace import RECORD, Workspace

ALL = "all"
SHOWN = 4
"""How many open items the status of a year names."""
DATA_TITLES = {
    "headline": "Headline figures of this year and the last",
    "method": "Definitions, code lists, members and reasons",
    "disclosure": "Protection of small numbers: the seal",
}


def fingerprints_of(workspace: Workspace, year: int, language: str) -> dict[str, str]:
    """Return what of a built edition can be reviewed: item -> fingerprint, in order.

    Raises ConfigurationError where nothing is built.
    """
    record = workspace.build(year, language) / RECORD
    if not record.is_file():
        raise ConfigurationError(
            f"There is nothing to review: build/{year}-{language} is not there. First run "
            f"cpims-report build {year} --language {language}."
        )
    items: dict[str, str] = json.loads(record.read_text("utf-8"))["items"]
    return items


def standing(workspace: Workspace, year: int, language: str) -> Sequence[Standing]:
    """Return how each item of a built edition stands."""
    found = fingerprints_of(workspace, year, language)
    return standings(found, read_register(workspace.review(year)), language)


def open_reviews(workspace: Workspace, year: int) -> tuple[str, ...]:
    """Return a line for each built edition of the year that open reviews make a draft."""
    lines = []
    for language in workspace.builds(year, RECORD):
        stands = standing(workspace, year, language)
        held = [each.item for each in stands if each.holds_back]
        if held:
            more = f" and {len(held) - SHOWN} more" if len(held) > SHOWN else ""
            named = ", ".join(held[:SHOWN])
            lines.append(f"{language}: {len(held)} of {len(stands)} open: {named}{more}")
    return tuple(lines)


def accept(
    workspace: Workspace, year: int, language: str, items: Sequence[str], by: str
) -> list[str]:
    """Write down that a person accepts items of a built edition as they are; return which.

    `all` stands for everything that is not accepted as it is.
    """
    stands = standing(workspace, year, language)
    wanted = [chosen(stands, item) for item in items if item != ALL]
    if ALL in items:
        wanted += [each for each in stands if each.state != "accepted" and each not in wanted]
    return said(
        workspace,
        year,
        [entry(each, by, accepted=each.fingerprint) for each in wanted],
    )


def comment(
    workspace: Workspace, year: int, language: str, item: str, by: str, text: str
) -> list[str]:
    """Write down what a person says of an item, which stays open until it is accepted."""
    one = chosen(standing(workspace, year, language), item)
    return said(workspace, year, [entry(one, by, comment=" ".join(text.split()))])


def entry(of: Standing, by: str, accepted: str = "", comment: str = "") -> Entry:
    """Return one word of a person, of today."""
    if not by.strip():
        raise ConfigurationError('A review has a name under it. Add --by "YOUR NAME".')
    today = date.today()  # noqa: DTZ011 - the day where the reviewer sits
    return Entry(
        item=of.item,
        language=of.language,
        by=" ".join(by.split()),
        day=today,
        accepted=accepted,
        comment=comment,
    )


def said(workspace: Workspace, year: int, entries: Sequence[Entry]) -> list[str]:
    """Add words to the year's file and return the items that they are on."""
    register = read_register(workspace.review(year))
    both = Register(required=register.required, reviews=(*register.reviews, *entries))
    write_register(workspace.review(year), both)
    return [each.item for each in entries]


def chosen(stands: Sequence[Standing], item: str) -> Standing:
    """Return the item of that name; ConfigurationError proposes the nearest."""
    names = [each.item for each in stands]
    if item in names:
        return stands[names.index(item)]
    near = process.extractOne(item, names, score_cutoff=50)
    meant = f" Did you mean “{near[0]}”?" if near else ""
    raise ConfigurationError(
        f"There is nothing called “{item}” to review.{meant} There are {', '.join(names)}; "
        f"{ALL} stands for every one that is not accepted."
    )


def review_lines(workspace: Workspace, year: int, language: str) -> list[str]:
    """Return how the review of a built edition stands, a line an item, and what to do next."""
    stands = standing(workspace, year, language)
    book = workspace.build(year, language) / "book"
    names = dict(titles(book, language)) | DATA_TITLES
    held = [each for each in stands if each.holds_back]
    wide = max(len(each.item) for each in stands)
    lines = [
        f"{each.state:9} {each.item:{wide}}  {names.get(each.item, '')}: {each}" for each in stands
    ]
    optional = "" if all(each.required for each in stands) else " that are required"
    total = sum(each.required for each in stands)
    ready = f"all {total} reviews{optional} are accepted"
    state = f"a draft, {len(held)} of {total} reviews{optional} are open" if held else ready
    head = f"Report {year} ({language}): {state}."
    if not held:
        return [head, *lines]
    more = "" if language == SOURCE_LANGUAGE else f" --language {language}"
    example = f'cpims-report review {year}{more} --accept {held[0].item} --by "YOUR NAME"'
    return [head, *lines, f"Accept what you have read: {example}"]


def start_file(workspace: Workspace, year: int) -> Path:
    """Return the year's file of reviews, written with nothing said where it was not there."""
    path = workspace.review(year)
    if not path.is_file():
        write_register(path, Register())
    return path
