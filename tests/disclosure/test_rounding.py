"""The other mode: rounded counts, and no more claimed of them than is proved."""

import pytest

from cpims_report.disclosure import protect
from cpims_report.disclosure.rounding import find_rounded_bounds
from cpims_report.errors import DisclosureRefused


def rounded(factory):
    return factory.settings(mode="round5")


def test_the_seal_says_what_rounding_leaves_open(factory, edition):
    audit = protect(edition, rounded(factory)).audit
    assert audit["passed"] is True
    assert audit["audited_quantities"] > 5
    assert audit["narrowest_interval"] >= 1
    assert "not audited" in audit["proved"]


def test_a_reader_of_rounded_counts_knows_each_within_two(factory):
    exact = factory.rows(("CN01", {"concern": "trafficking"}, 4), ("CN01", {}, 60))
    _, bounds = find_rounded_bounds(exact, rounded(factory))
    assert bounds["low"].ge(3).all()
    assert bounds["high"].le(7).all()
    assert bounds["high"].gt(bounds["low"]).all()


def test_sums_that_give_a_rounded_count_away_are_refused(factory):
    # Each part is at most two more than printed and the total two less: all are exact.
    regions = ("central", "north", "south", "_U")
    exact = factory.rows(*(("CL02", {"place": region}, 2) for region in regions), ("CL02", {}, 8))
    with pytest.raises(DisclosureRefused, match="Rounding alone") as refusal:
        protect(exact, rounded(factory))
    assert len(refusal.value.problems) == len(regions)
