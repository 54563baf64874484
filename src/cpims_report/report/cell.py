"""One published number."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """One published number. `value`, `base` and `percent` are None where there is none to show."""

    value: int | None
    base: int | None
    percent: float | None
    status: str

    @property
    def shown(self) -> bool:
        """True where the count may be written."""
        return self.value is not None and self.status in {"published", "rounded"}

    @property
    def collected(self) -> bool:
        """False where no member's records held what is counted, or the year did not count it."""
        return self.status != "not_collected"


NOT_COLLECTED = Cell(None, None, None, "not_collected")
NOT_LISTED = Cell(None, None, None, "not_applicable")
