"""Why is this case not counted? One record followed from its file to the report, or out of it."""

from __future__ import annotations

import pytest

from cpims_report.errors import InputRefused
from cpims_report.records import trace

IDS = {name: f"5e1f0000-2018-4000-8000-00000{name}" for name in ("aaa0001", "bbb0002", "ccc0003")}


@pytest.fixture
def cleaned(house, csv_row):
    """Return the case tables of a counted record, one without consent, and one sent twice."""
    counted, refused, twice = IDS.values()
    house.csv(
        "jrf",
        [
            csv_row(id=counted),
            csv_row(id=refused, consent_reporting="false"),
            csv_row(id=twice),
            csv_row(id=twice),
        ],
    )
    return house.clean_once()


def steps(table):
    return dict(zip(table["step"], table["result"], strict=True))


def test_a_trace_ends_at_the_step_that_leaves_the_record_out_and_says_by_which_rule(cleaned):
    table = trace(cleaned, "jrf", IDS["bbb0002"])
    assert steps(table)["no_consent"] == "left out"
    assert "late_entry" not in steps(table)
    assert "in the report" not in steps(table)
    [why] = table.loc[table["result"].eq("left out"), "why"]
    assert why.startswith("EXC-04: Consent")
    assert "jrf/jrf-synthetic.csv, row 3" in table["why"].iloc[0]


@pytest.mark.parametrize("number", [IDS["aaa0001"], "aaa0001", "AAA0001", f" {IDS['aaa0001']} "])
def test_a_record_is_found_by_its_long_and_its_short_id(cleaned, number):
    table = trace(cleaned, "jrf", number)
    assert steps(table)["in the report"] == "yes"
    assert "the child's only case" in " ".join(table["why"])


def test_a_record_that_was_sent_twice_has_the_way_of_each_copy(cleaned):
    table = trace(cleaned, "jrf", "ccc0003")
    assert list(table["step"]).count("received") == 2
    assert "yes" in list(table["result"])
    [why] = table.loc[table["result"].eq("left out"), "why"]
    assert why.startswith("EXC-01: ")


def test_without_an_id_a_record_that_was_left_out_is_the_example(cleaned):
    assert "left out" in list(trace(cleaned)["result"])


def test_an_id_that_nobody_has_is_told_without_it(cleaned):
    with pytest.raises(InputRefused) as caught:
        trace(cleaned, "jrf", "5e1f0000-unheard-of")
    assert "No record of jrf has this id" in str(caught.value)
    assert "unheard" not in str(caught.value)


def test_every_record_that_came_has_a_row_and_no_id_as_it_was_typed(cleaned):
    sent = cleaned.sent
    assert list(sent["step"]) == ["", "no_consent", "", "exact_duplicates"]
    assert sent["record_uid"].iloc[2] == sent["record_uid"].iloc[3]
    assert not [each for each in IDS if each in sent.astype("str").to_csv()]
