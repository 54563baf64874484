"""What moved the number of children: one concern, in one place, and whether one project did it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cpims_report.report.change import Change, between
from cpims_report.report.ranking import name_in_text
from cpims_report.schema import TOTAL

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition

HALF = 0.5
"""The part of a change from which on a group accounts for it."""


@dataclass(frozen=True)
class Moved:
    """A group and the change of its number, both numbers published."""

    code: str
    name: str
    change: Change

    @property
    def difference(self) -> int:
        """Now minus before."""
        return int(self.change.difference or 0)


def driver(edition: Edition) -> tuple[str, ...]:
    """Return in sentences what moved the children supported since last year, if one thing did."""
    if edition.last_year is None or not edition.publishes("CN01"):
        return ()
    whole = between(edition, "CL01")
    if not whole.shown or not whole.difference:
        return ()
    said: list[str] = []
    concern = largest(edition, whole.difference, "concern")
    if concern is not None:
        said.append(_said(edition, "sum_concern", concern))
        place = largest(edition, concern.difference, "governorate", concern=concern.code)
        if place is not None:
            said.append(_said(edition, "sum_place", place))
            if project(edition, place.code, concern.code):
                said.append(edition.text("sum_project", place=place.name))
            rest = int(whole.difference) - place.difference
            said.append(
                edition.text(
                    "sum_rest_more" if rest > 0 else "sum_rest_fewer",
                    concern=concern.name,
                    place=place.name,
                    rest=edition.number(abs(rest)),
                )
            )
    return (*said, *panel(edition))


def largest(edition: Edition, whole: float, by: str, **within: Any) -> Moved | None:
    """Return the group that moved most in the direction of the whole, if by half of it or more."""
    sign = 1 if whole > 0 else -1
    moved = [
        Moved(code, name_in_text(edition, by, code), change)
        for code in edition.codes(by)
        if code != TOTAL
        and edition.has("CN01", **within, **edition.at(by, code))
        and (change := between(edition, "CN01", **within, **edition.at(by, code))).shown
    ]
    most = max(moved, key=lambda each: sign * each.difference, default=None)
    return most if most is not None and sign * most.difference >= HALF * abs(whole) else None


def project(edition: Edition, place: str, concern: str) -> bool:
    """Return whether the edition marks a concern in a place as mainly one member's."""
    at: dict[str, Any] = {"place": place, "concern": concern, "category": "mainly_one"}
    return edition.has("CX01", **at) and edition.cell("CX01", **at).status == "published"


def panel(edition: Edition) -> tuple[str, ...]:
    """Return how much of the change is of members that reported in both years."""
    if not edition.compares:
        return ()
    growth, joined, left = (
        edition.cell("CL08", category=code) for code in ("growth", "joined", "left")
    )
    if joined.shown and left.shown and not joined.value and not left.value:
        return (edition.text("sum_same_members"),)
    if not growth.shown:
        return ()
    return (edition.text("sum_panel", growth=edition.signed(growth.value or 0)),)


def _said(edition: Edition, key: str, moved: Moved) -> str:
    before = moved.change.before
    return edition.text(
        key if moved.difference > 0 else f"{key}_fell",
        name=edition.label("concern", moved.code) if key == "sum_concern" else moved.name,
        number=edition.number(abs(moved.difference)),
        before=edition.number((before.value if before else 0) or 0),
        now=edition.number(moved.change.now.value or 0),
    )
