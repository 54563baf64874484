"""Of how many a matter is known: from published numbers alone, else nothing is said."""

from pathlib import Path

import pytest

from cpims_report.report import open_edition
from cpims_report.report.bases import basis, known_of

PUBLISHED = Path(__file__).parents[2] / "data" / "published"


@pytest.fixture(scope="module")
def sample():
    return open_edition(2018, "en", PUBLISHED)


@pytest.mark.parametrize("indicator", ["CL01", "CL08", "XX99"])
def test_an_indicator_without_shares_has_no_basis(sample, indicator):
    assert not basis(sample, indicator)


def test_a_basis_tells_what_is_known_of_how_many_and_what_is_outside(sample):
    closed, asked = sample.cell("CL05").value, sample.cell("CS01").value
    known = asked - sample.cell("CS01", category="_U").value
    assert basis(sample, "CS01") == (
        f"{known:,} of {closed:,} cases ({closed - asked} in systems that do not record it)"
    )


def test_a_basis_is_silent_where_the_unknown_are_withheld(sample):
    assert sample.cell("PR01", sex="_U").shown or not basis(sample, "PR01")


def test_several_matters_are_named(sample):
    told = known_of(sample, ["CS01", "PR06", "CS01"])
    assert told.startswith("Known for: ")
    assert told.count(";") == 1
