"""A case that moves between members is one case of the Task Force, and every sum comes out."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpims_report.records.derive import add_closures
from cpims_report.records.linkage import link_children
from cpims_report.records.spells import build_spells
from cpims_report.records.transfers import count_flows, find_transfers, net_transfers

EDGES = [date(2017, 12, 31), date(2018, 1, 1), date(2018, 12, 31), date(2019, 1, 1)]
DAYS = st.one_of(
    st.sampled_from(EDGES), st.dates(min_value=date(2016, 6, 1), max_value=date(2019, 6, 30))
)
HISTORIES = st.lists(
    st.fixed_dictionaries(
        {
            "agency": st.sampled_from(["imc", "jrf", "unhcr"]),
            "individual_no": st.sampled_from([None, "SYN-0001", "SYN-0002"]),
            "status": st.sampled_from(["open", "closed", "transferred"]),
            "registration_date": DAYS,
            "closure_date": st.none() | DAYS,
            "closure_approved_date": st.none() | DAYS,
            "closure_reason": st.sampled_from(["missing", "needs_met", "transferred_internal"]),
            "reopenings": st.lists(DAYS, max_size=4),
        }
    ),
    min_size=1,
    max_size=8,
)


def add_up(flows):
    came = flows["open_start"] + flows["new"] + flows["reopened"]
    return came - flows["closed"] == flows["open_end"]


def build(records, year, people):
    """Return records with their closures and children, spells, and transfers."""
    facts = [
        {"record_uid": str(place), **{name: each[name] for name in each if name != "reopenings"}}
        for place, each in enumerate(people)
    ]
    log = pd.DataFrame(
        [
            (str(place), day)
            for place, each in enumerate(people)
            for day in each.get("reopenings", ())
        ],
        columns=["record_uid", "date"],
    )
    typed = records(*facts)
    typed = typed.assign(**link_children(typed, b"key"))
    spells = build_spells(typed, log.assign(date=pd.to_datetime(log["date"])), year)
    return add_closures(typed, spells, year), spells


@given(HISTORIES)
@settings(max_examples=25, deadline=None)
def test_stocks_and_flows_add_up_for_every_agency_and_in_total(records, year, people):
    typed, spells = build(records, year, people)
    transfers = find_transfers(typed, spells)
    for _, part in typed.groupby("agency"):
        assert add_up(count_flows(spells[spells["record_uid"].isin(part["record_uid"])], year))
    assert add_up(count_flows(spells, year))
    netted = net_transfers(spells, transfers)
    assert add_up(count_flows(netted, year))
    assert len(netted) == len(spells) - len(transfers)
    assert not (netted["close_date"] < netted["open_date"]).any()


@given(HISTORIES)
@settings(max_examples=25, deadline=None)
def test_spells_of_a_record_follow_one_another(records, year, people):
    _, spells = build(records, year, people)
    assert not (spells["close_date"] < spells["open_date"]).any()
    following = spells.groupby("record_uid")["open_date"].shift(-1)
    assert (spells.loc[following.notna(), "close_date"] <= following.dropna()).all()
    last = ~spells.duplicated("record_uid", keep="last")
    assert spells.loc[~last, "close_date"].notna().all()


@given(HISTORIES)
@settings(max_examples=20, deadline=None)
def test_a_transfer_is_matched_once_and_between_two_members(records, year, people):
    typed, spells = build(records, year, people)
    transfers = find_transfers(typed, spells)
    assert transfers["from_uid"].is_unique
    assert transfers["to_uid"].is_unique
    assert (transfers["from_agency"] != transfers["to_agency"]).all()
    gap = (transfers["next_open_date"] - transfers["close_date"]).dt.days
    assert gap.between(-30, 60).all()


LEAVES = {
    "agency": "imc",
    "individual_no": "SYN-0001",
    "status": "transferred",
    "registration_date": "2017-05-01",
    "closure_date": "2018-06-01",
}
COMES = {"agency": "jrf", "individual_no": "SYN-0001", "registration_date": "2018-06-10"}


def test_a_transferred_case_is_neither_new_nor_closed_for_the_task_force(records, year):
    typed, spells = build(records, year, [LEAVES, COMES])
    transfers = find_transfers(typed, spells)
    assert list(transfers[["from_agency", "to_agency"]].iloc[0]) == ["imc", "jrf"]
    assert count_flows(spells, year).to_list() == [1, 1, 0, 1, 1]
    assert count_flows(net_transfers(spells, transfers), year).to_list() == [1, 0, 0, 0, 1]


def test_a_chain_of_transfers_is_one_case(records, year):
    onward = {**COMES, "status": "transferred", "closure_date": "2018-09-01"}
    last = {**COMES, "agency": "irc", "registration_date": "2018-09-05"}
    typed, spells = build(records, year, [LEAVES, onward, last])
    netted = net_transfers(spells, find_transfers(typed, spells))
    assert netted["open_date"].to_list() == [pd.Timestamp(2017, 5, 1)]
    assert count_flows(netted, year).to_list() == [1, 0, 0, 0, 1]


@pytest.mark.parametrize(("days", "found"), [(-31, 0), (-30, 1), (60, 1), (61, 0)])
def test_the_window_is_30_days_before_to_60_after(records, year, days, found):
    day = date(2018, 6, 1) + timedelta(days=days)
    typed, spells = build(records, year, [LEAVES, {**COMES, "registration_date": day}])
    assert len(find_transfers(typed, spells)) == found


@pytest.mark.parametrize(
    "change", [{"agency": "imc"}, {"individual_no": "SYN-0002"}, {"individual_no": None}]
)
def test_only_the_same_child_at_another_member_continues_a_case(records, year, change):
    typed, spells = build(records, year, [LEAVES, {**COMES, **change}])
    assert find_transfers(typed, spells).empty
