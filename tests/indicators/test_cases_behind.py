"""The cases behind a cell are as many as the cell says, whatever the cell."""

from __future__ import annotations

import pytest

from cpims_report.errors import ConfigurationError
from cpims_report.indicators import Caseload, compute, find_cases
from cpims_report.schema import DIMENSIONS

PLAIN = ("CL01", "CL02", "CL05", "PR01", "PR04", "CN01", "CN02", "UA01", "SV01", "CS01", "FL05")
"""Children, cases and spells, of one answer and of several."""


@pytest.fixture
def year(random_lists, tables, settings):
    """Return a random caseload, its tables and its exact cells."""
    made = tables(random_lists(7, size=80))
    return Caseload.of(made, settings, 2018), made, compute(made, settings, 2018)


def test_a_cell_has_as_many_cases_behind_it_as_it_counts(year):
    caseload, tables, exact = year
    cells = exact[exact["indicator"].isin(PLAIN) & exact["value"].notna()]
    chosen = cells.groupby("indicator").head(12)
    for cell in chosen[["indicator", *DIMENSIONS, "value"]].to_dict("records"):
        indicator, value = cell.pop("indicator"), cell.pop("value")
        assert len(find_cases(caseload, tables, indicator, **cell)) == value, (indicator, cell)
    assert chosen["value"].gt(0).sum() > len(PLAIN)


def test_the_cases_are_rows_of_the_table_with_the_code_asked_for(year):
    caseload, tables, _ = year
    found = find_cases(caseload, tables, "PR04", place="zarqa")
    assert list(found) == list(tables.cases)
    assert set(found["governorate"]) == {"zarqa"}
    assert set(found["record_uid"]) <= set(tables.cases["record_uid"])


@pytest.mark.parametrize(
    ("indicator", "cell", "told"),
    [
        ("CN1", {}, "Did you mean “CN01”?"),
        ("CN01", {"plase": "zarqa"}, "Did you mean “place”?"),
        ("CN01", {"place": "zarka"}, "CN01 is not broken down so."),
        ("CL08", {}, "no list of cases is behind it"),
        ("DQ05", {}, "no list of cases is behind it"),
    ],
)
def test_what_is_no_cell_is_told_in_words(year, indicator, cell, told):
    caseload, tables, _ = year
    with pytest.raises(ConfigurationError) as caught:
        find_cases(caseload, tables, indicator, **cell)
    assert told in str(caught.value)
