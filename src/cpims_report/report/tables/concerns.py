"""Why children come to the members: primary and other protection concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpims_report.report.ranking import risen, top
from cpims_report.report.tables.crossed import (
    known_base,
    one_way,
    ordered,
    sexes_with_shares,
    shares_of,
    used,
    with_shares,
)
from cpims_report.report.tables.headline import newest_first
from cpims_report.report.tables.table import (
    Table,
    bold,
    count_in,
    finding,
    largest_first,
    share,
    table,
)
from cpims_report.schema import TOTAL, UNKNOWN_CELL

if TYPE_CHECKING:
    from cpims_report.report.cell import Cell
    from cpims_report.report.edition import Edition


def concern_by_sex(edition: Edition) -> Table:
    """Return the primary concern of girls, of boys and of all children (CN01)."""
    return counted_by_sex(edition, "CN01", "topic_concern", "concern-sex")


def any_concern(edition: Edition) -> Table:
    """Return every concern recorded, of girls, of boys and of all children (CN02)."""
    return counted_by_sex(edition, "CN02", "topic_any", "any-concern")


def counted_by_sex(edition: Edition, indicator: str, topic: str, name: str) -> Table:
    """Return counts and shares by sex, largest concern first."""
    rows = [
        [edition.label("concern", code), *with_shares(edition, indicator, "concern", code)]
        for code in ordered(edition, indicator, "concern")
    ]
    if edition.has(indicator):
        total = [edition.text("total"), *with_shares(edition, indicator, "concern", TOTAL)]
        rows.append(bold(total))
    cells = one_way(edition, indicator, "concern")
    first = finding(edition, topic, "concern", cells)
    base = shares_of(edition, indicator, cells.values())
    headings = [edition.text("concern"), *sexes_with_shares(edition)]
    return table(edition, name, first, headings, rows, base=base)


def concern_by_age(edition: Edition) -> Table:
    """Return the shares of primary concerns within each age band, with the bases (CN01)."""
    bands = [*used(edition, "PR02", edition.codes("age"), "age"), TOTAL]
    rows = [
        [
            edition.label("concern", code),
            *(share(edition, edition.cell("CN01", age=band, concern=code)) for band in bands),
        ]
        for code in ordered(edition, "CN01", "concern")
        if code != UNKNOWN_CELL
    ]
    bases = [
        edition.text("known_base"),
        *(base(edition, known_base(of_age(edition, band))) for band in bands),
    ]
    headings = [edition.text("concern"), *(edition.label("age", band) for band in bands)]
    topic = edition.text("topic_concern_age") + leaders(edition, bands)
    return table(edition, "concern-age", topic, headings, [*rows, bold(bases)])


def leaders(edition: Edition, bands: list[str]) -> str:
    """Return the concern with the largest share shown in each age band, as the end of a finding."""
    first = []
    for band in bands:
        ranked = top(edition, "CN01", 1, age=band) if band != TOTAL else []
        if ranked and ranked[0].cell.percent is not None:
            first.append(
                edition.text("largest_at", group=edition.label("age", band), label=ranked[0].name)
            )
    return (
        edition.text("largest_in_each", items=edition.text("between_items").join(first))
        if first
        else ""
    )


def of_age(edition: Edition, band: str) -> list[Cell]:
    """Return the primary concerns of one age band."""
    return [edition.cell("CN01", age=band, concern=code) for code in edition.codes("concern")]


def base(edition: Edition, known: int | None) -> str:
    """Return the number that percentages are of, or the symbol where it is not shown."""
    return edition.symbol("suppressed") if known is None else edition.number(known)


def concern_over_years(edition: Edition, concern: str = "") -> Table:
    """Return one primary concern by governorate over the last years, newest first (CN01).

    `concern` is by default the year's focus. A project that starts or ends in one governorate
    shows as a step in its row.
    """
    code = concern or edition.focus
    years = newest_first(edition)
    places = largest_first(
        {
            place: edition.cell("CN01", place=place, concern=code)
            for place in edition.codes("governorate")
        }
    )
    rows = [
        [edition.label("place", place), *over_years(edition, code, place, years)]
        for place in places
    ]
    total = bold([edition.text("total"), *over_years(edition, code, TOTAL, years)])
    headings = [
        edition.text("governorate"),
        *(edition.dated(year) for year in years),
        *(f"{edition.spelt('%')} {edition.dated(year)}" for year in years),
    ]
    topic = edition.text("finding_concern_over_years", concern=edition.label("concern", code))
    topic += risen_most(edition, code)
    return table(edition, "concern-years", topic, headings, [*rows, total])


def risen_most(edition: Edition, concern: str) -> str:
    """Return where the concern rose most since last year, as the end of a finding."""
    rises = risen(edition, "CN01", concern=concern)
    if not rises or rises[0].change.before is None:
        return ""
    change = rises[0].change
    before = change.before.value if change.before else None
    return edition.text(
        "risen_most",
        place=rises[0].name,
        before=edition.number(before or 0),
        now=edition.number(change.now.value or 0),
    )


def over_years(edition: Edition, concern: str, place: str, years: tuple[int, ...]) -> list[str]:
    """Return counts of the years, then shares of the same years, for one place."""
    cells = [edition.cell("CN01", year=year, place=place, concern=concern) for year in years]
    counts = (count_in(edition, "CN01", year, place=place, concern=concern) for year in years)
    return [*counts, *(share(edition, cell) for cell in cells)]
