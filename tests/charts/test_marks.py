"""Order and leadership of marks, and the sentences made of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from cpims_report.report.charts.lines import spread
from cpims_report.report.charts.marks import Mark, largest, ranked, top_amount

from cpims_report.report.cell import Cell
from cpims_report.report.charts.findings import leader


def shown(code: str, value: int) -> Mark:
    return Mark(code, code.title(), Cell(value, 200, value / 2, "published"))


def withheld(code: str, value: int | None = None) -> Mark:
    return Mark(code, code.title(), Cell(value, None, None, "suppressed"))


def say_leader(edition, marks):
    return leader(edition, marks, "child", "{label} leads: {number}", "Shown: {label}, {number}")


def test_shown_marks_go_from_large_to_small_then_the_remainder_then_withheld_as_listed():
    marks = [withheld("a"), shown("b", 5), shown("other", 90), withheld("c"), shown("d", 50)]
    assert [mark.id for mark in ranked(marks)] == ["d", "b", "other", "a", "c"]


def test_a_number_behind_a_withheld_mark_moves_neither_order_nor_axis():
    bare, full = [shown("a", 7), withheld("b")], [shown("a", 7), withheld("b", 900)]
    assert [mark.id for mark in ranked(bare)] == [mark.id for mark in ranked(full)]
    assert top_amount(bare) == top_amount(full) == 7


def test_a_withheld_mark_has_no_amount_to_ask_for():
    with pytest.raises(ValueError, match="not shown"):
        _ = withheld("a", 3).amount


def test_zeros_and_the_remainder_never_lead():
    assert largest([shown("a", 0), shown("other", 9)]) == ()


def test_the_largest_is_named_alone_when_everything_is_shown(make_edition):
    said = say_leader(make_edition(), [shown("a", 7), shown("b", 3)])
    assert said == "A leads: 7 children (3.5%)"


def test_the_largest_leads_only_among_those_shown_when_one_is_withheld(make_edition):
    said = say_leader(make_edition(), [shown("a", 7), withheld("b")])
    assert said == "Shown: A, 7 children (3.5%)"


def test_a_larger_remainder_takes_the_lead_from_the_named(make_edition):
    said = say_leader(make_edition(), [shown("a", 7), shown("other", 8)])
    assert said.startswith("Shown: A")


def test_marks_that_tie_are_named_together(make_edition):
    said = say_leader(make_edition(), [shown("a", 7), shown("b", 7), shown("c", 1)])
    assert said == "Shown: A and B, 7 children (3.5%) each"


def test_there_is_a_sentence_for_nothing_to_show(make_edition):
    assert say_leader(make_edition(), [withheld("a")]) == (
        "There is no number above zero that can be shown here."
    )


def test_labels_at_the_ends_of_lines_keep_their_distance():
    moved = spread([0.1, 0.12, 0.9, 1.95, 1.97], 0.2, 2.0)
    assert all(b - a >= 0.2 - 1e-9 for a, b in pairwise(moved))
    assert moved[-1] <= 2.0
    assert moved[2] == 0.9
