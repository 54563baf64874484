"""One finding of the year, and the rule by which findings are ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

COVERAGE = 0.2
"""From this change of the base on, more or fewer systems that record a thing explain its change."""


@dataclass(frozen=True)
class Finding:
    """What one indicator says of the year.

    `about` is the number of children or cases that the finding is about, `moved` by how many of
    them it differs from last year, `base` and `base_before` of how many both are. `lead` is the
    finding itself, `reasons` and `cautions` are what explains and what limits it, `section` is the
    id of the section that has the details.
    """

    lead: str
    about: int
    moved: int
    section: str
    reasons: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    base: int | None = None
    base_before: int | None = None

    @property
    def by_coverage(self) -> bool:
        """True where the base itself changed by a fifth or more."""
        if not self.base or not self.base_before:
            return False
        return abs(self.base - self.base_before) >= COVERAGE * self.base_before

    @property
    def weight(self) -> float:
        """Children or cases that it is about, and those that it moved by unless by coverage."""
        return self.about + (0 if self.by_coverage else abs(self.moved))


def rank(findings: Sequence[Finding], count: int) -> list[Finding]:
    """Return so many findings, the weightiest first; equal ones in the order given."""
    return sorted(findings, key=lambda finding: -finding.weight)[:count]
