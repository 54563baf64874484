"""What changed in the method: definitions, code lists, members, policy, reasons, dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cpims_report.report.sealed import Sealed

PARTS = {
    "cut_off": "Day up to which records were entered",
    "members": "Members",
    "policy": "Protection of small numbers",
    "indicators": "Definition",
    "populations": "Population",
    "measures": "Measure",
    "standards": "Standard",
    "code_lists": "Code list",
    "focus": "Theme of the year",
    "notes": "Reason behind a change",
}
"""Parts of the data package that say how numbers were made, and what to call each."""


@dataclass(frozen=True)
class Difference:
    """One thing of the method that is otherwise; an empty text is what was not there."""

    part: str
    thing: str
    old: str
    new: str


def method_changes(old: Sealed, new: Sealed) -> list[Difference]:
    """Return what differs in how two editions say that they were made."""
    return [
        Difference(words, thing, before, now)
        for name, words in PARTS.items()
        for thing, before, now in differences(
            by_id(old.about.get(name)), by_id(new.about.get(name))
        )
    ]


def by_id(part: Any) -> Any:
    """Return a list of things that have ids as a mapping, anything else as it is."""
    if isinstance(part, list) and all(isinstance(each, dict) and "id" in each for each in part):
        return {each["id"]: each for each in part}
    return part


def differences(old: Any, new: Any, above: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield place, old and new text of each leaf that differs."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in [*old, *(each for each in new if each not in old)]:
            place = f"{above}: {key}" if above else str(key)
            yield from differences(old.get(key), new.get(key), place)
    elif old != new:
        yield above, told(old), told(new)


def told(value: Any) -> str:
    """Return a value as people read it."""
    if value is None or value == "":
        return ""
    if isinstance(value, Mapping):
        named = value.get("name") or value.get("label") or value
        return (
            str(named.get("en", ""))
            if "en" in named
            else ", ".join(f"{key}: {told(each)}" for key, each in value.items())
        )
    if isinstance(value, list):
        return ", ".join(told(each) for each in value)
    return str(value)
