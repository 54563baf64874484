"""How cases move and end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpims_report.report.absent import needs
from cpims_report.report.tables.crossed import NO_SHARE, by_sex, ordered, sexes, shares_of
from cpims_report.report.tables.headline import newest_first
from cpims_report.report.tables.table import Table, bold, count_in, finding, share, table
from cpims_report.schema import TOTAL

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition

FLOW = ("CL03", "CL02", "CL04", "CL05", "CL06")
STOCKS = ("CL03", "CL06")


@needs("CS01")
def closure_reasons(edition: Edition) -> Table:
    """Return cases closed by reason, girls and boys, with the share of last year (CS01)."""
    since = edition.last_year
    rows = [
        [
            edition.label("closure_reason", code),
            *by_sex(edition, "CS01", "closure_reason", code),
            *([before(edition, code, since)] if since else []),
        ]
        for code in ordered(edition, "CS01", "closure_reason")
    ]
    total = [
        edition.text("total"),
        *by_sex(edition, "CS01", "closure_reason", TOTAL),
        *([before(edition, TOTAL, since)] if since else []),
    ]
    headings = [edition.text("closure_reason"), *sexes(edition)]
    if since:
        headings.append(edition.text("share_in", year=edition.dated(since)))
    cells = {
        code: edition.cell("CS01", category=code)
        for code in edition.codes("closure_reason")
        if edition.has("CS01", category=code)
    }
    first = finding(edition, "topic_closure", "closure_reason", cells)
    base = shares_of(edition, "CS01", cells.values())
    return table(edition, "closure-reasons", first, headings, [*rows, bold(total)], base=base)


def before(edition: Edition, code: str, year: int) -> str:
    """Return a reason's share in an earlier year."""
    if code in NO_SHARE:
        return edition.symbol("not_applicable")
    return share(edition, edition.cell("CS01", year=year, category=code))


def stock_flow(edition: Edition) -> Table:
    """Return the balance of cases, the newest year first: open, new, reopened, closed, open."""
    years = newest_first(edition)
    rows = []
    for indicator in FLOW:
        row = [
            edition.text(f"flow_{indicator}"),
            *(count_in(edition, indicator, year) for year in years),
        ]
        rows.append(bold(row) if indicator in STOCKS else row)
    finding = edition.text(
        "finding_flow",
        year=edition.plain(edition.year),
        cases=edition.counted(edition.cell("CL06"), "case"),
    )
    headings = [edition.text("flow"), *(edition.dated(year) for year in years)]
    return table(edition, "stock-flow", finding, headings, rows)
