"""Unaccompanied and separated children by sex and by age: numbers side by side on one scale."""

from __future__ import annotations

import pandas as pd

from cpims_report.report.charts.findings import each_told, leader, measured
from cpims_report.report.charts.frames import named
from cpims_report.report.charts.messages import say, to_say
from cpims_report.report.charts.rows import Block, Series, draw_rows
from cpims_report.report.charts.separated_trend import STATUSES
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture

DIMENSIONS = ("sex", "age")


def separated_by_age(edition: Edition) -> Picture:
    """Return `fig-separated-by-age`: UA01, children by sex and by age at registration."""
    rows = {status: rows_of(edition, status) for status in STATUSES}
    both = pd.concat(rows.values())
    kept = [
        code
        for code in rows[STATUSES[0]]["code"]
        if both.loc[both["code"].eq(code), "value"].ne(0).any()
    ]
    rows = {
        name: each[each["code"].isin(kept)].reset_index(drop=True) for name, each in rows.items()
    }
    first = rows[STATUSES[0]]
    names = {status: edition.label("protection_status", status) for status in STATUSES}
    block = Block(
        "",
        "",
        list(first["label"]),
        {
            names[status]: Series(f"{status}_bar", each, list(each["counts"]))
            for status, each in rows.items()
        },
        topic=edition.indicator("UA01"),
        by="value",
        breaks=(int(first["by"].eq("sex").sum()),),
    )
    told = each_told(edition, {names[status]: each for status, each in rows.items()}, share=False)
    return edition.publish(
        lambda narrow: draw_rows([block], narrow),
        id="fig-separated-by-age",
        finding=leader(
            edition,
            first[first["by"].eq("age")],
            "child",
            to_say("Largest age group of unaccompanied children: {label}, {number}."),
            to_say("Largest age group shown of unaccompanied children: {label}, {number}."),
            share=False,
        ),
        alt=say(edition, "Bar chart by sex and age. {numbers}.", numbers=told),
        measure=measured(edition, say(edition, "Children supported")),
    )


def rows_of(edition: Edition, status: str) -> pd.DataFrame:
    """Return the children of one status by sex, then by age."""
    parts = [
        named(edition.table("UA01", by=[by], protection_status=status)).assign(by=by)
        for by in DIMENSIONS
    ]
    rows = pd.concat(parts, ignore_index=True)
    counts = rows["value"].map(lambda value: "" if pd.isna(value) else edition.number(int(value)))
    return rows.assign(counts=counts.where(rows["value"].notna(), rows["symbol"]))
