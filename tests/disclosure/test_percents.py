"""Percents are as exact as their base allows."""

import pandas as pd
import pytest

from cpims_report.disclosure.percents import percents


def share(settings, value, base):
    series = (pd.Series([number], dtype="Int64") for number in (value, base))
    return percents(*series, settings.policy)[0]


@pytest.mark.parametrize(
    ("value", "base", "percent"),
    [
        (10, 20, 50.0),
        (1, 199, 1.0),
        (3, 199, 2.0),
        (1, 200, 0.5),
        (125, 1000, 12.5),
        (1245, 10000, 12.5),
        (1244, 10000, 12.4),
        (0, 500, 0.0),
    ],
)
def test_percents_have_a_decimal_where_the_base_is_large(settings, value, base, percent):
    assert share(settings, value, base) == percent


@pytest.mark.parametrize(("value", "base"), [(10, 19), (0, 0), (None, 500), (10, None)])
def test_there_is_no_percent_of(settings, value, base):
    assert pd.isna(share(settings, value, base))
