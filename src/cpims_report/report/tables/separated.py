"""Children without their parents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpims_report.report.ranking import name_in_text, top
from cpims_report.report.tables.crossed import by_sex, sexes, shares_of, used
from cpims_report.report.tables.table import Table, bold, count, table
from cpims_report.schema import TOTAL, UNKNOWN_CELL

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition

WITHOUT_PARENTS = ("unaccompanied", "separated")


def separated_by_sex(edition: Edition) -> Table:
    """Return children by separation status, girls and boys, with the share of all (UA01)."""
    rows = [
        [name(edition, code), *by_sex(edition, "UA01", "category", code)]
        for code in statuses(edition)
    ]
    total = bold([edition.text("total"), *by_sex(edition, "UA01", "category", TOTAL)])
    headings = [edition.text("protection_status"), *sexes(edition)]
    topic = edition.text("topic_separated") + shares(edition)
    cells = [edition.cell("UA01", category=code) for code in statuses(edition)]
    base = shares_of(edition, "UA01", cells)
    return table(edition, "separated-sex", topic, headings, [*rows, total], base=base)


def separated_by_age(edition: Edition) -> Table:
    """Return children by separation status and age band at registration (UA01)."""
    bands = [*used(edition, "PR02", edition.codes("age"), "age"), TOTAL]
    rows = [
        [
            name(edition, code),
            *(count(edition, edition.cell("UA01", age=band, category=code)) for band in bands),
        ]
        for code in statuses(edition)
    ]
    headings = [
        edition.text("protection_status"),
        *(edition.label("age", band) for band in bands),
    ]
    topic = edition.text("topic_separated_age") + oldest(edition)
    return table(edition, "separated-age", topic, headings, rows)


def shares(edition: Edition) -> str:
    """Return the shares of both groups, as the end of a finding."""
    written = [
        edition.text(
            "percent_of", label=name_in_text(edition, "protection_status", code), percent=percent
        )
        for code in WITHOUT_PARENTS
        if edition.has("UA01", category=code)
        and (cell := edition.cell("UA01", category=code)).shown
        and (percent := edition.share(cell))
    ]
    return f": {edition.listed(written)}" if written else ""


def oldest(edition: Edition) -> str:
    """Return the largest age band shown of each group, as the end of a finding."""
    found = []
    for code in WITHOUT_PARENTS:
        ranked = top(edition, "UA01", 1, by="age", category=code)
        if ranked:
            group = name_in_text(edition, "protection_status", code)
            found.append(edition.text("largest_at", group=group, label=ranked[0].name))
    return (
        edition.text("most_in_each", items=edition.text("between_items").join(found))
        if found
        else ""
    )


def statuses(edition: Edition) -> list[str]:
    """Return the statuses that the data list, not recorded last."""
    codes = [*edition.codes("protection_status"), UNKNOWN_CELL]
    return [code for code in codes if edition.has("UA01", category=code)]


def name(edition: Edition, code: str) -> str:
    """Return the name of a separation status."""
    return edition.label("protection_status", code)
