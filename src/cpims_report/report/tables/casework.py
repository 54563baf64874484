"""How cases are worked and end, by governorate and by service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpims_report.report.absent import needs
from cpims_report.report.cell import NOT_LISTED, Cell
from cpims_report.report.ranking import name_in_text
from cpims_report.report.tables.table import Table, bold, count, largest_first, share, table
from cpims_report.schema import TOTAL

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition

STEPS = (("CM01", "within_standard"), ("CM01", "none"), ("CM02", "within_14"), ("CM02", "none"))
ENDS = (("CS03", "lost_contact"), ("CS03", "declined"))


@needs("CM01", "CM02")
def steps_by_governorate(edition: Edition) -> Table:
    """Return the share of new cases assessed and planned in time, by governorate (CM01, CM02)."""
    first = best(edition, "CM01", "within_standard")
    return by_governorate(edition, "case-steps-place", "topic_steps", first, STEPS, counts=False)


@needs("CS03")
def lost_by_governorate(edition: Edition) -> Table:
    """Return closures after lost contact or declined services, by governorate (CS03)."""
    first = best(edition, "CS03", "lost_contact")
    return by_governorate(edition, "lost-place", "topic_lost", first, ENDS, counts=True)


def by_governorate(
    edition: Edition,
    name: str,
    topic: str,
    first: str,
    parts: tuple[tuple[str, str], ...],
    counts: bool,
) -> Table:
    """Return a table of shares (and counts) of some categories, a row a governorate."""
    listed = [each for each in parts if edition.publishes(each[0])]
    write = (count, share) if counts else (share,)
    rows = [
        [
            edition.label("governorate", place),
            *(
                words(edition, found(edition, indicator, category, place))
                for indicator, category in listed
                for words in write
            ),
        ]
        for place in (*edition.codes("governorate"), TOTAL)
    ]
    headings = [edition.text("governorate")]
    for indicator, category in listed:
        label = heading(edition, indicator, category)
        of = edition.text("in_percent", label=label)
        headings += [label, edition.spelt("%")] if counts else [of]
    finding = edition.text(topic) + first
    widths = [18, *(16 for _ in headings[1:])]
    return table(edition, name, finding, headings, [*rows[:-1], bold(rows[-1])], widths=widths)


def heading(edition: Edition, indicator: str, category: str) -> str:
    """Return the label of a category of an indicator."""
    return edition.label(edition.about["indicators"][indicator]["category"], category)


def found(edition: Edition, indicator: str, category: str, place: str) -> Cell:
    """Return a cell, or one that does not apply where the data do not list it."""
    listed = edition.has(indicator, place=place, category=category)
    return edition.cell(indicator, place=place, category=category) if listed else NOT_LISTED


def best(edition: Edition, indicator: str, category: str) -> str:
    """Return the governorate with the highest share shown, as the end of a finding."""
    cells = {
        place: cell
        for place in edition.codes("governorate")
        if (cell := found(edition, indicator, category, place)).shown and cell.percent is not None
    }
    if not cells:
        return ""
    place = max(cells, key=lambda each: cells[each].percent or 0)
    return edition.text(
        "finding_highest",
        label=heading(edition, indicator, category),
        place=name_in_text(edition, "governorate", place),
        percent=share(edition, cells[place]),
    )


@needs("SV04", "SV03")
def referral_times(edition: Edition) -> Table:
    """Return referrals by service with the median days to delivery (SV04, SV03)."""
    cells = {
        code: part(edition, "SV04", code)
        for code in edition.codes("service_type")
        if edition.has("SV04", category=code) or edition.has("SV03", category=code)
    }
    rows = [
        [
            edition.label("service_type", code),
            count(edition, cells[code]),
            share(edition, cells[code]),
            count(edition, part(edition, "SV03", code)),
        ]
        for code in largest_first(cells)
        if not (cells[code].shown and cells[code].value == 0)
    ]
    days = part(edition, "SV03", TOTAL)
    total = [
        edition.text("total"),
        count(edition, part(edition, "SV04", TOTAL)),
        edition.symbol("not_applicable"),
        count(edition, days),
    ]
    headings = [edition.text(key) for key in ("service", "referrals", "share", "median_days")]
    finding = edition.text("topic_referral_times")
    if days.shown and days.value is not None:
        finding = edition.text("finding_days", days=edition.counted(days, "day"))
    return table(edition, "referral-times", finding, headings, [*rows, bold(total)])


def part(edition: Edition, indicator: str, code: str) -> Cell:
    """Return one service's cell, or one that does not apply where it is not listed."""
    listed = edition.has(indicator, category=code)
    return edition.cell(indicator, category=code) if listed else NOT_LISTED
