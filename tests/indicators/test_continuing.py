"""A case that changes hands is one case of the Task Force; its members see both ends of it."""

from __future__ import annotations

from typing import Any

import pytest

from cpims_report.indicators import Caseload, balance, compute, contribute
from cpims_report.schema import CELL_KEY

FLOWS = ("carried_over", "new", "reopened", "closed", "open_end")
LEFT = ("2017-05-01", "2018-06-01", "transferred_internal")
CAME = ("2018-06-10",)


def move(sender: dict[str, Any], receiver: dict[str, Any]) -> dict[str, Any]:
    """Return that the last spell of one case goes on as the first of another."""
    last, first = sender["spells"][-1], receiver["spells"][0]
    names = ("open_date", "close_date", "close_precision", "close_reason")
    row = {"from_uid": last["record_uid"], "from_seq": last["seq"], "open_date": last["open_date"]}
    row |= {"to_uid": first["record_uid"]} | {f"next_{name}": first[name] for name in names}
    return {"transfers": [row]}


@pytest.fixture
def caseload(tables, settings):
    return lambda *lists: Caseload.of(tables(*lists), settings, 2018)


def flows(caseload: Caseload) -> list[int]:
    return [len(caseload.population(name)) for name in FLOWS]


def test_a_transferred_case_is_neither_closed_nor_new_in_total(case, caseload):
    sender = case(LEFT, agency="imc", child_key="amal")
    receiver = case(CAME, agency="jrf", child_key="amal")
    one = caseload(sender, receiver, move(sender, receiver))
    assert flows(one) == [1, 0, 0, 0, 1]
    assert [len(one.population(name)) for name in ("active", "supported", "handed_on")] == [1, 1, 1]
    rows = balance(one).set_index("agency")
    assert rows.loc["imc"].tolist() == [1, 0, 0, 1, 0, 0]
    assert rows.loc["jrf"].tolist() == [0, 1, 0, 0, 1, 0]
    assert rows.loc["_T"].tolist() == [1, 0, 0, 0, 1, 0]
    assert flows(caseload(sender, receiver)) == [1, 1, 0, 1, 1]


def test_a_chain_keeps_its_first_opening_and_its_last_closing(case, counted):
    first = case(("2018-01-01", "2018-02-01", "transferred_internal"), agency="imc", child_key="a")
    again = ("2018-02-01", "2018-03-01", "transferred_internal")
    second = case(again, agency="jrf", child_key="a")
    third = case(("2018-03-20", "2018-04-11", "needs_met"), agency="irc", child_key="a")
    cell = counted(first, second, third, move(first, second), move(second, third))
    assert cell("CL02", category="01") == (1, 1)
    assert cell("CL05") == (1, None)
    assert cell("CS01", category="needs_met") == (1, 1)
    assert cell("CM05", category="91-180") == (1, 1)
    assert cell("CM06", category="median") == (100, 1)
    assert cell("CL11") == (2, None)


def test_a_reopened_case_that_goes_on_stays_a_reopened_one(case, caseload):
    sender = case(("2017-05-01", "2018-02-01", "needs_met"), ("2018-03-01", "2018-06-01"))
    receiver = case(("2018-06-10", "2018-08-01"), ("2018-10-01",), agency="jrf")
    assert flows(caseload(sender, receiver, move(sender, receiver))) == [1, 0, 2, 2, 1]


def test_what_left_before_the_year_is_carried_over_and_what_comes_after_it_is_open(case, caseload):
    gone = case(("2017-05-01", "2017-12-20"), agency="imc")
    here = case(("2018-01-10",), agency="jrf")
    leaves = case(("2018-04-01", "2018-12-20"), agency="jrf")
    to_come = case(("2019-01-10", "2019-01-20"), agency="imc")
    moves = move(gone, here), move(leaves, to_come)
    assert flows(caseload(here, leaves, *moves)) == [1, 1, 0, 0, 2]


def test_the_first_active_record_tells_of_the_case_and_the_last_of_its_closing(case, counted):
    sender = case(LEFT, agency="imc", child_key="a", governorate="amman", age_close=11, sex="male")
    receiver = case(
        ("2018-06-10", "2018-09-01", "needs_met"),
        agency="jrf",
        child_key="a",
        registration_date="2018-06-10",
        governorate="irbid",
        age_close=12,
        concerns="neglect",
        primary_concern="neglect",
    )
    cell = counted(sender, receiver, move(sender, receiver))
    for indicator in ("CL03", "CL05", "CL01", "PR04"):
        assert cell(indicator, place="amman")[0] == 1
        assert cell(indicator, place="irbid")[0] == 0
    assert cell("CL05", age="12-17") == (1, 1)
    assert cell("CN01", concern="child_labour") == (1, 1)
    assert cell("CN02", concern="neglect") == (1, 1)
    assert cell("CL10", category="two") == (1, 1)


def test_where_the_first_record_has_no_concern_the_next_one_tells_it(case, counted):
    blank = {"concerns": "missing", "primary_concern": "unknown"}
    sender = case(LEFT, agency="imc", child_key="a", governorate="amman", **blank)
    receiver = case(CAME, agency="jrf", child_key="a", governorate="irbid")
    cell = counted(sender, receiver, move(sender, receiver))
    assert cell("CN01", place="amman", concern="child_labour") == (1, 1)
    assert cell("DQ01", category="primary_concern") == (1, 1)


def test_follow_ups_of_both_count_and_the_worker_is_the_one_who_has_the_case(case, counted):
    visit = {"date": "2018-03-01", "due": "2018-03-01"}
    sender = case(LEFT, agency="imc", child_key="a", followups=[visit], caseworker="w1")
    late = {"date": None, "due": "2018-08-01"}
    receiver = case(CAME, agency="jrf", child_key="a", followups=[late], caseworker="w2")
    other = case(agency="jrf", caseworker="w2")
    cell = counted(sender, receiver, other, move(sender, receiver))
    assert cell("CM03", category="overdue") == (1, 2)
    assert cell("CM04") == (2, 1)


def test_each_of_its_members_knows_the_case_as_it_is_counted(case, tables, settings):
    sender = case(LEFT, agency="imc", child_key="a", governorate="amman")
    receiver = case(CAME, agency="jrf", child_key="a", governorate="irbid")
    own = contribute(tables(sender, receiver, move(sender, receiver)), settings, 2018)
    told = {
        (row.agency, row.indicator, row.place): row.value
        for row in own[own["place"].isin(["_T", "amman", "irbid"])].itertuples()
        if row.indicator in ("CL02", "CL03", "CL05", "CL06", "CL11") and row.category == "_T"
    }
    for agency in ("imc", "jrf"):
        flow = [told[agency, f"CL0{number}", "_T"] for number in (2, 3, 5, 6)]
        assert flow == [0, 1, 0, 1]
        assert told[agency, "CL11", "_T"] == 1
        assert (told[agency, "CL06", "amman"], told[agency, "CL06", "irbid"]) == (1, 0)


CASES = {
    *("RK01", "CM03", "CL02", "CL03", "CL04", "CL05", "CL06", "CL11", "CS01", "CS02", "CS03"),
    *("CM01", "CM02", "CM05", "PR08"),
}


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in (1, 2))]
)
def test_no_member_knows_more_cases_than_there_are(seed, random_lists, tables, settings):
    given = tables(random_lists(seed)), settings, 2018
    whole, own = compute(*given), contribute(*given)
    own = own[own["indicator"].isin(CASES)]
    both = own.merge(whole, on=list(CELL_KEY), suffixes=("", "_whole")).dropna(subset="value")
    assert len(both) > 1000
    assert not (both["value"] > both["value_whole"]).any()


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in (1, 2))]
)
def test_members_close_as_many_more_as_went_on(seed, random_lists, caseload):
    one = caseload(random_lists(seed))
    closed = balance(one).set_index("agency")["closed"]
    went_on = len(one.population("handed_on"))
    assert went_on > 1
    assert closed.drop("_T").sum() - closed["_T"] == went_on
