"""The largest published cells of a breakdown, for sentences that name them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cpims_report.report.cell import Cell
from cpims_report.report.change import Change, between
from cpims_report.schema import TOTAL, UNKNOWN_CELL

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition

PROPER = {"place", "governorate", "region", "camp", "nationality", "month"}
"""Names that keep their capital inside a sentence."""

TITLED = {"service_type"}
"""Lists whose labels have a capital in every word, as the members' systems write them."""


@dataclass(frozen=True)
class Ranked:
    """A published cell with the code and the name that it ranks under."""

    code: str
    name: str
    cell: Cell


def top(
    edition: Edition,
    indicator: str,
    count: int = 3,
    by: str = "concern",
    leave_out: Sequence[str] = ("other",),
    **within: Any,
) -> list[Ranked]:
    """Return the largest published cells, largest first; suppressed ones are not candidates.

    `within` fixes other dimensions, such as sex="F" or place="mafraq". Ties go by name.
    """
    ranked = [
        Ranked(code, name_in_text(edition, by, code), cell)
        for code in edition.codes(by)
        if code not in (*leave_out, TOTAL, UNKNOWN_CELL)
        and edition.has(indicator, **within, **edition.at(by, code))
        and (cell := edition.cell(indicator, **within, **edition.at(by, code))).shown
        and cell.value
    ]
    return sorted(ranked, key=lambda each: (-(each.cell.value or 0), each.name))[:count]


@dataclass(frozen=True)
class Rise:
    """A group whose published number rose since last year, and how the rest moved without it."""

    code: str
    name: str
    change: Change
    rest: Change


def risen(edition: Edition, indicator: str, by: str = "governorate", **within: Any) -> list[Rise]:
    """Return what rose since last year with both numbers published, largest rise first.

    `rest` is the total without the group: what a reader can work out from published cells.
    """
    if edition.last_year is None:
        return []
    whole = between(edition, indicator, **within)
    parts = [
        (each, between(edition, indicator, **within, **edition.at(by, each.code)))
        for each in top(edition, indicator, len(edition.codes(by)), by, **within)
    ]
    rises = [
        Rise(each.code, each.name, part, apart(whole, part)) for each, part in parts if part.rose
    ]
    return sorted(rises, key=lambda rise: (-(rise.change.difference or 0), rise.name))


def apart(whole: Change, part: Change) -> Change:
    """Return the change of a total without one of its parts."""
    now, before = (
        difference_of(whole.now, part.now),
        difference_of(whole.before, part.before),
    )
    return Change(now, before, whole.since)


def difference_of(whole: Cell | None, part: Cell | None) -> Cell:
    """Return the whole less the part, suppressed unless both are published."""
    if whole is None or part is None or not (whole.shown and part.shown):
        return Cell(None, None, None, "suppressed")
    return Cell((whole.value or 0) - (part.value or 0), None, None, "published")


def name_in_text(edition: Edition, by: str, code: str) -> str:
    """Return a label as it reads inside a sentence: child labour, but Mafraq and UN."""
    name = edition.label(by, code)
    if by in TITLED:
        return " ".join(lowered(word) for word in name.split(" "))
    keeps = by in PROPER or name[1:2].isupper()
    return name if keeps else lowered(name)


def lowered(name: str) -> str:
    """Return the name with a small first letter, unless it is an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
