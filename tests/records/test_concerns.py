"""Concerns: statuses are none, and the primary one is recorded or follows the precedence."""

import pandas as pd
import pytest

from cpims_report.records.cases.concerns import add_concerns


def add(settings, concerns, primary="missing"):
    frame = pd.DataFrame({"concerns": [concerns], "primary_concern": [primary]}, dtype="str")
    row = add_concerns(frame, settings.concerns).iloc[0]
    return row["concerns"], row["primary_concern"], row["primary_rule"], bool(row["primary_added"])


def test_a_recorded_primary_concern_stands(settings):
    expected = ("distress|neglect", "distress", "recorded", False)
    assert add(settings, "distress|neglect", "distress") == expected


def test_without_one_the_first_in_precedence_is_taken(settings):
    expected = ("neglect|sexual_violence", "sexual_violence", "precedence", False)
    assert add(settings, "neglect|sexual_violence") == expected


def test_a_primary_concern_outside_the_list_is_added_to_it(settings):
    expected = ("distress|neglect", "distress", "recorded", True)
    assert add(settings, "neglect", "distress") == expected


def test_statuses_are_dropped_and_cannot_be_primary(settings):
    expected = ("neglect", "neglect", "precedence", False)
    assert add(settings, "disability|neglect|refugee", "refugee") == expected
    assert add(settings, "refugee") == ("missing", "missing", "none", False)


@pytest.mark.parametrize("word", ["missing", "unknown", "not_collected"])
def test_no_answer_stays_what_kind_of_no_answer_it_is(settings, word):
    assert add(settings, word) == (word, word, "none", False)
