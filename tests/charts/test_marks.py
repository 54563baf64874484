"""Order and leadership of rows, and the sentences made of them."""

from __future__ import annotations

import pandas as pd

from cpims_report.report.charts.findings import leader
from cpims_report.report.charts.frames import largest, ranked


def rows(**values: int | None) -> pd.DataFrame:
    """Return a tidy frame of shown numbers, and of withheld ones where there is none."""
    frame = pd.DataFrame(
        {"code": list(values), "value": pd.Series(list(values.values()), dtype=float)}
    )
    return frame.assign(
        label=frame["code"].str.title(),
        base=200.0,
        percent=frame["value"] / 2,
        status=frame["value"].notna().map({True: "published", False: "suppressed"}),
    )


def say_leader(edition, frame):
    return leader(edition, frame, "child", "{label} leads: {number}", "Shown: {label}, {number}")


def test_shown_rows_go_from_large_to_small_then_the_remainder_then_withheld_as_listed():
    frame = ranked(rows(a=None, b=5, other=90, c=None, d=50))
    assert list(frame["code"]) == ["d", "b", "other", "a", "c"]


def test_zeros_and_the_remainder_never_lead():
    assert largest(rows(a=0, other=9)).empty


def test_the_largest_is_named_alone_when_everything_is_shown(make_edition):
    assert say_leader(make_edition(), rows(a=7, b=3)) == "A leads: 7 children (3.5%)"


def test_the_largest_leads_only_among_those_shown_when_one_is_withheld(make_edition):
    assert say_leader(make_edition(), rows(a=7, b=None)) == "Shown: A, 7 children (3.5%)"


def test_a_larger_remainder_takes_the_lead_from_the_named(make_edition):
    assert say_leader(make_edition(), rows(a=7, other=8)).startswith("Shown: A")


def test_rows_that_tie_are_named_together(make_edition):
    said = say_leader(make_edition(), rows(a=7, b=7, c=1))
    assert said == "Shown: A and B, 7 children (3.5%) each"


def test_there_is_a_sentence_for_nothing_to_show(make_edition):
    assert say_leader(make_edition(), rows(a=None)) == (
        "There is no number above zero that can be shown here."
    )
