"""Of how many children or cases a matter is known, worked out from sealed cells alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cpims_report.report.cell import Cell
from cpims_report.schema import UNKNOWN_CELL

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition

WHOLE = {
    "asked_disability": "CL01",
    "asked_displacement": "CL01",
    "asked_protection_status": "CL01",
    "supported": "CL01",
    "asked_assessment": "CL02",
    "asked_identification": "CL02",
    "asked_plan": "CL02",
    "asked_closure_reason": "CL05",
}
"""The headline number that a population is a part of: the rest are in systems that do not ask."""


def basis(edition: Edition, indicator: str) -> str:
    """Return a phrase such as “3,705 of 4,473 cases (548 in systems …: 1 of 6)”.

    Of the members' systems it says how many record the matter, where not all do.

    Empty where the indicator has no shares, or one of the numbers is not published.
    """
    entry = edition.about["indicators"].get(indicator, {})
    if entry.get("measure") not in {"share", "multi"} or not edition.publishes(indicator):
        return ""
    by = entry["breakdowns"][0][0]
    unknown = edition.at(by, UNKNOWN_CELL)
    whole = WHOLE.get(entry["population"], indicator)
    if not all(edition.has(name) for name in (indicator, whole)):
        return ""
    asked, of = edition.cell(indicator), edition.cell(whole)
    blank = edition.cell(indicator, **unknown) if edition.has(indicator, **unknown) else asked
    if not (asked.shown and of.shown and blank.shown) or blank is asked:
        return ""
    total, reached = of.value or 0, asked.value or 0
    words = {
        "known": edition.number(reached - (blank.value or 0)),
        "whole": edition.counted(Cell(total, None, None, "published"), entry["unit"]),
        "outside": edition.number(total - reached),
    }
    systems = edition.about.get("systems", {}).get(indicator)
    if not systems:
        return edition.text("basis_outside" if total > reached else "basis", **words)
    words |= {
        "recording": edition.number(systems["recording"]),
        "silent": edition.number(systems["of"] - systems["recording"]),
        "all": edition.number(systems["of"]),
    }
    return edition.text("basis_systems" if total > reached else "basis_some", **words)


def known_of(edition: Edition, indicators: Iterable[str]) -> str:
    """Return in one sentence what is known of how many, each indicator named where several are."""
    found = {name: basis(edition, name) for name in dict.fromkeys(indicators)}
    found = {name: phrase for name, phrase in found.items() if phrase}
    if not found:
        return ""
    if len(found) == 1:
        return edition.text("known_of", items=next(iter(found.values())))
    named = [f"{edition.indicator(name)} {phrase}" for name, phrase in found.items()]
    return edition.text("known_of_each", items=edition.text("between_items").join(named))
