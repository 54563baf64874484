"""Who the children are: age and sex, nationality, place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cpims_report.report.change import between, in_table
from cpims_report.report.tables.crossed import (
    NO_SHARE,
    by_sex,
    one_way,
    ordered,
    sexes,
    shares_of,
    used,
)
from cpims_report.report.tables.headline import YEARS_SHOWN
from cpims_report.report.tables.table import Table, bold, count_in, finding, share, table
from cpims_report.schema import TOTAL, UNKNOWN_CELL

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition

INDENT = "\u00a0\u00a0\u00a0"
"""No-break spaces: they survive every format, and screen readers pass over them."""


def by_age_sex(edition: Edition) -> Table:
    """Return children by age band at registration, girls and boys (PR02)."""
    codes = used(edition, "PR02", [*edition.codes("age"), UNKNOWN_CELL], "age")
    return sex_table(edition, "PR02", "age", "age-sex", codes)


def by_nationality(edition: Edition) -> Table:
    """Return children by nationality group, girls and boys (PR03)."""
    codes = ordered(edition, "PR03", "nationality")
    return sex_table(edition, "PR03", "nationality", "nationality", codes)


def by_site(edition: Edition) -> Table:
    """Return children in camps and in host communities, girls and boys (PR05)."""
    return sex_table(edition, "PR05", "site", "site", ordered(edition, "PR05", "site"))


def sex_table(edition: Edition, indicator: str, by: str, name: str, codes: list[str]) -> Table:
    """Return a breakdown crossed with sex, its total in the last row."""
    rows = [[edition.label(by, code), *by_sex(edition, indicator, by, code)] for code in codes]
    total = bold([edition.text("total"), *by_sex(edition, indicator, by, TOTAL)])
    cells = one_way(edition, indicator, by)
    first = finding(edition, f"topic_{by}", by, cells)
    base = shares_of(edition, indicator, cells.values())
    headings = [edition.text(by), *sexes(edition)]
    return table(edition, name, first, headings, [*rows, total], base=base)


def by_place(edition: Edition) -> Table:
    """Return children by region and governorate over the last years, camps in theirs (PR04)."""
    years = edition.years[-YEARS_SHOWN:]
    since = edition.last_year
    headings = [
        edition.text("place"),
        *(edition.dated(year) for year in years),
        edition.text("share"),
        *([edition.text("change_on", since=edition.dated(since))] if since else []),
    ]
    rows = []
    for name, code, depth in placed(edition):
        row = [
            *(count_in(edition, "PR04", year, place=code) for year in years),
            edition.symbol("not_applicable")
            if code in NO_SHARE
            else share(edition, edition.cell("PR04", place=code)),
            *([in_table(between(edition, "PR04", place=code), edition)] if since else []),
        ]
        rows.append(bold([name, *row]) if depth == 0 else [INDENT * depth + name, *row])
    cells = one_way(edition, "PR04", "governorate")
    first = finding(edition, "topic_place", "place", cells)
    base = shares_of(edition, "PR04", cells.values())
    return table(edition, "place", first, headings, rows, base=base)


def placed(edition: Edition) -> Iterator[tuple[str, str, int]]:
    """Yield name, code and depth: each region, its governorates, their camps; then the rest."""
    for region in edition.codes("region"):
        yield edition.label("region", region), region, 0
        for governorate in edition.codes("governorate"):
            if edition.entry("governorate", governorate)["region"] != region:
                continue
            yield edition.label("governorate", governorate), governorate, 1
            for camp in edition.codes("camp"):
                if edition.entry("camp", camp)["governorate"] == governorate:
                    label = edition.label("camp", camp)
                    yield edition.text("of_which", label=label), camp, 2
    if edition.has("PR04", place=UNKNOWN_CELL):
        yield edition.text("unknown"), UNKNOWN_CELL, 1
    yield edition.text("total"), TOTAL, 0
