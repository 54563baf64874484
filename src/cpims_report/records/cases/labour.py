"""Child labour: its form, hours and hazards, from concerns and a form of their own."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Concerns
from cpims_report.records.values.codes import join_columns
from cpims_report.schema import (
    LIST_SEPARATOR,
    MISSING,
    NOT_APPLICABLE,
    NOT_COLLECTED,
)

LABOUR = "child_labour"
HOURS = {"under_1": 0.5, "2-4": 3.0, "5-8": 6.5, "9-12": 10.5, "over_12": 13.0}
"""Hours a day: the middle of each band that forms offer."""
DAYS = {str(number): float(number) for number in range(1, 8)}
WEEK = {"43+": 43, "14-42": 14, "0-13": 0}
"""Bands of hours a week, the longest first: UNICEF and ILO draw the line at 43 for children of 15
to 17 years and at 14 for those of 12 to 14; for younger ones any hour is labour."""
HAZARDS = {
    "abusive_employer": ("employer", ("abusive",)),
    "harm": ("work_harm", ("harm",)),
    "night": ("work_times", ("night",)),
    "unprotected": ("safety_measures", ("none", "partial")),
    "unsafe_place": ("work_place", ("unsafe",)),
}
"""Kind of hazard -> the column that tells of it, and by which answers."""
ASKED = tuple(column for column, _ in HAZARDS.values())
SETTLED = (*ASKED, "work_hours_a_day", "work_days_a_week")
"""Columns that have no place in the case tables."""
OF_WORK = ("work_kind", "work_hours", "work_hazard", "schooling")


def settle_labour(records: pd.DataFrame, taxonomy: Concerns) -> pd.DataFrame:
    """Return the records of one file with form, hours and hazards of work.

    Before the kinds of concerns give way to their concerns. Where no child labour is recorded a
    blank is `not_applicable`.
    """
    cells = records["concerns"].str.cat(records["primary_concern"], sep=LIST_SEPARATOR)
    form = cells.map({cell: find_form(cell, taxonomy) for cell in cells.unique().tolist()}).astype(
        "str"
    )
    told = form.isin([kind.labour_form for kind in taxonomy.kinds.values() if kind.labour_form])
    known = records.assign(
        work_hours=sum_hours(records), **find_hazards(records), labour_form=NOT_COLLECTED
    )
    if told.any():
        known = known.assign(labour_form=form)
    elsewhere = form.eq(NOT_APPLICABLE)
    return known.assign(
        **{
            name: known[name].mask(elsewhere & known[name].eq(MISSING), NOT_APPLICABLE)
            for name in OF_WORK
        }
    ).drop(columns=list(SETTLED))


def find_form(cell: str, taxonomy: Concerns) -> str:
    """Return the form of child labour that a list of concerns tells; the worst goes first."""
    codes = cell.split(LIST_SEPARATOR)
    kinds = [taxonomy.kinds[code] for code in codes if code in taxonomy.kinds]
    if LABOUR not in (*codes, *(kind.of for kind in kinds)):
        return NOT_APPLICABLE
    return max((kind.labour_form for kind in kinds if kind.labour_form), default=MISSING)


def sum_hours(records: pd.DataFrame) -> pd.Series:
    """Return the band of hours a week: hours a day times days a week."""
    hours, days = records["work_hours_a_day"], records["work_days_a_week"]
    week = hours.map(HOURS).astype("float64") * days.map(DAYS).astype("float64")
    found = pd.Series(MISSING, index=records.index, dtype="str")
    for band, least in reversed(WEEK.items()):
        found = found.mask(week.ge(least), band)
    return found.mask(hours.eq(NOT_COLLECTED) | days.eq(NOT_COLLECTED), NOT_COLLECTED)


def find_hazards(records: pd.DataFrame) -> dict[str, pd.Series]:
    """Return whether a hazard of work is recorded, and which.

    There is none where the place of work is called safe and nothing else tells of one.
    """
    hits = {kind: tells(records[column], *answers) for kind, (column, answers) in HAZARDS.items()}
    some = pd.DataFrame(hits).any(axis=1)
    silent = records[list(ASKED)].isin([NOT_COLLECTED]).all(axis=1)
    said = (
        pd.Series(MISSING, index=records.index, dtype="str")
        .mask(records["work_place"].eq("safe"), "no")
        .mask(some, "yes")
    )
    return {
        "work_hazard": said.mask(silent, NOT_COLLECTED),
        "hazard_kind": join_columns(hits).where(some, NOT_APPLICABLE).mask(silent, NOT_COLLECTED),
    }


def tells(cells: pd.Series, *answers: str) -> pd.Series:
    """Return which cells hold one of some answers."""
    found = {
        cell: not {*answers}.isdisjoint(cell.split(LIST_SEPARATOR))
        for cell in cells.unique().tolist()
    }
    return cells.map(found).astype("bool")
