"""How many systems record a matter, and when that would say too much."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from cpims_report.config import Settings
from cpims_report.disclosure.collected import recording

SETTINGS = Settings(Path(__file__).parents[2] / "config")


def contributions(**statuses: str) -> pd.DataFrame:
    """Return cells of members a, b, c…: `e` counted, `-` not collected, by indicator."""
    rows = [
        (agency, indicator, "exact" if mark == "e" else "not_collected")
        for indicator, marks in statuses.items()
        for agency, mark in zip("abcdef", marks, strict=False)
    ]
    return pd.DataFrame(rows, columns=["agency", "indicator", "status"])


def test_systems_without_the_field_are_counted_and_no_member_is_named():
    found = recording(contributions(CS01="eee--", PR06="ee---", CL01="eeeee"), SETTINGS)
    assert found == {"CS01": {"recording": 3, "of": 5}, "PR06": {"recording": 2, "of": 5}}


@pytest.mark.parametrize("marks", ["e---", "----", "eee-"])
def test_what_one_member_alone_records_or_does_not_is_not_told(marks):
    assert recording(contributions(FL02=marks), SETTINGS) == {}


def test_internal_indicators_are_not_told_and_no_contributions_tell_nothing():
    internal = next(n for n, e in SETTINGS.indicators.items() if e.audience == "internal")
    assert recording(contributions(**{internal: "ee-"}), SETTINGS) == {}
    assert recording(None, SETTINGS) == {}
