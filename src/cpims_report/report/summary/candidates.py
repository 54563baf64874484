"""What may be a finding of the year: each function returns one, or None where it has no number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cpims_report.report.cell import Cell
from cpims_report.report.change import Change, amount, between, in_words
from cpims_report.report.prose import as_number, as_percent
from cpims_report.report.ranking import Ranked, top
from cpims_report.report.summary.driver import driver
from cpims_report.report.summary.finding import Finding

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition


def children(edition: Edition) -> Finding | None:
    """Return how many children were supported, and what moved that number."""
    return _of(
        edition,
        "CL01",
        "sec-change",
        "children",
        reasons=driver(edition),
        number=lambda cell: edition.counted(cell, "child"),
    )


def caseload(edition: Edition) -> Finding | None:
    """Return how many cases were open at the end, against the start of the year."""
    start, end, new, closed = (edition.cell(name) for name in ("CL03", "CL06", "CL02", "CL05"))
    again = edition.cell("CL04")
    if not all(cell.shown for cell in (start, end, new, closed)):
        return None
    opened = (new.value or 0) + (again.value or 0)
    moved = (end.value or 0) - (start.value or 0)
    words = {"open": edition.counted(end, "case"), "year": edition.plain(edition.year)}
    lead = edition.text(
        "sum_caseload",
        **words,
        moved=edition.text(
            "sum_as_at_start" if not moved else "sum_more" if moved > 0 else "sum_fewer",
            number=edition.number(abs(moved)),
        ),
    )
    flows = edition.text(
        "sum_flows" if again.shown else "sum_flows_new",
        opened=edition.number(opened if again.shown else new.value or 0),
        closed=edition.number(closed.value or 0),
    )
    return Finding(
        lead,
        end.value or 0,
        moved,
        "sec-balance",
        (flows, *_note(edition, "CL06")),
        _apart(edition),
    )


def _apart(edition: Edition) -> tuple[str, ...]:
    """Return why last year's edition had another number open at its end, if it had."""
    if edition.last_year is None:
        return ()
    start, before = edition.cell("CL03"), edition.cell("CL06", year=edition.last_year)
    if not (start.shown and before.shown) or start.value == before.value:
        return ()
    return (
        edition.text(
            "sum_year_end",
            since=edition.dated(edition.last_year),
            before=edition.number(before.value or 0),
            start=edition.number(start.value or 0),
            apart=edition.number(abs((start.value or 0) - (before.value or 0))),
        ),
    )


def assessed(edition: Edition) -> Finding | None:
    """Return how many refugee children at risk have no best interests assessment."""
    return _of(edition, "BI01", "sec-interests", "bia", category="none")


def followed_up(edition: Edition) -> Finding | None:
    """Return in how many cases a follow-up was overdue."""
    return _of(edition, "CM03", "sec-steps", "followup", category="overdue")


def lost(edition: Edition) -> Finding | None:
    """Return in how many closures contact was lost."""
    return _of(edition, "CS03", "sec-closure-reasons", "lost", category="lost_contact")


def referred(edition: Edition) -> Finding | None:
    """Return how many referrals with a known outcome did not lead to the service."""
    return _of(edition, "SV02", "sec-referrals", "referrals", category="not_delivered")


def separated(edition: Edition) -> Finding | None:
    """Return how many unaccompanied and separated children there are, and how many lack care."""
    parts = [
        between(edition, "UA01", category=code)
        for code in ("unaccompanied", "separated")
        if edition.has("UA01", category=code)
    ]
    if len(parts) < 2 or not all(part.now.shown for part in parts):
        return None
    about = sum(part.now.value or 0 for part in parts)
    moved = sum(int(part.difference or 0) for part in parts)
    reasons: tuple[str, ...] = ()
    if edition.publishes("UA05") and edition.has("UA05", category="none"):
        none, family = (edition.cell("UA05", category=code) for code in ("none", "family"))
        reasons = (
            edition.text(
                "sum_care",
                none=as_number(edition, none),
                family=as_percent(edition, family),
                base=as_number(edition, edition.cell("UA05")),
            ),
        )
    lead = edition.text(
        "sum_separated",
        children=edition.number(about),
        unaccompanied=edition.number(parts[0].now.value or 0),
        separated=edition.number(parts[1].now.value or 0),
    )
    base, before = (change_base(parts[0], name) for name in ("now", "before"))
    return _with_coverage(
        edition,
        Finding(
            lead,
            about,
            moved,
            "sec-care",
            (*reasons, *_note(edition, "UA01")),
            base=base,
            base_before=before,
        ),
    )


def violence(edition: Edition) -> Finding | None:
    """Return how many children have an incident on record, where it happened and who did it."""
    where = _first(edition, "CN07", "incident_location")
    who = _first(edition, "CN08", "perpetrator")
    cell = edition.cell("CN05") if edition.publishes("CN05") else None
    if cell is None or not cell.shown or where is None or who is None:
        return None
    change = between(edition, "CN05")
    lead = edition.text(
        "sum_violence",
        children=edition.counted(cell, "child"),
        where=where.name,
        where_percent=as_percent(edition, where.cell),
        who=who.name,
        who_percent=as_percent(edition, who.cell),
    )
    before = change.before.value if change.before is not None and change.before.shown else None
    return _with_coverage(
        edition,
        Finding(
            lead,
            cell.value or 0,
            int(change.difference or 0),
            "sec-violence",
            _note(edition, "CN05"),
            (edition.text("sum_violence_limit"),),
            cell.value,
            before,
        ),
    )


def _of(
    edition: Edition,
    indicator: str,
    section: str,
    key: str,
    reasons: tuple[str, ...] = (),
    number: Callable[[Cell], str] | None = None,
    **at: Any,
) -> Finding | None:
    """Return the finding of one cell: `sum_<key>`, and `sum_<key>_limit` where there is one."""
    if not edition.publishes(indicator) or not edition.has(indicator, **at):
        return None
    change = between(edition, indicator, **at)
    cell = change.now
    if not cell.shown:
        return None
    shared = between(edition, indicator, of="percent", **at) if cell.percent is not None else change
    lead = edition.text(
        f"sum_{key}",
        number=number(cell) if number else edition.number(cell.value or 0),
        base="" if cell.base is None else edition.number(cell.base),
        percent=as_percent(edition, cell),
        moved=f" ({in_words(shared, edition)})"
        if shared.shown and cell.percent is not None
        else "",
        change=_since(edition, change),
    )
    limit = edition.indicator(indicator, "not_for")
    return _with_coverage(
        edition,
        Finding(
            lead,
            cell.value or 0,
            int(change.difference or 0),
            section,
            (*reasons, *_note(edition, indicator)),
            () if not limit or number else (limit,),
            change_base(change, "now"),
            change_base(change, "before"),
        ),
    )


def _since(edition: Edition, change: Change) -> str:
    """Return by how many a number moved and by how much that is, empty where it did not."""
    if not change.shown or not change.difference:
        return ""
    return edition.text(
        "sum_risen" if change.rose else "sum_fallen",
        number=edition.number(abs(int(change.difference))),
        percent=amount(change, edition),
        since=edition.dated(change.since),
    )


def change_base(change: Change, which: str) -> int | None:
    """Return the base of one of the two cells of a change."""
    cell: Cell | None = getattr(change, which)
    return None if cell is None else cell.base


def _with_coverage(edition: Edition, finding: Finding) -> Finding:
    """Return the finding with a caution where its base moved with the systems that record it."""
    if not finding.by_coverage or edition.last_year is None:
        return finding
    said = edition.text(
        "sum_coverage",
        now=edition.number(finding.base or 0),
        before=edition.number(finding.base_before or 0),
        since=edition.dated(edition.last_year),
    )
    return replace(finding, cautions=(said, *finding.cautions))


def _note(edition: Edition, indicator: str) -> tuple[str, ...]:
    reason = edition.reason(indicator)
    return (edition.text("sum_note", reason=reason),) if reason else ()


def _first(edition: Edition, indicator: str, by: str) -> Ranked | None:
    ranked = top(edition, indicator, 1, by=by) if edition.publishes(indicator) else []
    return ranked[0] if ranked else None


CANDIDATES = (
    children,
    caseload,
    separated,
    assessed,
    followed_up,
    violence,
    lost,
    referred,
)
"""Equal weights rank in this order."""
