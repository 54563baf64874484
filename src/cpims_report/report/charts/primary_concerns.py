"""Primary concerns: shares of girls and of boys side by side, the most frequent first."""

from __future__ import annotations

from matplotlib.figure import Figure

from cpims_report.report.charts.findings import base_note, each_told, leader, measured, shares
from cpims_report.report.charts.frames import matched, named, ranked, without_zeros
from cpims_report.report.charts.messages import say, to_say
from cpims_report.report.charts.rows import Block, Series, draw_rows
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture
from cpims_report.schema import UNKNOWN_CELL

SEXES = {"F": "girls_bar", "M": "boys_bar"}
"""Sexes with the names of their colours."""


def primary_concerns(edition: Edition) -> Picture:
    """Return `fig-primary-concerns`: CN01, share of children whose primary concern is known.

    Girls' bars are shares of girls, boys' of boys: the sexes compare although boys are more.
    """
    everyone = ranked(named(edition.table("CN01", by=["concern"])))
    rows, sexes = without_zeros(everyone), edition.table("CN01", by=["concern", "sex"])
    by_sex = {sex: matched(named(sexes[sexes["sex"].eq(sex)]), rows) for sex in SEXES}
    all_children = say(edition, "All children")

    def draw(narrow: bool) -> Figure:
        bars = {
            edition.label("sex", sex): Series(colour, by_sex[sex], shares(edition, by_sex[sex]))
            for sex, colour in SEXES.items()
        }
        column = {all_children: Series("muted", rows, list(rows["words"]))}
        return draw_rows([Block("", "", list(rows["label"]), bars, column)], narrow)

    none = everyone.loc[everyone["value"].eq(0), "label"]
    notes = [
        base_note(edition, "CN01", rows, edition.cell("CN01", concern=UNKNOWN_CELL)),
        say(
            edition, "Shares of girls are of girls, shares of boys of boys whose concern is known."
        ),
    ]
    if len(none):
        notes.append(say(edition, "No child: {names}.", names=edition.listed(list(none))))
    told = {all_children: everyone} | {
        edition.label("sex", sex): frame for sex, frame in by_sex.items()
    }
    return edition.publish(
        draw,
        id="fig-primary-concerns",
        finding=leader(
            edition,
            everyone,
            "child",
            to_say("{label} is the most frequent primary concern: {number}."),
            to_say("Most frequent of the named primary concerns shown: {label}, {number}."),
        ),
        alt=say(
            edition,
            "Bar chart of children supported in {year} by primary concern, in all and by sex. "
            "{numbers}.",
            year=edition.plain(edition.year),
            numbers=each_told(edition, told),
        ),
        measure=measured(edition, say(edition, "Children supported, percent of each sex")),
        notes=notes,
    )
