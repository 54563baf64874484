"""How the review of an edition stands: what is accepted, open, reopened or commented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cpims_report.report.review.items import OF_THE_DATA
from cpims_report.report.review.register import Entry, Register


@dataclass(frozen=True)
class Standing:
    """One item of an edition, and the last word on it."""

    item: str
    language: str
    fingerprint: str
    required: bool
    last: Entry | None

    @property
    def state(self) -> str:
        """One of: accepted, open, reopened, comment."""
        if self.last is None:
            return "open"
        if self.last.comment:
            return "comment"
        return "accepted" if self.last.accepted == self.fingerprint else "reopened"

    @property
    def holds_back(self) -> bool:
        """Whether the report is a draft on account of it."""
        return self.required and self.state != "accepted"

    def __str__(self) -> str:
        """Return how the item stands in a few words."""
        if self.last is None:
            return "nobody has accepted it yet"
        who = f"{self.last.by}, {self.last.day.isoformat()}"
        return {
            "accepted": f"by {who}",
            "reopened": f"it has changed since it was accepted by {who}",
            "comment": f"“{self.last.comment.strip()}” ({who})",
        }[self.state]


def standings(
    fingerprints: Mapping[str, str], register: Register, language: str
) -> Sequence[Standing]:
    """Return how each item of an edition stands: chapters in the book's order, then the data."""
    found = []
    for item, fingerprint in fingerprints.items():
        of = "" if item in OF_THE_DATA else language
        kind = item if item in OF_THE_DATA else "chapters"
        needed = kind in register.required
        found.append(Standing(item, of, fingerprint, needed, register.last(item, of)))
    return found
