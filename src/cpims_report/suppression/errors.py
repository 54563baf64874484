"""What can go wrong in cell suppression; no message holds a value."""

from __future__ import annotations

from cpims_report.suppression.equations import Numbers


class SuppressionError(Exception):
    """The cells could not be protected, or not be audited."""


class Inconsistent(SuppressionError):
    """The exact values break equations: `equations` has their numbers."""

    def __init__(self, equations: Numbers) -> None:
        self.equations = equations
        super().__init__(f"{len(equations)} equations do not hold for the exact values.")


class Unprotected(SuppressionError):
    """No pattern was found that protects these cells, by number, from every attacker."""

    def __init__(self, cells: Numbers) -> None:
        self.cells = cells
        super().__init__(f"{len(cells)} cells cannot be hidden well enough.")
