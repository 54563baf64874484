"""The settings of a new year, carried over from the year before as a person would by hand.

The text is edited, not written anew: comments, order and answers stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from cpims_report.config import TO_FILL, Agency

SOURCES = re.compile(r"(?ms)^sources:[^\n]*\n(?P<items>.*?)(?=^[^\s#-]|\Z)")
ITEM = re.compile(r"(?ms)^(?P<indent> *)- .*?(?=^(?P=indent)- |\Z)")
REASONS = re.compile(r"(?m)^notes:.*(?:\n(?:[ \t].*|(?=\n[ \t])))*")
RECEIVED = re.compile(r"(?P<key>\breceived: *)[^\s,}#]+")
YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
LEAP_DAY = re.compile(r"\b(\d{4})-02-29\b")


ADDED = (
    '{indent}- {{agency: {agency}, profile: "{fill}", files: ["{agency}/*"], received: "{fill}"}}\n'
)


@dataclass(frozen=True)
class Carried:
    """The text of a new year's settings, what a person should know, members without a source."""

    text: str
    told: tuple[str, ...]
    new: tuple[str, ...] = ()


def carry(text: str, year: int, members: Mapping[str, Agency]) -> Carried:
    """Return the settings of `year` from the text of the year before.

    Year, cut-off and the years in names of files move by one. Systems, columns, values and the
    decisions that were answered stay. Days of receipt are to be filled; reasons behind last year's
    numbers go. A source of an agency that is no longer a member goes, one of a member without a
    source is added with its layout to be filled.
    """
    settings, mark, decided = text.partition("\ndecide:")
    found = SOURCES.search(settings)
    items = list_items(found["items"]) if found else []
    gone = [name for name, _ in items if name in members and not is_member(members[name], year)]
    named = {name for name, _ in items}
    new = [name for name, one in members.items() if name not in named and is_member(one, year)]
    kept = [move_source(item, year) for name, item in items if name not in gone]
    first = ITEM.search(found["items"]) if found else None
    indent = first["indent"] if first else "  "
    added = [ADDED.format(indent=indent, agency=name, fill=TO_FILL) for name in new]
    if found:
        start, end = found.span("items")
        above = ITEM.split(found["items"], maxsplit=1)[0] if items else found["items"]
        settings = settings[:start] + "".join([above, *kept, *added]) + settings[end:]
    settings = REASONS.sub("notes: {}", settings)
    settings = re.sub(r"(?m)^year: *\d+", f"year: {year}", settings)
    settings = re.sub(r"(?m)^cut_off: *[\d-]+", lambda match: add_year(match[0]), settings)
    told = [
        *(
            f"{members[name].short} is no member in {year}: its source was left out."
            for name in gone
        ),
        *(
            f"{members[name].short} is a member and sent nothing before: say how its file looks."
            for name in new
        ),
    ]
    return Carried(settings + mark + decided, tuple(told), tuple(new))


def is_member(agency: Agency, year: int) -> bool:
    """Return whether an agency contributes in a year."""
    return agency.since <= year <= (agency.until or year)


def list_items(text: str) -> list[tuple[str, str]]:
    """Return the sources of a file as they are written, each with its agency."""
    return [(str(read_item(match[0]).get("agency", "")), match[0]) for match in ITEM.finditer(text)]


def read_item(text: str) -> dict[str, Any]:
    """Return one source."""
    read = yaml.safe_load(text)
    return dict(read[0]) if read and isinstance(read[0], dict) else {}


def move_source(item: str, year: int) -> str:
    """Return a source with the years in names of files moved by one, and no day of receipt."""
    names = [str(name) for name in read_item(item).get("files", ())]
    for name in names:
        item = item.replace(name, YEARS.sub(lambda match: move(match[0], year), name))
    return RECEIVED.sub(rf'\g<key>"{TO_FILL}"', item)


def move(word: str, year: int) -> str:
    """Return the year of a file's name in the new year; any other stays."""
    return str(int(word) + 1) if int(word) in (year - 1, year) else word


def add_year(text: str) -> str:
    """Return a day one year later; the day after 28 February where that year has no 29th."""
    plain = LEAP_DAY.sub(r"\1-02-28", text)
    return YEARS.sub(lambda match: str(int(match[0]) + 1), plain, count=1)
