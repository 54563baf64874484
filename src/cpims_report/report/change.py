"""How a published number moved since an earlier year, and how that is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from cpims_report.report.cell import Cell

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition


@dataclass(frozen=True)
class Change:
    """Two cells of the same quantity: `before` in year `since`, and `now`."""

    now: Cell
    before: Cell | None
    since: int
    of: Literal["value", "percent"] = "value"

    @property
    def shown(self) -> bool:
        """True where both numbers are published."""
        return self.difference is not None

    @property
    def difference(self) -> float | None:
        """Now minus before: a count, or percentage points."""
        if self.before is None or not (self.now.shown and self.before.shown):
            return None
        now, before = getattr(self.now, self.of), getattr(self.before, self.of)
        return None if now is None or before is None else now - before

    @property
    def rose(self) -> bool:
        """True where it is known to have risen."""
        return (self.difference or 0) > 0

    @property
    def fell(self) -> bool:
        """True where it is known to have fallen."""
        return (self.difference or 0) < 0


def between(
    edition: Edition,
    indicator: str,
    since: int | None = None,
    of: Literal["value", "percent"] = "value",
    **dimensions: Any,
) -> Change:
    """Return the change of a cell since a year, by default the one before this report's."""
    year = since or edition.year - 1
    now = edition.cell(indicator, **dimensions)
    before = edition.cell(indicator, year=year, **dimensions) if year in edition.years else None
    return Change(now, before, year, of)


def in_words(change: Change, edition: Edition) -> str:
    """Return the change as a phrase: 6.2% more than in 2017, or words that do not reveal it."""
    since = edition.dated(change.since)
    if change.before is None:
        return edition.text("no_earlier")
    difference = change.difference
    if difference is None:
        return hidden_change(change, edition)
    if round(difference, 1) == 0:
        return edition.text("same", since=since)
    if change.of == "percent":
        key = "higher" if difference > 0 else "lower"
        return edition.text(key, amount=edition.decimal(abs(difference)), since=since)
    key = "more" if difference > 0 else "fewer"
    return edition.text(key, amount=amount(change, edition), since=since)


def hidden_change(change: Change, edition: Edition) -> str:
    """Return why a change is not told: withheld, or not collected in one of the two years."""
    since = edition.dated(change.since)
    if not change.now.collected:
        year = edition.dated(edition.year)
        return edition.text("change_uncollected", since=since, year=year)
    if change.before is not None and not change.before.collected:
        return edition.text("change_uncollected", since=since, year=since)
    return edition.text("change_hidden", since=since)


def amount(change: Change, edition: Edition, signed: bool = False) -> str:
    """Return by how much a count moved: in percent, or as a count on a base too small for that."""
    difference = change.difference
    if difference is None or change.before is None or change.before.value is None:
        return edition.symbol("suppressed")
    shown = difference if signed else abs(difference)
    if change.before.value < edition.policy["minimum_base"]:
        return edition.signed(int(shown)) if signed else edition.number(int(shown))
    relative = 100 * shown / change.before.value
    return edition.percent(relative, edition.decimals(change.before.value), signed)


def in_table(change: Change, edition: Edition) -> str:
    """Return the change for a table: +6.2%, or the symbol of why there is none."""
    if change.shown:
        return amount(change, edition, signed=True)
    hidden = [cell for cell in (change.now, change.before) if cell is not None and not cell.shown]
    return edition.symbol(hidden[0].status if hidden else "not_applicable")
